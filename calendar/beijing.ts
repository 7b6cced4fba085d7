import { CalendarError, dateOf, dayNumber } from './date.ts'
import type { IsoDate } from './date.ts'

/** A moment in UTC: `2018-02-12T16:00:00.000Z`. */
export type Instant = string

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Beijing time, fixed: mainland China has had no summer time since 1991, and the notices start in 2012. */
const OFFSET_MS = 8 * 60 * MINUTE_MS

/** 00:00 in Beijing, e.g. 2018-02-12 → `2018-02-11T16:00:00.000Z`. @throws CalendarError when `date` is not one */
export function startOfDay(date: IsoDate): Instant {
  return new Date(dayNumber(date) * DAY_MS - OFFSET_MS).toISOString()
}

/**
 * The due instant of a day: 24:00 in Beijing, that is 00:00 of the next day. It is **exclusive**: in time means strictly before it
 * (`inTime`). People see it as `2018-02-12 24:00` (`dueText`); its day is `dueDate`, not `dateAt`, which names the day that begins there.
 * @throws CalendarError when `date` is not one
 */
export function endOfDay(date: IsoDate): Instant {
  return new Date((dayNumber(date) + 1) * DAY_MS - OFFSET_MS).toISOString()
}

/** Whether something that happened at `instant` was in time for `due`: strictly before it. @throws CalendarError when either is not an instant */
export function inTime(instant: Instant | Date, due: Instant | Date): boolean {
  return msOf(instant) < msOf(due)
}

/** A time of day in Beijing as an instant. @param time `HH:MM`, 00:00 to 24:00 @throws CalendarError when either is not one */
export function at(date: IsoDate, time: string): Instant {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$|^(24):(00)$/.exec(time)
  if (match === null) throw new CalendarError(`时刻应写作 \`HH:MM\`（\`00:00\` 至 \`24:00\`），实为 \`${String(time)}\``)
  const minutes = Number(match[1] ?? match[3]) * 60 + Number(match[2] ?? match[4])
  return new Date(dayNumber(date) * DAY_MS - OFFSET_MS + minutes * MINUTE_MS).toISOString()
}

/** The day in Beijing to which an instant belongs; at 00:00 it is the day that begins. @throws CalendarError when it is not an instant */
export function dateAt(instant: Instant | Date): IsoDate {
  return dateOf(Math.floor((msOf(instant) + OFFSET_MS) / DAY_MS))
}

/** The last day on which one is in time for a due instant: for 24:00 the day that ends there. @throws CalendarError when it is not an instant */
export function dueDate(due: Instant | Date): IsoDate {
  return dateOf(Math.ceil((msOf(due) + OFFSET_MS) / DAY_MS) - 1)
}

/** A due instant as people read it, Beijing time: `2018-02-12 24:00`. @throws CalendarError when it is not an instant */
export function dueText(due: Instant | Date): string {
  const rest = (((msOf(due) + OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS
  return `${dueDate(due)} ${rest === 0 ? '24:00' : new Date(rest).toISOString().slice(11, 16)}`
}

/** Milliseconds since 1970 of an instant that names its zone (`Z` or `+08:00`): one without would depend on the machine's. */
function msOf(instant: Instant | Date): number {
  const named = instant instanceof Date || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(instant)
  const ms = named ? (instant instanceof Date ? instant.getTime() : Date.parse(instant)) : NaN
  if (Number.isNaN(ms)) throw new CalendarError(`时刻应带时区（如 \`2018-02-12T16:00:00.000Z\`），实为 \`${String(instant)}\``)
  return ms
}
