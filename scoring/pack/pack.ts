import type { Assumptions } from './assumptions.ts'
import type { Reorganisation } from '../facts/facts.ts'
import type { Case } from './case-file.ts'
import type { GradesFile } from './grades-file.ts'
import type { PackHead } from './head.ts'
import type { Indicators } from './indicators.ts'
import type { PlanStep } from './plan.ts'
import type { Roster } from './roster.ts'
import type { ScoringFile } from './scoring-file.ts'
import type { Supervision } from './supervision.ts'

/**
 * A regulation as data, validated. Plain JSON: no class instances, no positions, so that it survives a database.
 * `hash` is sha256 (hex) of the canonical JSON of everything else; `source` the regulation's text. Of a pack whose units were reorganised in the
 * course of the year (`reorganised`), roster and `reorganisations` are those in force, and the hash is that of the pack as it was read.
 */
export type Pack = {
  pack: PackHead
  roster: Roster
  indicators: Indicators
  assumptions: Assumptions
  scoring: ScoringFile
  grades: GradesFile
  plan: PlanStep[]
  /** undefined where the pack says nothing of it */
  supervision?: Supervision
  source: string
  cases: Case[]
  reorganisations?: Reorganisation[]
  hash: string
}
