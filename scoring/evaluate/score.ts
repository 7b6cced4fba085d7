import { canonicalJson, sha256 } from '../canonical.ts'
import { checkFacts } from '../facts/check.ts'
import type { Facts } from '../facts/facts.ts'
import { reorganised } from '../facts/reorganised.ts'
import { grade } from '../grade/grade.ts'
import type { Cohort, Outcome, ScoredUnit, UnitResult } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'
import type { Problem } from '../problem.ts'
import { scoreUnit } from './score-unit.ts'

/**
 * Scores every unit of the roster as it is after the reorganisations (one without facts is undetermined) and grades the classes. `problems` holds those of the facts
 * as a whole (another pack, unknown units) and those of each refused unit.
 */
export function score(pack: Pack, facts: Facts): Outcome {
  const units = [...scoreEach(pack, facts)]
  return { ...conclude(pack, facts, units), units }
}

/**
 * Scores one unit of the roster after the other. Whoever stores each trace as it comes and keeps the result `withoutSteps` needs room
 * for one trace, however many units there are.
 */
export function* scoreEach(pack: Pack, facts: Facts): Generator<UnitResult, void> {
  const inForce = reorganised(pack, facts.reorganisations)
  for (const { key } of inForce.roster.units) yield scoreUnit(inForce, key, facts.units[key] ?? {}, facts.parameters)
}

/** The result without the steps of its trace: of that, the seal. */
export function withoutSteps({ trace: { seal }, ...result }: UnitResult): ScoredUnit {
  return { ...result, trace: { seal } }
}

/** What follows once every unit of the roster is scored: the outcome, of which the caller has the units. */
export function conclude(read: Pack, facts: Facts, units: readonly ScoredUnit[]): Omit<Outcome, 'units'> {
  const pack = reorganised(read, facts.reorganisations)
  const cohorts = grade(pack, units, facts)
  const problems: Problem[] = [...checkFacts(pack, { ...facts, units: strangers(pack, facts) }), ...units.flatMap((unit) => unit.problems)]
  return { pack: pack.hash, cohorts, problems, resultHash: resultHash(pack.hash, units, cohorts) }
}

/** Units that are not in the roster; the others are checked where they are scored. */
function strangers({ roster }: Pack, { units }: Facts): Facts['units'] {
  const known = new Set(roster.units.map(({ key }) => key))
  return Object.fromEntries(Object.entries(units).filter(([unit]) => !known.has(unit)))
}

/** sha256 of the canonical JSON of units and cohorts, without traces. */
export function resultHash(pack: string, units: readonly ScoredUnit[], cohorts: readonly Cohort[]): string {
  const bare = <T extends { trace: unknown }>({ trace: _, ...rest }: T): Omit<T, 'trace'> => rest
  return sha256(canonicalJson({ pack, units: units.map(bare), cohorts: cohorts.map(bare) }))
}
