import { sql, type Transaction } from 'kysely'
import { canonicalJson } from '../scoring/canonical.ts'
import { tablesOf, type Tables } from './calendar.ts'
import { cycleClock, type Clock } from './clock.ts'
import type { Database } from './database.ts'
import { enter, type PostRow, type StepRow } from './enter.ts'
import { leaveMessage, type Message } from './outbox.ts'
import { Refusal } from './refusal.ts'
import type { Id, Instant, Schema } from './schema.ts'
import { statement, type Value } from './statement.ts'

/** One change of one cycle: everything in it happens, with its log entries and messages, or nothing does. */
export type Change = {
  db: Transaction<Schema>
  cycle: string
  now: Instant
  post: string
  /** The row of `post`, as it was when the change began; none where the cycle has no such post, or the system itself acts. */
  actor: PostRow | undefined
  /** The task that the change was begun for, and its step, locked. */
  entered: { task: Id; step: StepRow } | undefined
  /** The working days that the cycle knows; everything that counts them is given it. */
  calendar: Tables
  calendarName: string
  /** On whose behalf `post` acts on the task at hand, by delegation. */
  forPost: string | null
  log(verb: string, subject: string, content: unknown): Promise<void>
  tell(message: Message): Promise<void>
}

/**
 * `preview`: everything happens and is undone again, so that the answer says exactly what would come of it. `key` names the request: a change whose key is
 * known is not made again, its first answer is given. `alone`: no other change of the cycle goes on beside it, those under way are waited for. `task`: its step is
 * locked with the cycle, in one go.
 */
export type ChangeOptions = { cycle: string; post: string; key?: string; clock?: Clock; preview?: boolean; alone?: boolean; task?: Id }

/** The name under which the system itself acts, in logs and rows. */
export const SYSTEM = 'system'

/** Runs `work` in one transaction, with the cycle's time read once at its start. Serialisation failures are not retried: none occur. */
export async function change<T>(
  database: Database,
  { cycle, post, key, clock = cycleClock, preview = false, alone = false, task }: ChangeOptions,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  const changed = database.transaction().execute(async (db) => {
    const { found, actor, step } = await enter(db, { cycle, post, alone, task })
    const known = key === undefined ? undefined : await answerTo(db, cycle, key)
    if (known) {
      if (known.post !== post) throw new Refusal('conflict', `请求编号“${key}”已由另一岗位使用，请换一个。`)
      return known.answer as T
    }
    // what was answered before the close is answered again; the system finds for itself that nothing is left to do
    if (found.state === 'closed' && post !== SYSTEM)
      throw new Refusal('conflict', `周期“${cycle}”已经结束归档，只能查看，不能再办理；下一年度的事在新的周期办理。`)
    // who waited to be alone reads the clock afterwards
    const now = clock === cycleClock && !alone ? found.now : await clock(db, cycle)
    const open: Change = {
      db,
      cycle,
      now,
      post,
      actor,
      entered: task !== undefined && step ? { task, step } : undefined,
      calendar: await tablesOf(db, cycle, found.calendar),
      calendarName: found.calendar,
      forPost: null,
      log: async (verb, subject, content) => {
        const told = open.forPost === null ? content : { ...(content as object), forPost: open.forPost }
        const row = { cycle, verb, subject: subject.replace(/\s+/g, ' '), content: canonicalJson(told), by_post: post, at: now }
        await writeEntry(db, row)
      },
      tell: (message) => leaveMessage(db, message),
    }
    const answer = await work(open)
    if (preview) throw new Undone(answer)
    if (key !== undefined)
      await db
        .insertInto('request')
        .values({ cycle, key, post, answer: JSON.stringify(answer ?? null), at: now })
        .execute()
    return answer
  })
  if (!preview) return changed
  return changed.catch((error: unknown) => {
    if (error instanceof Undone) return error.answer as T
    throw error
  })
}

const writeEntry = statement((db, value: Value<Entry>) => {
  const row = { cycle: value('cycle'), verb: value('verb'), subject: value('subject'), content: value('content') }
  return db.insertInto('entry').values({ ...row, by_post: value('by_post'), at: value('at') })
})
type Entry = { cycle: string; verb: string; subject: string; content: string; by_post: string; at: Instant }

/** Leaves a transaction without a trace but its answer. */
class Undone extends Error {
  readonly answer: unknown
  constructor(answer: unknown) {
    super('preview')
    this.answer = answer
  }
}

async function answerTo(db: Transaction<Schema>, cycle: string, key: string) {
  await oneAtATime(db, `${cycle}/request/${key}`)
  return db.selectFrom('request').select(['answer', 'post']).where('cycle', '=', cycle).where('key', '=', key).executeTakeFirst()
}

/** Waits for its turn under `name` until the transaction ends: the last of many at once then sees what the others did. */
export async function oneAtATime(db: Transaction<Schema>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db)
}

/** Marks a part of a transaction that can be undone by itself (a savepoint); parts do not overlap. */
export async function markPart(db: Transaction<Schema>): Promise<{ undo(): Promise<void>; keep(): Promise<void> }> {
  await sql`savepoint part`.execute(db)
  return {
    undo: async () => void (await sql`rollback to savepoint part`.execute(db)),
    keep: async () => void (await sql`release savepoint part`.execute(db)),
  }
}
