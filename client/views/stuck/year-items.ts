import { dateAt } from '../../../calendar/index.ts'
import { beijingText } from '../beijing.ts'
import type { StuckItem } from '../shapes/stuck.ts'
import type { Context } from './context.ts'
import { breakdowns, missedRound, undelivered, unrelayed, type Idle, type Undelivered } from './engine.ts'
import { openRulings } from './rulings.ts'
import { blockedBy } from './steps.ts'
import { GIVEN, officeVerb, verb } from './task-verbs.ts'
import { NEVER } from './told.ts'
import { PAUSED } from './words.ts'

/** An item of which nothing is known yet. */
export const PLAIN = {
  ...{ step: null, task: null, unit: null, waitsFor: null, since: null, due: null, dueWhy: null, lateDays: null },
  ...{ reminders: NEVER, escalated: [], blocks: [], verbs: [] },
}

/** What holds up the whole year, and what waits for a decision without being a task. */
export async function yearItems(context: Context): Promise<StuckItem[]> {
  return [...pauseItems(context), ...(await engineItems(context)), ...(await rulingItems(context))]
}

function pauseItems({ pause, pack, cycle, means }: Context): StuckItem[] {
  if (!pause) return []
  const { clocks, document, reason, at } = pause
  const since = beijingText(at)
  return [
    {
      ...PLAIN,
      ...{ kind: 'paused', title: pack.pack.name, since },
      reason: `${PAUSED[clocks]}：自 ${since} 起依《${document}》（${reason}），恢复之前不收、不批、不催。`,
      verbs: officeVerb(means, '恢复', ['cycle', 'resume', cycle, ...GIVEN, '--preview'], '去掉 --preview 即办理'),
    },
  ]
}

/** Only the office sees what the system itself does not do. */
async function engineItems({ queries, cycle, reader, now, tables, pause, steps, means, named }: Context): Promise<StuckItem[]> {
  const waiting = steps.find(({ state }) => state !== 'settled')
  if (!waiting || !reader.all) return []
  const stepNamed = (key: string): string => steps.find((step) => step.key === key)?.name ?? named(key)
  const idle: (Idle & { step?: string | null })[] = [
    ...(await unrelayed(queries, cycle)),
    ...(await breakdowns(queries, cycle, stepNamed)),
    ...(pause ? [] : await missedRound(queries, cycle, now, tables)),
  ]
  return idle.map(({ step = null, ...each }) => {
    const again = ['cycle', 'retry', cycle, step ?? waiting.key, '--reason', '理由']
    const at = step === null ? {} : { step: { key: step, name: stepNamed(step) }, blocks: blockedBy(steps, step).map(({ name }) => name) }
    return { ...PLAIN, ...each, ...at, kind: 'engine', verbs: officeVerb(means, '重试', again, '已在运行的工作流不会重复启动') }
  })
}

async function rulingItems({ queries, cycle, pack, reader, means, held, named }: Context): Promise<StuckItem[]> {
  const rulings = await openRulings(queries, cycle, pack, means.office.body)
  return rulings
    .filter(({ body }) => reader.all || reader.body === body)
    .map(({ title, reason, since, body, notBy, words, outcomes: [yes = '', ...others] }) => {
      const by = (held.get(body) ?? []).filter((post) => post !== notBy && (reader.all || post === reader.post))
      const verbs = by.length === 0 ? [] : [verb('决定', by, [...words, yes], `或 ${others.join('、')}，写明 --reason`)]
      return { ...PLAIN, kind: 'ruling', title, reason, since, waitsFor: named(body), verbs }
    })
}

const MAIL: Record<string, string> = {
  waiting: '还没有发出，自动重试',
  sending: '正在交给邮件服务器',
  failed: '被退回，不再重发',
  unknown: '不知是否送达，不再重发',
}
const MOST_POSTS = 3

/** Letters that do not get through; a department sees those to itself. */
export async function mailItems({ queries, cycle, reader, now, held, means }: Context): Promise<StuckItem[]> {
  const own = reader.all ? null : [...new Set([reader.post, ...(held.get(reader.unit ?? reader.body ?? '') ?? [])])]
  const found = await undelivered(queries, cycle, dateAt(now), own)
  return found.map((each) => ({
    ...PLAIN,
    ...{ kind: 'mail', title: '通知', since: each.since, reason: mailWords(each) },
    verbs: [
      verb('查看', reader.all ? means.office.posts : [reader.post], ['notice', 'list', cycle, '--day', each.since]),
      ...(each.state === 'failed' ? officeVerb(means, '更正邮箱', ['post', 'set', cycle, each.posts[0] ?? '', '--mail', '邮箱']) : []),
    ],
  }))
}

function mailWords({ state, why, count, posts, since }: Undelivered): string {
  const to = `${posts.slice(0, MOST_POSTS).join('、')}${posts.length > MOST_POSTS ? `等 ${posts.length} 个岗位` : ''}`
  return `${since} 起给${to}的 ${count} 封汇总通知${MAIL[state] ?? state}${why === '' ? '' : `：${why}`}。通知的内容 notice list 可查。`
}
