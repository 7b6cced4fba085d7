import type { Queries } from '../../records/database.ts'
import { latestVersion, outcomeOf } from '../../records/result.ts'
import type { Difference } from '../../scoring/index.ts'
import { lightsView } from '../views/lights.ts'
import type { LightsView } from '../views/shapes/lights.ts'
import type { Stage } from './action.ts'
import { taskCounts } from './progress.ts'
import { consequenceText, gradeLabel } from '../../scoring/grade/label.ts'

export type RehearsedUnit = {
  unit: string
  name: string
  class: string
  madeUp: boolean
  total: string | null
  published: string | null
  rank: number | null
  grade: string | null
  gradeLabel: string | null
  consequences: string[]
}
/** `waived`: the unit came after its window had ended and was turned away. */
export type RehearsedAppeal = {
  unit: string
  state: string
  receivedAt: string
  dueAt: string
  why: string
  before: string | null
  after: string | null
}
export type RehearsalReport = {
  cycle: string
  pack: string
  seed: string
  resultHash: string
  units: RehearsedUnit[]
  appeals: RehearsedAppeal[]
  /** What the appeals changed between the last two computations, and the units that are provably the same. */
  difference: Difference | null
  tasks: { inTime: number; late: number; lapsed: number }
  /** Slips for what was late, by their names; empty where the pack has no ladder. */
  slips: { [name: string]: number }
  /** The lights of all units and months; null where the pack declares none. */
  lights: LightsView['counts'] | null
  notices: number
  digests: number
  seconds: number
}

/** Gathers what a rehearsed year has come to. */
export async function reportOf(
  queries: Queries,
  { cycle, pack, script }: Omit<Stage, 'database'>,
  seconds: number,
): Promise<RehearsalReport> {
  const version = await latestVersion(queries, cycle)
  const [outcome, first] = [await outcomeOf(queries, cycle, version), await outcomeOf(queries, cycle, 1)]
  if (!outcome) throw new Error(`周期“${cycle}”还没有计算成绩。`)
  const { seed } = await queries.selectFrom('cycle').select('seed').where('id', '=', cycle).executeTakeFirstOrThrow()
  const computed = await queries
    .selectFrom('computation')
    .select('difference')
    .where('cycle', '=', cycle)
    .where('version', '=', version)
    .executeTakeFirst()
  const standings = new Map(outcome.cohorts.flatMap((cohort) => cohort.units.map((unit) => [unit.unit, unit])))
  const published = (from: typeof first, unit: string) => from?.units.find((each) => each.unit === unit)?.published ?? null
  const appeals = await queries.selectFrom('appeal').selectAll().where('cycle', '=', cycle).orderBy('unit').execute()
  const units = pack.roster.units.map(({ key, name, class: unitClass, madeUp }) => {
    const [result, standing] = [outcome.units.find((each) => each.unit === key), standings.get(key)]
    return {
      unit: key,
      name,
      class: unitClass,
      madeUp: madeUp === 'true',
      total: result?.total ?? null,
      published: result?.published ?? null,
      rank: standing?.rank ?? null,
      grade: standing?.grade ?? null,
      gradeLabel: standing?.grade ? gradeLabel(pack, standing.grade) : null,
      consequences: (standing?.consequences ?? []).filter((each) => each.state === 'applies').map(consequenceText),
    }
  })
  return {
    cycle,
    pack: pack.pack.key,
    seed,
    resultHash: outcome.resultHash,
    units,
    appeals: appeals
      .filter((each) => each.submission !== null || each.unit === script.lateAppeal)
      .map((each) => ({
        unit: each.unit,
        state: each.state,
        receivedAt: each.received_at,
        dueAt: each.due_at,
        why: each.why,
        before: published(first, each.unit),
        after: published(outcome, each.unit),
      })),
    difference: (computed?.difference as Difference | null | undefined) ?? null,
    tasks: await taskCounts(queries, cycle),
    slips: await slipCounts(queries, cycle),
    lights: pack.supervision?.lights ? (await lightsView(queries, cycle)).counts : null,
    notices: await countOf(queries, 'notice', cycle),
    digests: await countOf(queries, 'digest', cycle),
    seconds,
  }
}

async function slipCounts(queries: Queries, cycle: string): Promise<RehearsalReport['slips']> {
  const rows = await queries
    .selectFrom('slip')
    .select((select) => ['name', select.fn.countAll<string>().as('count')])
    .where('cycle', '=', cycle)
    .groupBy(['name', 'rung'])
    .orderBy('rung')
    .execute()
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]))
}

async function countOf(queries: Queries, table: 'notice' | 'digest', cycle: string): Promise<number> {
  const row = await queries
    .selectFrom(table)
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('cycle', '=', cycle)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
