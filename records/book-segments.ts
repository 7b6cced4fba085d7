import { dateAt } from '../calendar/index.ts'
import { compare } from '../scoring/decimal.ts'
import { segmentRule, type Pack } from '../scoring/index.ts'
import type { IndicatorRow } from './indicator.ts'
import { dayBefore, yearOf } from './year.ts'

/** A part of the year in which an indicator was as `row` has it. */
export type BookSegment = { from: string; until: string; row: IndicatorRow }

/**
 * The parts of the year in which an indicator was another, from its versions in order: a new one begins where full points or standard changed. Only
 * where the pack counts them by days; elsewhere the newest version is for the whole year.
 */
export function bookSegments(pack: Pack, versions: readonly IndicatorRow[]): BookSegment[] {
  const { first, last } = yearOf(pack)
  const newest = versions.at(-1)
  if (!newest) return []
  const whole = [{ from: first, until: last, row: newest }]
  if (segmentRule(pack, 'adjusted')?.rule !== 'daysWeighted' || newest.withdrawn) return whole
  const starts: { from: string; row: IndicatorRow }[] = []
  for (const row of versions) {
    const before = starts.at(-1)
    const from = before ? clip(row.effective ?? dateAt(row.at), first, last) : first
    if (!before || !same(before.row, row)) {
      while (starts.length > 0 && starts.at(-1)!.from >= from) starts.pop()
      starts.push({ from, row })
    } else before.row = row
  }
  return starts.map(({ from, row }, n) => ({ from, until: n + 1 < starts.length ? dayBefore(starts[n + 1]!.from) : last, row }))
}

const same = (one: IndicatorRow, other: IndicatorRow): boolean =>
  compare(one.full_points, other.full_points) === 0 && one.standard === other.standard
const clip = (date: string, first: string, last: string): string => (date < first ? first : date > last ? last : date)
