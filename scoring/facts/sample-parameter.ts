import { compare, highest, minus, product, round, sum } from '../decimal.ts'
import type { Pack } from '../pack/pack.ts'
import type { Used } from './sample-use.ts'

/** How many places are made up where a parameter is a number of places, and what any other number without an upper bound is. */
const [places, much] = ['3', '1000']

/**
 * A value for each parameter that the pack leaves to a later document. Of numbers with bounds that are named alike (`line.first`, `line.second`) each is lower than the one before,
 * as lines of grades are; a date is in January after the year, a year earlier where events must be later than it.
 */
export function sampleParameters({ scoring, pack }: Pack, used: Used): { [name: string]: string } {
  const open = Object.entries(scoring.parameters).filter(([, { value }]) => value === undefined)
  const families = new Map<string, number>()
  return Object.fromEntries(
    open.map(([name, one]) => {
      if (one.type === 'date') return [name, `${Number(pack.year) + (used.since.has(name) ? 0 : 1)}-01-20`]
      if (one.max === undefined) return [name, highest([one.min ?? '0', used.counts.has(name) ? places : much])]
      const family = name.replace(/[.-][^.-]*$/u, '')
      const place = families.get(family) ?? 0
      families.set(family, place + 1)
      return [name, graded(one.min ?? '0', one.max, place)]
    }),
  )
}

/** Nine tenths of the way up, then three twentieths less for each place. */
function graded(min: string, max: string, place: number): string {
  const share = highest(['0.15', minus('0.9', product(['0.15', String(place)]))])
  const whole = round(sum([min, product([minus(max, min), share])]), 0, 'down')
  return compare(whole, min) < 0 ? min : whole
}
