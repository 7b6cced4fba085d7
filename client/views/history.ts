import type { Queries } from '../../records/database.ts'
import type { Difference } from '../../scoring/index.ts'
import { beijingText } from './beijing.ts'
import type { HistoryView } from './shapes/unit.ts'

/** Every computation of a unit, the first one first, each with what it changed. */
export async function historyOf(queries: Queries, cycle: string, unit: string): Promise<HistoryView[]> {
  const rows = await queries
    .selectFrom('result as r')
    .innerJoin('computation as k', (on) => on.onRef('k.cycle', '=', 'r.cycle').onRef('k.version', '=', 'r.version'))
    .innerJoin('step as s', (on) => on.onRef('s.cycle', '=', 'k.cycle').onRef('s.key', '=', 'k.step'))
    .select(['r.version', 's.name as step', 'k.at', 'r.total', 'r.published', 'r.rank', 'k.difference'])
    .where('r.cycle', '=', cycle)
    .where('r.unit', '=', unit)
    .orderBy('r.version')
    .execute()
  return rows.map(({ difference, at, ...row }) => {
    const { changed = [] } = (difference ?? {}) as Partial<Difference>
    const own = changed.find((change) => change.unit === unit)
    return { ...row, at: beijingText(at), changes: own?.changes ?? [] }
  })
}
