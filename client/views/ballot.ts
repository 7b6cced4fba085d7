import { ballotBox, ballotsOf } from '../../records/ballot.ts'
import type { Queries } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import type { BallotGroup } from '../../records/schema.ts'
import { tally, type Cell } from '../../steps/tally.ts'
import { unitsOf } from '../../steps/units.ts'

/** How an anonymous evaluation is counted; `cells` is null until it has closed, and a cell with too few ratings says not even how many. */
export type BallotView = {
  step: string
  name: string
  floor: number
  below: 'notAssessed' | 'pooled'
  groups: Omit<BallotGroup, 'input'>[]
  cells: (Omit<Cell, 'count'> & { count: number | null })[] | null
}

/** @throws Refusal `not-found`, `conflict` for a step of another kind, `too-early` before it opens */
export async function ballotView(queries: Queries, cycle: string, key: string): Promise<BallotView> {
  const pack = await packOfCycle(queries, cycle)
  const step = await queries.selectFrom('step').selectAll().where('cycle', '=', cycle).where('key', '=', key).executeTakeFirst()
  if (!step) throw new Refusal('not-found', `周期“${cycle}”中没有名为“${key}”的环节；用 cycle status ${cycle} 查看全部环节。`)
  if (step.kind !== 'ballot') throw new Refusal('conflict', `环节“${step.name}”不是无记名评价。`)
  const box = await ballotBox(queries, cycle, key)
  if (!box) throw new Refusal('too-early', `环节“${step.name}”尚未开始。`)
  const { floor, below } = box
  const groups = box.groups.map(({ input: _, ...group }) => group)
  const units = unitsOf({ pack, spec: step.spec }).map((unit) => unit.key)
  const cells = step.state === 'settled' ? tally(box, units, await ballotsOf(queries, cycle, key)) : null
  return {
    step: key,
    name: step.name,
    floor,
    below,
    groups,
    cells: cells?.map(({ count, ...cell }) => ({ ...cell, count: cell.mean === null ? null : count })) ?? null,
  }
}
