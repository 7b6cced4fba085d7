import type { Difference, Outcome } from './outcome.ts'

/** What differs between two outcomes, unit by unit, and which units provably do not. */
export function difference(_before: Outcome, _after: Outcome): Difference {
  throw new Error('difference is being written')
}
