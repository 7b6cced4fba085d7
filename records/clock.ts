import { sql } from 'kysely'
import type { Queries } from './database.ts'
import type { Instant } from './schema.ts'

/** Tells what time it is in a cycle. The one in use asks the cycle's row; a test may bring another. */
export type Clock = (queries: Queries, cycle: string) => Promise<Instant>

/** What time it is in a cycle, of its row: where the conductor put it for a rehearsal, the database's wall clock for a live one. */
export const cycleNow = sql<Instant>`coalesce(clock_at, clock_timestamp())`

/** The cycle's clock: where the conductor put it for a rehearsal, the database's wall clock for a live cycle. */
export const cycleClock: Clock = async (queries, cycle) => {
  const found = await queries.selectFrom('cycle').select(cycleNow.as('now')).where('id', '=', cycle).executeTakeFirstOrThrow()
  return found.now
}
