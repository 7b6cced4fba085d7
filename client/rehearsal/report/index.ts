import { cycleClock } from '../../../records/clock.ts'
import type { Queries } from '../../../records/database.ts'
import { latestVersion, outcomeOf } from '../../../records/result.ts'
import type { Difference } from '../../../scoring/index.ts'
import type { Stage } from '../action.ts'
import type { Incident } from '../incidents/index.ts'
import { taskCounts } from '../progress.ts'
import { appealsOf, type RehearsedAppeal } from './appeals.ts'
import { changesOf, type Changes } from './changes.ts'
import { courseOf, type RehearsedStep } from './course.ts'
import { interferencesOf, type Interference } from './interference.ts'
import { lettersOf, type Letter } from './letters.ts'
import { loadOf, type Load } from './load.ts'
import { supervisedOf, type Supervised } from './supervision.ts'
import { prizesOf, unitsOf, type RehearsedPrize, type RehearsedUnit } from './units.ts'

/** What a rehearsed year has come to: the results, how it went, what it asked of everybody, and every notice. */
export type RehearsalReport = {
  cycle: string
  pack: string
  seed: string
  resultHash: string
  units: RehearsedUnit[]
  prizes: RehearsedPrize[]
  appeals: RehearsedAppeal[]
  /** What the appeals changed between the last two computations, and the units that are provably the same. */
  difference: Difference | null
  interferences: Interference[]
  /** units that were renamed, merged or split, indicators that were adjusted or withdrawn */
  changes: Changes
  steps: RehearsedStep[]
  load: Load
  letters: Letter[]
  tasks: { inTime: number; late: number; lapsed: number }
  notices: number
  digests: number
  seconds: number
} & Supervised

/** Gathers what a rehearsed year has come to. @param seconds how long it took @throws Error when nothing has been computed */
export async function reportOf(
  queries: Queries,
  { cycle, pack, script }: Omit<Stage, 'database'>,
  incidents: readonly Incident[],
  seconds: number,
): Promise<RehearsalReport> {
  const version = await latestVersion(queries, cycle)
  const [last, first] = [await outcomeOf(queries, cycle, version), await outcomeOf(queries, cycle, 1)]
  if (!last) throw new Error(`周期“${cycle}”还没有计算成绩。`)
  const { seed } = await queries.selectFrom('cycle').select('seed').where('id', '=', cycle).executeTakeFirstOrThrow()
  return {
    cycle,
    pack: pack.pack.key,
    seed,
    resultHash: last.resultHash,
    units: unitsOf(pack, last),
    prizes: prizesOf(last),
    appeals: await appealsOf(queries, cycle, script.lateAppeal, { first, last }),
    difference: await differenceAt(queries, cycle, version),
    interferences: await interferencesOf(queries, cycle, incidents),
    changes: await changesOf(queries, cycle, pack, last),
    steps: await courseOf(queries, cycle, await cycleClock(queries, cycle)),
    load: await loadOf(queries, cycle, pack.roster.classes),
    letters: await lettersOf(queries, cycle),
    tasks: await taskCounts(queries, cycle),
    notices: await countOf(queries, 'notice', cycle),
    digests: await countOf(queries, 'digest', cycle),
    ...(await supervisedOf(queries, cycle, pack)),
    seconds,
  }
}

async function differenceAt(queries: Queries, cycle: string, version: number): Promise<Difference | null> {
  const rows = queries.selectFrom('computation').select('difference').where('cycle', '=', cycle).where('version', '=', version)
  return ((await rows.executeTakeFirst())?.difference as Difference | null | undefined) ?? null
}

async function countOf(queries: Queries, table: 'notice' | 'digest', cycle: string): Promise<number> {
  const row = await queries
    .selectFrom(table)
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('cycle', '=', cycle)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
