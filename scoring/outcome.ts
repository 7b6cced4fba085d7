import type { Problem } from './problem.ts'
import type { Trace } from './trace/trace.ts'

/**
 * determined: `total` and `published` are decimals · undetermined: `missing` says which inputs lack ·
 * notApplicable: the unit has no total this year · refused: `problems` says what contradicts itself.
 */
export type ResultState = 'determined' | 'undetermined' | 'notApplicable' | 'refused'

/** The score of one unit. `total` is exact, `published` is rounded once as the pack says; both null unless determined. */
export type UnitResult = {
  unit: string
  class: string
  state: ResultState
  total: string | null
  published: string | null
  missing: string[]
  problems: Problem[]
  /** by prize: the value on which the prize goes, rounded as published, or `missing: …`, `notApplicable: …`; only where the pack has prizes */
  prizes?: { [prize: string]: string }
  trace: Trace
}

/** A result whose steps may have been put away: its trace is known by its seal. */
export type ScoredUnit = Omit<UnitResult, 'trace'> & { trace: Pick<Trace, 'seal'> & { steps?: Trace['steps'] } }

/** What follows for a unit. `state` open: `missing` lacks for the decision. `value`: an amount such as a share in percent, counted in `unit`. */
export type Consequence = {
  key: string
  label: string
  state: 'applies' | 'open'
  needsDecision: boolean
  value: string | null
  unit: string | null
  bars: string[]
  missing: string[]
}

/** A unit within its class. `rank` is null without a published score; equal published scores share a rank. */
export type Standing = {
  unit: string
  published: string | null
  rank: number | null
  last: boolean
  grade: string | null
  consequences: Consequence[]
}

/** How the units of a class stand for a prize, best first; `won` is null while a unit's value is missing or the places are not set. */
export type PrizeStanding = {
  key: string
  label: string
  units: { unit: string; value: string | null; rank: number | null; won: boolean | null }[]
}

/** A class. `complete` is false while a unit is undetermined or refused: ranks are provisional then. In order of rank. */
export type Cohort = {
  class: string
  ranked: boolean
  complete: boolean
  units: Standing[]
  prizes: PrizeStanding[]
  notes: string[]
  trace: Trace
}

/** Everything that follows from a pack and facts. `resultHash` covers units and cohorts without traces. */
export type Outcome = { pack: string; units: UnitResult[]; cohorts: Cohort[]; problems: Problem[]; resultHash: string }

/** One value of an outcome, before and after; null where it had none. */
export type Change = {
  field: 'state' | 'total' | 'published' | 'rank' | 'last' | 'grade' | 'consequences' | 'prizes'
  before: string | null
  after: string | null
}
/** What changed for a unit. No `changes` but `trace` true: the numbers are equal, the way to them is not. */
export type UnitChange = { unit: string; class: string; changes: Change[]; trace: boolean }
/** `unchanged`: units whose result, standing and whole trace are equal. */
export type Difference = { changed: UnitChange[]; unchanged: string[]; added: string[]; removed: string[] }
