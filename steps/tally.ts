import { quotient, round, sum } from '../scoring/decimal.ts'
import type { BallotBox, BallotRow } from '../records/ballot.ts'

/** What is published of one unit: the mean of the ratings of these groups together, or null where too few have rated. */
export type Cell = { unit: string; groups: string[]; count: number; mean: string | null }
type Rules = Pick<BallotBox, 'floor' | 'below' | 'places' | 'groups'>

/**
 * The means that may be published of anonymous ratings. The cells of a unit never share a rating, and each rests on at least `floor` of them
 * or has no mean: so no sum or difference of what is published says anything about fewer.
 */
export function tally(rules: Rules, units: readonly string[], ballots: readonly Pick<BallotRow, 'grp' | 'ratings'>[]): Cell[] {
  return units.flatMap((unit) => {
    const ratings = new Map(
      rules.groups.map(({ key }) => [key, ballots.flatMap((each) => (each.grp === key ? (each.ratings[unit] ?? []) : []))]),
    )
    return parts(rules, ratings).map((groups) => {
      const own = groups.flatMap((key) => ratings.get(key) ?? [])
      const mean = own.length < rules.floor ? null : round(quotient(sum(own), String(own.length)), rules.places, 'halfUp')
      return { unit, groups, count: own.length, mean }
    })
  })
}

/** Which groups count together. Pooled are all that are too small, and, while that is not enough, the smallest of the others. */
function parts({ floor, below, groups }: Rules, ratings: ReadonlyMap<string, string[]>): string[][] {
  const size = (key: string): number => ratings.get(key)?.length ?? 0
  const keys = groups.map(({ key }) => key)
  const pool = below === 'pooled' ? keys.filter((key) => size(key) < floor) : []
  const enough = keys.filter((key) => !pool.includes(key)).toSorted((a, b) => size(a) - size(b))
  const together = (): number => pool.reduce((count, key) => count + size(key), 0)
  while (pool.length > 0 && together() < floor && enough.length > 0) pool.push(enough.shift() ?? '')
  const pooled = keys.filter((key) => pool.includes(key))
  return [...keys.filter((key) => !pool.includes(key)).map((key) => [key]), ...(pooled.length > 0 ? [pooled] : [])]
}
