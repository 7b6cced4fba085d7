import type { Outcome, Pack } from '../../../scoring/index.ts'
import { consequenceText, gradeLabel } from '../../../scoring/grade/label.ts'

export type RehearsedUnit = {
  unit: string
  name: string
  class: string
  madeUp: boolean
  total: string | null
  published: string | null
  rank: number | null
  grade: string | null
  gradeLabel: string | null
  consequences: string[]
}
/** A prize of a class, and who has won it; empty while it is open. */
export type RehearsedPrize = { class: string; label: string; winners: string[] }

/** Every unit of the roster with its result, whether it is ranked or not. */
export function unitsOf(pack: Pack, outcome: Outcome): RehearsedUnit[] {
  const standings = new Map(outcome.cohorts.flatMap((cohort) => cohort.units.map((unit) => [unit.unit, unit])))
  const results = new Map(outcome.units.map((unit) => [unit.unit, unit]))
  return pack.roster.units.map(({ key, name, class: unitClass, madeUp }) => {
    const [result, standing] = [results.get(key), standings.get(key)]
    return {
      unit: key,
      name,
      class: unitClass,
      madeUp: madeUp === 'true',
      total: result?.total ?? null,
      published: result?.published ?? null,
      rank: standing?.rank ?? null,
      grade: standing?.grade ?? null,
      gradeLabel: standing?.grade ? gradeLabel(pack, standing.grade) : null,
      consequences: (standing?.consequences ?? []).filter((each) => each.state === 'applies').map(consequenceText),
    }
  })
}

export function prizesOf(outcome: Outcome): RehearsedPrize[] {
  return outcome.cohorts.flatMap(({ class: of, prizes }) =>
    prizes.map(({ label, units }) => ({
      class: of,
      label,
      winners: units.filter((each) => each.won === true).map((each) => each.unit),
    })),
  )
}
