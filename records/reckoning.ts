import { sql, type Selectable } from 'kysely'
import { reckon, type Counting } from '../calendar/index.ts'
import type { Queries } from './database.ts'
import type { Id, Instant, Schema } from './schema.ts'
import type { Change } from './transaction.ts'

export type Reckoning = Selectable<Schema['reckoning']>
/** Whose instant was counted: a step's, a task's, or the end of a unit's appeal window. */
export type Subject = { step: string } | { task: Id } | { unit: string }
/** What was counted, and how it came out. `due_at` is what holds, which is not what was counted where it was left as it stood (`kept`). */
export type NewReckoning = { subject: Subject; counting: Counting; due_at?: Instant; kept?: boolean; notice?: number }

const BATCH = 500

/** Writes down what instants were counted from, by the calendar of the cycle. */
export async function storeReckonings(change: Change, reckonings: readonly NewReckoning[]): Promise<void> {
  const rows = reckonings.map((each) => toRow(change, each))
  for (let from = 0; from < rows.length; from += BATCH)
    await change.db
      .insertInto('reckoning')
      .values(rows.slice(from, from + BATCH))
      .execute()
}

function toRow({ cycle, calendar, calendarName, post, now }: Change, { subject, counting, due_at, kept = false, notice }: NewReckoning) {
  const { counted, instant, provisional } = reckon(counting, calendar)
  return {
    cycle,
    step: 'step' in subject ? subject.step : null,
    task: 'task' in subject ? subject.task : null,
    unit: 'unit' in subject ? subject.unit : null,
    what: counting.what,
    event: counting.event,
    event_at: counting.eventAt,
    working_days: counting.workingDays,
    at_least: counting.atLeast,
    calendar: calendarName,
    counted_at: counted,
    due_at: due_at ?? instant,
    provisional,
    kept,
    notice: notice ?? null,
    by_post: post,
    at: now,
  }
}

export const countingOf = (row: Reckoning): Counting => ({
  what: row.what,
  event: row.event,
  eventAt: row.event_at,
  workingDays: row.working_days,
  atLeast: row.at_least,
})

/** The last reckoning of each subject; whether it is still in force is seen by its `due_at`. */
export async function lastReckonings(queries: Queries, cycle: string): Promise<Reckoning[]> {
  const rows = await queries
    .selectFrom('reckoning')
    .selectAll()
    .distinctOn(['step', 'task', 'unit', 'what'])
    .where('cycle', '=', cycle)
    .orderBy('step')
    .orderBy('task')
    .orderBy('unit')
    .orderBy('what')
    .orderBy('id', 'desc')
    .execute()
  return rows
}

/** Whether a task's due instant was counted over days that no notice has settled yet: by itself, or with its step. To be used beside `task`. */
export const taskIsProvisional = sql<boolean>`coalesce(
  (select r.provisional and r.due_at = task.due_at from reckoning r where r.task = task.id order by r.id desc limit 1),
  (select r.provisional and r.due_at = task.due_at from reckoning r
    where r.cycle = task.cycle and r.step = task.step and r.what = 'due' order by r.id desc limit 1),
  false)`

/** The steps of a cycle whose due instant is provisional. */
export async function provisionalSteps(queries: Queries, cycle: string): Promise<Set<string>> {
  const due = (await lastReckonings(queries, cycle)).filter(({ what, provisional }) => what === 'due' && provisional)
  const steps = await queries.selectFrom('step').select(['key', 'due_at']).where('cycle', '=', cycle).execute()
  return new Set(steps.filter(({ key, due_at }) => due.some((row) => row.step === key && row.due_at === due_at)).map(({ key }) => key))
}

/** How the due instant of one subject was counted, the oldest first. */
export async function reckoningsOf(queries: Queries, cycle: string, subject: Subject): Promise<Reckoning[]> {
  const [column, value] = Object.entries(subject)[0] as ['step' | 'task' | 'unit', string]
  const rows = queries.selectFrom('reckoning').selectAll().where('cycle', '=', cycle).where('what', '=', 'due').where(column, '=', value)
  return rows.orderBy('id').execute()
}
