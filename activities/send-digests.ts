import { setTimeout as sleep } from 'node:timers/promises'
import { ApplicationFailure } from '@temporalio/common'
import { quietHours, type Digest, type Mailer, type NoticeItem, type Outcome } from '../notices/index.ts'
import { tablesOf, type Tables } from '../records/calendar.ts'
import type { Clock } from '../records/clock.ts'
import type { Database } from '../records/database.ts'
import type { DigestRow } from '../records/notice.ts'
import type { TaskVerb } from '../records/schema.ts'
import { packOfCycle } from '../records/pack.ts'

/**
 * Hands the waiting digests of a live cycle to the mail server, each at most once: a digest is marked `sending` before it leaves, and one
 * that was under way when the process ended counts as `unknown` and is not sent again. What the server did not take is tried again
 * by the retry policy of the workflow.
 */
export async function sendDigests(database: Database, clock: Clock, cycle: string, mailer: Mailer | undefined): Promise<void> {
  const tables = await tablesOf(database, cycle)
  if (!mailer || quietHours(await clock(database, cycle), tables).quiet) return
  await database
    .updateTable('digest')
    .set({ state: 'unknown', message: '交给邮件服务器时中断，不再重发' })
    .where('cycle', '=', cycle)
    .where('state', '=', 'sending')
    .execute()
  const waiting = await database
    .selectFrom('digest')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .execute()
  let again = 0
  for (const row of waiting) if (!(await sendOne(database, mailer, row, tables))) again++
  if (again > 0) throw ApplicationFailure.retryable(`${again} 封通知未能交给邮件服务器，稍后重试。`, 'MailServer')
}

async function sendOne(database: Database, mailer: Mailer, row: DigestRow, tables: Tables): Promise<boolean> {
  const mark = (values: Partial<DigestRow>) => database.updateTable('digest').set(values).where('id', '=', row.id)
  const post = await database
    .selectFrom('post')
    .select(['name', 'mail'])
    .where('cycle', '=', row.cycle)
    .where('key', '=', row.post)
    .executeTakeFirstOrThrow()
  if (post.mail === null) {
    await mark({ state: 'kept', message: '该岗位没有登记邮箱' }).execute()
    return true
  }
  const digest = await toDigest(database, row, { name: post.name, address: post.mail })
  if (digest.items.length === 0) {
    await mark({ state: 'kept', message: '所涉任务已取消，不再发送' }).where('state', '=', 'waiting').execute()
    return true
  }
  if (!(await claim(database, row))) return true
  const outcome = await mailer.send(digest, tables)
  await insist(() => mark(becomes(outcome)).execute())
  return outcome.kind !== 'transient'
}

/** Marks a letter as being handed over. When the answer is lost it may be marked all the same, and was not handed over: the mark is taken back. */
async function claim(database: Database, { id, attempts }: DigestRow): Promise<boolean> {
  const mine = database.updateTable('digest').where('id', '=', id)
  const claiming = mine.set({ state: 'sending', attempts: attempts + 1 }).where('state', '=', 'waiting')
  const back = mine
    .set({ state: 'waiting' })
    .where('state', '=', 'sending')
    .where('attempts', '=', attempts + 1)
  try {
    return (await claiming.executeTakeFirst()).numUpdatedRows > 0n
  } catch (error) {
    await insist(() => back.execute())
    throw error
  }
}

function becomes(outcome: Outcome): Partial<DigestRow> {
  if (outcome.kind === 'accepted') return { state: 'sent', message: outcome.messageId, sent_at: new Date().toISOString() }
  const state = outcome.kind === 'transient' ? 'waiting' : outcome.kind === 'unknown' ? 'unknown' : 'failed'
  return { state, message: outcome.reason }
}

const TRIES = 30
const PAUSE_MS = 1_000

/** What has become of a letter is known here and nowhere else: a database that is away for a moment is waited for before that is lost. */
async function insist(write: () => Promise<unknown>): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      return void (await write())
    } catch (error) {
      if (tried >= TRIES) throw error
      await sleep(PAUSE_MS)
    }
  }
}

/** The kinds of notices that ask for something, and what can be done about each kind of task. */
const ASKING = new Set(['opened', 'due', 'late', 'returned', 'moved', 'assigned'])
/** A feedback form carries a right besides the duty to acknowledge it; a task book and advice do not. */
const FEEDBACK: NonNullable<NoticeItem['verbs']> = ['acknowledge', 'appeal']
const VERBS: { [verb in TaskVerb]: NonNullable<NoticeItem['verbs']> } = {
  submit: ['submit'],
  decide: ['decide'],
  acknowledge: ['acknowledge'],
  resolve: ['resolve'],
  publish: ['publish'],
}

/** What is told of a task that was cancelled while the letter waited is left out: nobody is asked for what is not to be done any more. */
async function toDigest(database: Database, row: DigestRow, to: Digest['to']): Promise<Digest> {
  const pack = await packOfCycle(database, row.cycle)
  const notices = await database
    .selectFrom('notice as n')
    .leftJoin('task as t', 't.id', 'n.task')
    .leftJoin('step as s', (on) => on.onRef('s.cycle', '=', 't.cycle').onRef('s.key', '=', 't.step'))
    .selectAll('n')
    .select(['t.verb', 's.kind as stepKind'])
    .where('n.digest', '=', row.id)
    .where((is) => is.or([is('t.state', 'is', null), is('t.state', '<>', 'cancelled')]))
    .orderBy('n.id')
    .execute()
  const items = notices.map((notice): NoticeItem => ({
    id: notice.key,
    kind: notice.kind as NoticeItem['kind'],
    title: notice.title,
    ...(notice.verb === null || !ASKING.has(notice.kind)
      ? {}
      : { verbs: notice.verb === 'acknowledge' && notice.stepKind === 'feedback' ? FEEDBACK : VERBS[notice.verb] }),
    ...(notice.task === null ? {} : { taskId: notice.task }),
    ...(notice.detail === null ? {} : { detail: notice.detail }),
    ...(notice.due_at === null ? {} : { dueInstant: notice.due_at }),
    ...(notice.was === null ? {} : { was: notice.was }),
  }))
  return { id: row.id, cycle: { key: row.cycle, name: pack.pack.name }, to, day: row.day, items }
}
