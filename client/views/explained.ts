import type { Queries } from '../../records/database.ts'
import { packOfVersion } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import { reorganisationsOf } from '../../records/reorganisation.ts'
import { askedVersion, outcomeOf } from '../../records/result.ts'
import type { Outcome, Pack } from '../../scoring/index.ts'
import { successorText } from '../successor-words.ts'
import { originsOf } from './origins.ts'
import { doerNames } from './posts.ts'
import type { OriginView } from './shapes/trace.ts'

/** One computation of a cycle with the pack that it was made with, and the rows behind the facts of one unit by their keys. */
export type Computed = { pack: Pack; outcome: Outcome; unit: string; origins: Map<string, OriginView> }

/** Reads what explains one unit, given by key or name: by the newest computation, or an older one. @throws Refusal `not-found` when there is no such cycle or unit, or nothing was computed yet */
export async function computedUnit(queries: Queries, cycle: string, named: string, asked?: number): Promise<Computed> {
  const version = await askedVersion(queries, cycle, asked)
  const pack = await packOfVersion(queries, cycle, version)
  const unit = pack.roster.units.find(({ key, name }) => key === named || name === named)?.key
  if (unit === undefined)
    throw new Refusal('not-found', (await becomeOf(queries, cycle, named)) ?? `周期“${cycle}”中没有名为“${named}”的被考评单位。`)
  const outcome = await outcomeOf(queries, cycle, version)
  if (!outcome)
    throw new Refusal('not-found', `周期“${cycle}”还没有计算成绩，无从说明。计算由规则包中的环节开始，见 cycle status ${cycle}。`)
  const { byKey } = await originsOf(queries, cycle, unit, pack, await doerNames(queries, cycle))
  return { pack, outcome, unit, origins: byKey }
}

/** What has become of a unit that the cycle has no more, in words. */
async function becomeOf(queries: Queries, cycle: string, named: string): Promise<string | null> {
  const units = await queries.selectFrom('unit').select(['key', 'name']).where('cycle', '=', cycle).orderBy('ord').execute()
  return successorText(await reorganisationsOf(queries, cycle), units, named)
}
