import { addWorkingDays, at, dateAt, isWorkingDay } from '../calendar/index.ts'
import type { WorkdayTables } from '../calendar/index.ts'

const [OPENS, CLOSES] = ['08:00', '18:00'] as const

/** `next` is the instant itself when it is not quiet, else the first instant at which something may be sent. */
export interface QuietHours {
  readonly quiet: boolean
  /** ISO UTC. */
  readonly next: string
}

/**
 * Whether nothing may be sent at an instant: outside 08:00 (included) to 18:00 (excluded) in Beijing, and on every day that is not worked.
 * A Sunday that is worked (调休上班) is not quiet; a Monday of a holiday is.
 * @param instant ISO with a zone
 * @param tables working days entered by an administrator, over the published ones
 * @throws CalendarError when `instant` is not an instant
 */
export function quietHours(instant: string, tables?: WorkdayTables): QuietHours {
  const day = dateAt(instant)
  const now = Date.parse(instant)
  if (isWorkingDay(day, tables)) {
    if (now < Date.parse(at(day, OPENS))) return { quiet: true, next: at(day, OPENS) }
    if (now < Date.parse(at(day, CLOSES))) return { quiet: false, next: new Date(now).toISOString() }
  }
  return { quiet: true, next: at(addWorkingDays(day, 1, tables).date, OPENS) }
}
