import { dateOf, dayNumber } from '../calendar/date.ts'
import type { Pack } from '../scoring/index.ts'

/** The first and the last day of the assessed year. */
export function yearOf({ pack: { year } }: Pick<Pack, 'pack'>): { first: string; last: string } {
  return { first: `${year}-01-01`, last: `${year}-12-31` }
}

export const dayBefore = (date: string): string => dateOf(dayNumber(date) - 1)
