import type { Command } from 'commander'
import type { Queries } from '../../../records/database.ts'
import { answering, type Answer } from '../answer.ts'
import { family, verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, stateWord, VERBS } from '../words.ts'

type Options = { post?: string; day?: string; limit: string }
type Notice = { kind: string; task: string | null; title: string; detail: string | null; dueAt: string | null; at: string }
export type DigestView = { id: string; post: string; day: string; state: string; message: string | null; notices: Notice[] }

/** Digests by day and person, each with its notices; what has not been gathered yet comes in the next one. */
export async function digestsOf(queries: Queries, cycle: string, { post, day, limit }: Options): Promise<DigestView[]> {
  let query = queries.selectFrom('digest').select(['id', 'post', 'day', 'state', 'message']).where('cycle', '=', cycle)
  if (post !== undefined) query = query.where('post', '=', post)
  if (day !== undefined) query = query.where('day', '=', day)
  const digests = await query.orderBy('day', 'desc').orderBy('post').limit(Number(limit)).execute()
  if (digests.length === 0) return []
  const ids = digests.map((digest) => digest.id)
  const notices = await queries
    .selectFrom('notice')
    .select(['digest', 'kind', 'task', 'title', 'detail', 'due_at as dueAt', 'at'])
    .where('digest', 'in', ids)
    .orderBy('id')
    .execute()
  const by = Map.groupBy(notices, (notice) => notice.digest)
  return digests.map((digest) => ({ ...digest, notices: (by.get(digest.id) ?? []).map(({ digest: _, ...notice }) => notice) }))
}

async function answer(cycle: string, options: Options): Promise<Answer> {
  const [{ withRows }, { packOfCycle }, { dueText }] = await Promise.all([
    import('../session.ts'),
    import('../../../records/pack.ts'),
    import('../../../calendar/index.ts'),
  ])
  const digests = await withRows(async ({ database }) => {
    await packOfCycle(database, cycle) // says so when there is no such cycle
    return digestsOf(database, cycle, options)
  })
  const line = ({ kind, title, task, dueAt, detail }: Notice) =>
    `  ${KINDS[kind] ?? kind}：${title}${task === null ? '' : `（任务 ${task}）`}${dueAt === null ? '' : `，期限 ${dueText(dueAt)}`}${detail === null ? '' : `，${detail}`}`
  const text = digests.map((each) => [`${each.day} ${each.post}（${stateWord(each.state)}）`, ...each.notices.map(line)].join('\n'))
  return { json: digests, text: text.join('\n') || '没有符合条件的通知。' }
}

const KINDS: Record<string, string> = {
  opened: '新任务',
  due: '将到期',
  late: '已逾期',
  returned: '退回',
  moved: '期限变更',
  decided: '已决定',
  feedback: '反馈单',
  appeal: '复核',
  lapsed: '已失效',
  published: '已公布',
}

/** Adds it to the command line. */
export function registerNotice(program: Command): void {
  verb(family(program, 'notice', VERBS.notice), 'list', VERBS.noticeList)
    .argument('<cycle>', ARGUMENTS.cycle)
    .option('--post <post>', OPTIONS.post)
    .option('--day <date>', OPTIONS.day)
    .option('--limit <n>', OPTIONS.limit, '50')
    .action(answering(answer))
}
