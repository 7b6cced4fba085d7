import { CalendarError, dateOf, dayNumber } from './date.ts'
import type { IsoDate } from './date.ts'
import { dayKind, isWorkingDay, reasonOf } from './day.ts'
import type { DayKind } from './day.ts'
import type { WorkdayTables } from './tables.ts'

/** A day on the way to a date. `count` is its number among the days counted, 0 when it was skipped; `reason` is Chinese. */
export interface CountedDay extends DayKind {
  readonly counted: boolean
  readonly count: number
  readonly reason: string
}
/** `days` in the order walked, the start not among them. `provisional`: at least one of them is not settled by a notice yet. */
export interface Counted {
  readonly date: IsoDate
  readonly days: readonly CountedDay[]
  readonly provisional: boolean
}

const MOST_DAYS = 9999

/**
 * The n-th working day after `date` (before it when n is negative). The start day does not count, worked or not; n = 0 is the start day itself.
 * @param n whole working days, −9999 to 9999
 * @throws CalendarError when `date` or `n` is not one, or `tables` is faulty
 */
export function addWorkingDays(date: IsoDate, n: number, tables?: WorkdayTables): Counted {
  if (!Number.isInteger(n) || Math.abs(n) > MOST_DAYS) {
    throw new CalendarError(`工作日数应为 -${MOST_DAYS} 至 ${MOST_DAYS} 的整数，实为 \`${String(n)}\``)
  }
  const step = n < 0 ? -1 : 1
  const days: CountedDay[] = []
  let day = dayNumber(date)
  for (let count = 0; count < Math.abs(n);) {
    day += step
    const kind = dayKind(dateOf(day), tables)
    if (kind.working) count++
    days.push({ ...kind, counted: kind.working, count: kind.working ? count : 0, reason: reasonOf(kind) })
  }
  return { date: dateOf(day), days, provisional: days.some((each) => each.provisional) }
}

/**
 * Working days from `from` (not counted) to `to` (counted): the n with which `addWorkingDays(from, n)` reaches `to`, if `to` is worked.
 * Negative when `to` lies before `from`.
 * @throws CalendarError when a date is not one or `tables` is faulty
 */
export function workingDaysBetween(from: IsoDate, to: IsoDate, tables?: WorkdayTables): number {
  const [first, last] = [dayNumber(from), dayNumber(to)]
  const step = last < first ? -1 : 1
  let count = 0
  for (let day = first + step; first !== last && day !== last + step; day += step) {
    if (isWorkingDay(dateOf(day), tables)) count += step
  }
  return count
}
