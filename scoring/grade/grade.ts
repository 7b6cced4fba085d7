import type { Facts } from '../facts/facts.ts'
import type { Cohort, UnitResult } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'

/** Ranks each class on the published scores and derives grades and consequences. One cohort per class of the roster. */
export function grade(_pack: Pack, _results: UnitResult[], _facts: Facts): Cohort[] {
  throw new Error('grade is being written')
}
