/** A day in Beijing as people write it: `2018-02-12`. */
export type IsoDate = string

/** What a date, an instant, a count or a table was expected to be and what was found, as a Chinese sentence. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError'
}

const DAY_MS = 86_400_000
const FIRST_YEAR = 1900
const LAST_YEAR = 2199
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

/**
 * Days since 1970-01-01. Plain calendar arithmetic: no zone is involved.
 * @param date strictly `YYYY-MM-DD`, a day that exists, 1900–2199
 * @throws CalendarError for `2018-02-30`, `2018-2-1`, `2018/02/01` and the like
 */
export function dayNumber(date: IsoDate): number {
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    throw new CalendarError(`日期应写作 \`YYYY-MM-DD\`（如 \`2018-02-01\`），实为 \`${String(date)}\``)
  }
  const year = Number(date.slice(0, 4))
  if (year < FIRST_YEAR || year > LAST_YEAR) throw new CalendarError(`日期应在 ${FIRST_YEAR} 年至 ${LAST_YEAR} 年之间，实为 \`${date}\``)
  const ms = Date.UTC(year, Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)))
  if (new Date(ms).toISOString().slice(0, 10) !== date) throw new CalendarError(`日历上没有 \`${date}\` 这一天`)
  return ms / DAY_MS
}

/**
 * The date of a day number; the inverse of `dayNumber`.
 * @throws CalendarError when the day lies outside 1900–2199
 */
export function dateOf(day: number): IsoDate {
  const year = Number.isInteger(day) ? new Date(day * DAY_MS).getUTCFullYear() : NaN
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) throw new CalendarError(`推算的日期超出 ${FIRST_YEAR} 年至 ${LAST_YEAR} 年，无法表示`)
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** 0 = Sunday … 6 = Saturday, of a day number (1970-01-01 was a Thursday). */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** 周日 … 周六. @throws CalendarError when the date is not one */
export function weekdayName(date: IsoDate): string {
  return WEEKDAYS[weekdayOf(dayNumber(date))]!
}

/** `2018年2月9日（周五）`. @throws CalendarError when the date is not one */
export function dateWords(date: IsoDate): string {
  const weekday = weekdayName(date)
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日（${weekday}）`
}
