import type { Queries } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Lot } from '../../steps/draw.ts'
import { unitsOf } from '../../steps/units.ts'
import { mixedIn } from '../../steps/draw-lots.ts'
import { draw } from '../../steps/draw.ts'

/**
 * A draw: before it, what was committed to; after it, with which seed the lots were drawn, and all of them in order. `value` is what was published
 * after the commitment, by `document`.
 */
export type DrawView = {
  step: string
  name: string
  sample: number
  byClass: boolean
  commitment: string | null
  value: string | null
  document: string | null
  secret: string | null
  seed: string | null
  lots: Lot[] | null
}
type Drawn = { secret: string; seed: string; from: string[] }

/** Read from the log alone, as anybody can who has an export of it. @throws Refusal `not-found`, `conflict` for a step that draws nothing */
export async function drawView(queries: Queries, cycle: string, key: string): Promise<DrawView> {
  const pack = await packOfCycle(queries, cycle)
  const { plan, roster } = pack
  const spec = plan.find((step) => step.key === key)
  if (!spec) throw new Refusal('not-found', `周期“${cycle}”中没有名为“${key}”的环节；用 cycle status ${cycle} 查看全部环节。`)
  if (spec.kind !== 'spotCheck' && spec.kind !== 'hearing') throw new Refusal('conflict', `环节“${spec.name}”不抽签。`)
  const said = async <T>(verb: string, subject: string): Promise<T | undefined> => {
    const query = queries
      .selectFrom('entry')
      .select('content')
      .where('cycle', '=', cycle)
      .where('verb', '=', verb)
      .where('subject', '=', subject)
    const row = await query.orderBy('id', 'desc').limit(1).executeTakeFirst()
    return row && (JSON.parse(row.content) as T)
  }
  const committed = await said<{ [step: string]: string }>('commit', cycle)
  const drawn = await said<Drawn>('draw', key)
  const mixed = await mixedIn(queries, cycle, key)
  const all = unitsOf({ pack, spec }).length // who speaks when: everybody has a place
  const rule = spec.kind === 'hearing' ? { sample: all, byClass: false } : { sample: Number(spec.sample), byClass: spec.byClass === 'true' }
  const classOf = new Map(roster.units.map((unit) => [unit.key, unit.class]))
  return {
    step: key,
    name: spec.name,
    ...rule,
    commitment: committed?.[key] ?? null,
    value: mixed?.value ?? null,
    document: mixed?.document ?? null,
    secret: drawn?.secret ?? null,
    seed: drawn?.seed ?? null,
    lots: drawn
      ? draw(
          drawn.seed,
          drawn.from.map((unit) => ({ key: unit, class: classOf.get(unit) ?? '' })),
          rule,
        )
      : null,
  }
}
