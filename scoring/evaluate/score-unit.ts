import type { UnitFacts } from '../facts/facts.ts'
import type { UnitResult } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'

/** Scores one unit of the roster. Wrong facts give state `refused` with problems; lacking ones `undetermined` with `missing`. */
export function scoreUnit(_pack: Pack, _unit: string, _facts: UnitFacts): UnitResult {
  throw new Error('scoreUnit is being written')
}
