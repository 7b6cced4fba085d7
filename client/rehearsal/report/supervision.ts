import type { Queries } from '../../../records/database.ts'
import type { Pack } from '../../../scoring/index.ts'
import { lightsView } from '../../views/lights.ts'
import type { LightsView } from '../../views/shapes/lights.ts'

/** How the year was watched. `slips` by their names, rung by rung, empty without a ladder; `lights` of all units and months, null where the pack declares none. */
export type Supervised = { slips: { [name: string]: number }; lights: LightsView['counts'] | null }

export async function supervisedOf(queries: Queries, cycle: string, pack: Pack): Promise<Supervised> {
  const lights = pack.supervision?.lights ? (await lightsView(queries, cycle)).counts : null
  return { slips: await slipCounts(queries, cycle), lights }
}

async function slipCounts(queries: Queries, cycle: string): Promise<Supervised['slips']> {
  const rows = await queries
    .selectFrom('slip')
    .select((select) => ['name', select.fn.countAll<string>().as('count')])
    .where('cycle', '=', cycle)
    .groupBy(['name', 'rung'])
    .orderBy('rung')
    .execute()
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]))
}
