import { addWorkingDays, at, dateAt, dueDate, nextWorkingDay, workingDaysBetween } from '../../calendar/index.ts'

const START_MINUTE = 9 * 60
const MINUTES = 8 * 60

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** A time of a working day between 09:00 and 17:00 Beijing time; `share` in [0, 1). */
export const timeOfDay = (day: string, share: number): string => at(day, clock(START_MINUTE + Math.floor(share * MINUTES)))

/**
 * An instant in working hours within a window: `part` in [0, 1) says how far into its working days, `share` the time of the day.
 * Never before `opens`; in the window as long as that has a working hour left.
 */
export function instantWithin(opens: string, due: string, part: number, share: number): string {
  const first = nextWorkingDay(dateAt(opens))
  const last = dueDate(due)
  const days = Math.max(0, workingDaysBetween(first, last))
  const day = addWorkingDays(first, Math.min(days, Math.floor(part * (days + 1)))).date
  const instant = timeOfDay(day, share)
  return instant > opens ? instant : new Date(Date.parse(opens) + 60_000 + Math.floor(share * 600_000)).toISOString()
}

/** A time on the n-th working day after the due day. */
export const afterDue = (due: string, days: number, share: number): string => timeOfDay(addWorkingDays(dueDate(due), days).date, share)
