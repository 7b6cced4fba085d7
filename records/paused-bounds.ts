import { addWorkingDays, dateAt, dueDate, endOfDay } from '../calendar/index.ts'
import { tablesOf, type Tables } from './calendar.ts'
import type { Queries } from './database.ts'
import type { Clocks, Instant } from './schema.ts'

type Over = { at: Instant; until: Instant; days: number; clocks: Clocks }
/** Until when something holds that was set to `bound` at the instant `set`. */
export type MovedBound = (bound: Instant, set: Instant) => Instant

/**
 * Slips and their answers are facts, and their days are not moved by a row of their own. Where the year stood still in between they hold as long as
 * all its clocks went on: moved by the working days of a pause that stopped them, and never over before a whole working day after it.
 */
export async function movedBounds(queries: Queries, cycle: string): Promise<MovedBound> {
  const pauses = await queries
    .selectFrom('pause as p')
    .innerJoin('resumption as r', 'r.pause', 'p.id')
    .select(['p.at', 'r.at as until', 'r.days', 'p.clocks'])
    .where('p.cycle', '=', cycle)
    .orderBy('p.id')
    .execute()
  if (pauses.length === 0) return (bound) => bound
  const tables = await tablesOf(queries, cycle)
  return (bound, set) => pauses.reduce((held, pause) => (set < pause.at && held > pause.at ? after(pause, held, tables) : held), bound)
}

function after({ until, days, clocks }: Over, bound: Instant, tables: Tables): Instant {
  const later = clocks === 'kept' || days === 0 ? bound : endOfDay(addWorkingDays(dueDate(bound), days, tables).date)
  return later > until ? later : endOfDay(addWorkingDays(dateAt(until), 1, tables).date)
}
