import { z } from 'zod'
import { dateAt } from '../calendar/index.ts'
import { Refusal } from '../records/refusal.ts'
import { submissionById } from '../records/submission.ts'
import { openTasks, type NewTask, taskById, type TaskRow } from '../records/task.ts'
import type { Quorum } from '../scoring/pack/plan.ts'
import { compare, product } from '../scoring/decimal.ts'
import { IsoDate, Key, requireSameKeys, Text } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { bodyName, leadOf } from './units.ts'
import { windowFrom } from './windows.ts'

const MINUTES_DAYS = '5'
export const [AGENDA, MINUTES] = ['议题', '纪要'] as const
type Change = StepChange<'meeting'>

const Agenda = z.strictObject({
  on: IsoDate,
  items: z
    .array(z.strictObject({ key: Key, text: Text }))
    .min(1, '至少一项议题')
    .max(50),
})
const Minutes = z.strictObject({
  number: Text,
  on: IsoDate,
  attended: z.array(Key).min(1, '至少一个成员单位'),
  resolutions: z.array(z.strictObject({ item: Key, outcome: z.enum(['adopted', 'rejected', 'deferred']), text: Text })).min(1, '至少一项'),
})
export type Agenda = z.infer<typeof Agenda>
export type Minutes = z.infer<typeof Minutes>

/**
 * A meeting (会议): the lead of the step proposes the agenda, the convener approves it, and after the meeting the minutes say who was there and what was
 * resolved on each item. Without a quorum nothing is resolved: every item is deferred, and another meeting is held.
 */
export const meeting: KindRules<'meeting'> = {
  open: async (change) =>
    openTasks(change, change.step.key, [handIn(change, AGENDA, '提出议题', { due: change.step.due_at ?? change.now })]).then(() => {}),
  content: (_, task) => (task === undefined ? z.union([Agenda, Minutes]) : isAgenda(task) ? Agenda : Minutes),
  withdrawable: true,
  accept: async (change, submission, task) => {
    if (task === undefined) return
    return isAgenda(task)
      ? propose(change, submission.id, submission.content as Agenda, task)
      : record(change, submission.content as Minutes, task)
  },
  outcomes: ['approve', 'return'],
  needReason: ['return'],
  decide: async (change, task, { outcome }) => {
    const window = windowFrom(change, MINUTES_DAYS, '收到', change.step.due_at)
    const next =
      outcome === 'approve'
        ? { ...handIn(change, `${MINUTES}/1`, '会议纪要', window), about: task.about ?? '0' }
        : handIn(change, `${task.key}/退回`, '修改议题', window)
    await openTasks(change, change.step.key, [next], outcome === 'approve' ? 'opened' : 'returned')
  },
}

const isAgenda = ({ key }: TaskRow): boolean => key.startsWith(AGENDA)
const handIn = (change: Change, key: string, what: string, { due, counted }: Pick<NewTask, 'due' | 'counted'>) => ({
  key,
  verb: 'submit' as const,
  assignee: { body: leadOf(change) },
  title: `${change.step.name}：${what}`,
  due,
  ...(counted ? { counted } : {}),
})

/** The agenda holds what the pack wants dealt with every time, each item once; the convener decides on it. */
async function propose(change: Change, about: string, { items }: Agenda, task: TaskRow): Promise<void> {
  const keys = items.map(({ key }) => key)
  const standing = (change.spec.agenda ?? []).filter(({ key }) => !keys.includes(key))
  if (standing.length > 0)
    throw new Refusal('bad-input', `议题应含 ${standing.map(({ key, label }) => `${key}（${label}）`).join('、')}，实为没有，未予保存。`)
  requireSameKeys([...new Set(keys)], keys, '议题')
  const { convener } = change.spec
  const { due, counted } = windowFrom(change, '2', '收到', change.step.due_at)
  const title = `${change.step.name}：审定议题`
  await openTasks(change, change.step.key, [
    { key: `${task.key}/审定`, verb: 'decide', assignee: { body: convener }, about, title, due, counted },
  ])
}

/** Minutes account for each item of the agenda; a number stands for one meeting. */
async function record(change: Change, minutes: Minutes, task: TaskRow): Promise<void> {
  const { spec, step, pack } = change
  if (minutes.on > dateAt(change.now)) throw new Refusal('bad-input', `会议日期应为今日或以前，实为 ${minutes.on}，未予保存。`)
  const strangers = minutes.attended.filter((key) => !spec.members.includes(key))
  if (strangers.length > 0)
    throw new Refusal('bad-input', `到会的应是成员单位（${spec.members.join('、')}），实有 ${strangers.join('、')}，未予保存。`)
  requireSameKeys([...new Set(minutes.attended)], minutes.attended, '到会的成员单位')
  const agenda = (await submissionById(change.db, task.about ?? '0')).content as unknown as Agenda
  requireSameKeys(
    agenda.items.map(({ key }) => key),
    minutes.resolutions.map(({ item }) => item),
    '会议议定事项',
  )
  await requireNewNumber(change, minutes.number, task)
  if (await requireQuorum(change, minutes)) return
  const [, time = '1'] = task.key.split('/')
  const window = windowFrom(change, MINUTES_DAYS, '另行开会')
  const again = { ...handIn(change, `${MINUTES}/${Number(time) + 1}`, '另行开会的纪要', window), about: task.about ?? '0' }
  await change.log('inquorate', step.key, { number: minutes.number, attended: minutes.attended.length, members: spec.members.length })
  await openTasks(change, step.key, [{ ...again, title: `${again.title}（${bodyName(pack, spec.convener)}召集）` }])
}

async function requireNewNumber({ db, cycle }: Change, number: string, task: TaskRow): Promise<void> {
  const rows = await db
    .selectFrom('submission as s')
    .innerJoin('step as p', (on) => on.onRef('p.cycle', '=', 's.cycle').onRef('p.key', '=', 's.step'))
    .select(['s.content', 's.task'])
    .where('s.cycle', '=', cycle)
    .where('p.kind', '=', 'meeting')
    .where('s.task', '<>', task.id)
    .execute()
  const taken = rows.find(({ content }) => (content as Partial<Minutes>).number === number)
  if (taken)
    throw new Refusal('bad-input', `纪要编号应未用过，“${number}”已是任务 ${(await taskById(db, cycle, taken.task ?? '0')).title} 的编号。`)
}

/** How many members must be there; null where the regulation asks for none. */
export function quorumOf(members: number, quorum: Quorum | undefined): number | null {
  if (quorum === undefined) return null
  if ('number' in quorum) return Number(quorum.number)
  return (
    Array.from({ length: members + 1 }, (_, there) => there).find(
      (there) => compare(String(there), product([quorum.share, String(members)])) >= 0,
    ) ?? members
  )
}

/** @returns whether there was a quorum @throws Refusal when there was none and something was resolved all the same */
async function requireQuorum({ spec }: Change, { attended, resolutions }: Minutes): Promise<boolean> {
  const least = quorumOf(spec.members.length, spec.quorum)
  if (least === null || attended.length >= least) return true
  const resolved = resolutions.filter(({ outcome }) => outcome !== 'deferred').map(({ item }) => item)
  if (resolved.length === 0) return false
  throw new Refusal(
    'conflict',
    `到会的成员单位应不少于 ${least} 个（共 ${spec.members.length} 个），实为 ${attended.length} 个，会议不能议决 ${resolved.join('、')}；请一律记为缓议（deferred），另行开会。`,
  )
}
