import type { Pack } from '../pack/pack.ts'
import type { Problem } from '../problem.ts'

/** Checks facts against what the pack declares: unknown keys, types, bounds. Empty: all well. */
export function checkFacts(_pack: Pack, _facts: unknown): Problem[] {
  throw new Error('checkFacts is being written')
}
/** The same for the facts of one unit of a class. */
export function checkUnitFacts(_pack: Pack, _classKey: string, _facts: unknown, _path = ''): Problem[] {
  throw new Error('checkUnitFacts is being written')
}
