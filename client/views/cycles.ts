import { sql } from 'kysely'
import type { Queries } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import { beijingText } from './beijing.ts'
import type { CycleSummary } from './shapes/cycle.ts'

/** All years: those with results first, then by their own time, the newest first. */
export async function cycleList(queries: Queries): Promise<CycleSummary[]> {
  const rows = await queries
    .selectFrom('cycle as c')
    .select(['c.id', 'c.kind', 'c.state', sql<string>`coalesce(c.clock_at, clock_timestamp())`.as('now')])
    .select(sql<number>`(select count(*)::int from unit u where u.cycle = c.id)`.as('units'))
    .select(sql<boolean>`exists (select from computation k where k.cycle = c.id)`.as('computed'))
    .orderBy('computed', 'desc')
    .orderBy('now', 'desc')
    .orderBy('c.id')
    .execute()
  const found: CycleSummary[] = []
  for (const { id, kind, state, now, units, computed } of rows) {
    const { name, year, document } = (await packOfCycle(queries, id)).pack
    found.push({ id, name, year, document, kind, state, clock: beijingText(now), units, computed })
  }
  return found
}
