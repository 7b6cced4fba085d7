import { resultHash, type Cohort, type Pack, type Standing, type UnitResult } from '../../scoring/index.ts'
import { compare } from '../../scoring/decimal.ts'

/** One unit in a computation, as its line in a dossier has it. */
export type UnitLine = {
  unit: string
  class: string
  outcome: Omit<UnitResult, 'trace'> & { standing: Standing | null }
  trace: UnitResult['trace']
}
/** What one computation says of all, as its file in a dossier has it. */
export type ComputationLine = {
  version: number
  pack: string
  result_hash: string
  grade_trace: Pick<Cohort, 'class' | 'ranked' | 'prizes' | 'notes' | 'trace'>[]
}

/** The hash of the results that stand in a dossier, computed anew from its lines: in the order of the roster, in each class best first. */
export function rebuiltHash({ roster }: Pack, { pack, grade_trace }: ComputationLine, lines: readonly UnitLine[]): string {
  const place = new Map(roster.units.map(({ key }, index) => [key, index]))
  const inOrder = lines.toSorted((a, b) => (place.get(a.unit) ?? 0) - (place.get(b.unit) ?? 0))
  const units = inOrder.map(({ outcome: { standing: _, ...result }, trace }) => ({ ...result, trace }))
  const cohorts = grade_trace.map((cohort): Cohort => {
    const own = inOrder.filter((line) => line.class === cohort.class).map(({ outcome }) => outcome)
    const determined = own.filter(({ state }) => state === 'determined').toSorted((a, b) => compare(b.published ?? '0', a.published ?? '0'))
    const others = own.filter(({ state }) => state !== 'determined')
    const standings = [...determined, ...others].flatMap(({ standing }) => standing ?? [])
    return { ...cohort, complete: others.every(({ state }) => state === 'notApplicable'), units: standings }
  })
  return resultHash(pack, units, cohorts)
}
