import type { Queries } from './database.ts'
import type { Id, Instant } from './schema.ts'
import type { Change } from './transaction.ts'

/** Dates of a step that documents have set instead of those of its plan; `was` is what the plan said then. */
export type RescheduledDates = { [date in 'opens' | 'due']?: { was: Instant | null; becomes: Instant } }
export type StepMove = { step: string; date: 'opens' | 'due'; was: Instant | null; becomes: Instant }

/** What documents have set for each step, the latest of each date. */
export async function rescheduledDates(queries: Queries, cycle: string): Promise<Map<string, RescheduledDates>> {
  const rows = await queries
    .selectFrom('rescheduling')
    .select(['step', 'date', 'was', 'becomes'])
    .where('cycle', '=', cycle)
    .orderBy('id')
    .execute()
  const found = new Map<string, RescheduledDates>()
  for (const { step, date, was, becomes } of rows) {
    const dates = found.get(step)
    const first = dates?.[date]
    found.set(step, { ...dates, [date]: { was: first === undefined ? was : first.was, becomes } })
  }
  return found
}

/** Sets dates of steps and keeps what they were. A step that has no dates yet takes them when it is scheduled. */
export async function moveSteps({ db, cycle }: Change, movement: Id, moves: readonly StepMove[]): Promise<void> {
  if (moves.length === 0) return
  await db
    .insertInto('rescheduling')
    .values(moves.map((move) => ({ cycle, movement, ...move })))
    .execute()
  for (const { step, date, becomes } of moves)
    await db
      .updateTable('step')
      .set(date === 'opens' ? { opens_at: becomes } : { due_at: becomes })
      .where('cycle', '=', cycle)
      .where('key', '=', step)
      .where('state', '<>', 'planned')
      .execute()
}
