import type { Pack, Reorganisation, Segment } from '../scoring/index.ts'
import { plain, type ScoreRow } from './score.ts'
import { dayBefore, yearOf } from './year.ts'

/** The rows of an input by the unit that they are of. */
type RowsOf = (unit: string) => readonly ScoreRow[]
type Succession = Reorganisation & { kind: 'merge' | 'split' }

/** How a unit came to be what it is: its last merger or split among the first `most`; null where it is as the roster has it. */
export function successionOf(list: readonly Reorganisation[], unit: string, most = list.length): (Succession & { place: number }) | null {
  for (let place = most - 1; place >= 0; place--) {
    const one = list[place]!
    if (one.kind !== 'rename' && one.into.some(({ key }) => key === unit)) return { ...one, kind: one.kind, place }
  }
  return null
}

/** All units that a unit came of, itself left out. */
export function ancestorsOf(list: readonly Reorganisation[], unit: string, most = list.length): string[] {
  const last = successionOf(list, unit, most)
  if (!last) return []
  const above = last.from.flatMap((from) => [from, ...ancestorsOf(list, from, last.place)])
  return [...new Set(above)].filter((each) => each !== unit)
}

/**
 * What one number of a unit was in the course of the year: before it came to be, those of the units that it came of, side by side; from then on its
 * own. A unit that goes on under its name has its own number in both. What nobody was given does not count.
 */
export function segmentsOf(pack: Pack, list: readonly Reorganisation[], unit: string, rowsOf: RowsOf, most = list.length): Segment[] {
  const { first, last } = yearOf(pack)
  const [row] = rowsOf(unit)
  const own = row && row.not_applicable === null ? { value: plain(row.value), origin: `score/${row.id}` } : null
  const succession = successionOf(list, unit, most)
  if (!succession) return own ? [{ from: first, until: last, ...own }] : []
  const until = dayBefore(succession.on)
  const before = succession.from
    .map((from) => segmentsOf(pack, list, from, rowsOf, succession.place).map((one) => named(one, from, unit)))
    .map((segments) => segments.flatMap((one) => clipped(one, until)))
    .filter((segments) => segments.length > 0)
  const shared = before.flatMap((segments) => segments.map((one) => besides(one, before.length)))
  return own ? [...shared, { from: succession.on, until: last, ...own }] : shared
}

const named = (one: Segment, from: string, unit: string): Segment => (from === unit ? one : { ...one, unit: one.unit ?? from })
const clipped = (one: Segment, until: string): Segment[] =>
  one.from > until ? [] : [{ ...one, until: one.until < until ? one.until : until }]
const besides = (one: Segment, units: number): Segment =>
  units === 1 ? one : { ...one, beside: String(Number(one.beside ?? '1') * units) }
