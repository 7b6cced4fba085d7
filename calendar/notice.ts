import { dateOf, dayNumber } from './date.ts'
import type { IsoDate } from './date.ts'
import { dayKind } from './day.ts'
import type { DayKind } from './day.ts'
import { marksOf, publishedTables } from './tables.ts'
import type { Mark, WorkdayTables, YearTable } from './tables.ts'

/** The last year whose notice this release has. */
export const lastKnownYear = Math.max(...Object.keys(publishedTables).map(Number))

/** What was known when the notice for `year` was the last one; undefined when that is all that the release has. */
export function tablesUntil(year: number): WorkdayTables | undefined {
  const later = Object.keys(publishedTables).filter((each) => Number(each) > year)
  return later.length === 0 ? undefined : Object.fromEntries(later.map((each) => [each, null]))
}

/**
 * Lays the notice for a year over what is known: the first one for a year is all that holds for it, a later one amends day by day.
 * @throws CalendarError for a faulty table
 */
export function layNotice(tables: WorkdayTables | undefined, year: number, notice: YearTable): WorkdayTables {
  const under = tables?.[year]
  const marks = under ? marksOf(String(year), under) : new Map<number, Mark>()
  for (const [day, mark] of marksOf(String(year), notice)) marks.set(day, mark)
  const alone = under === null || under?.alone === true
  return { ...tables, [year]: { ...tableOf(marks), ...(alone ? { alone } : {}) } }
}

function tableOf(marks: ReadonlyMap<number, Mark>): YearTable {
  const days = (as: Mark) => [...marks].flatMap(([day, mark]) => (mark === as ? [dateOf(day)] : [])).sort()
  const off = days('holiday').map((date): [IsoDate, IsoDate] => [date, date])
  return { off, work: days('makeUp'), ordinary: days('ordinary') }
}

/** The days around a year that are worked by one calendar and not by the other, as the second has them, in order. */
export function changedDays(year: number, before: WorkdayTables | undefined, after: WorkdayTables | undefined): DayKind[] {
  const [first, last] = [dayNumber(`${year - 1}-12-01`), dayNumber(`${year}-12-31`)]
  const days = Array.from({ length: last - first + 1 }, (_each, place) => dayKind(dateOf(first + place), after))
  return days.filter((day) => dayKind(day.date, before).working !== day.working)
}

const WORDS = { holiday: '放假', makeUp: '上班', weekday: '照常上班', weekend: '照常休息' } as const

/** Days that changed, in words: `2月11日上班，2月15日至16日放假`. */
export function changeWords(days: readonly DayKind[]): string {
  const runs: { kind: DayKind['kind']; first: IsoDate; last: IsoDate }[] = []
  for (const { date, kind } of days) {
    const run = runs.at(-1)
    if (run?.kind === kind && dayNumber(run.last) + 1 === dayNumber(date)) run.last = date
    else runs.push({ kind, first: date, last: date })
  }
  return runs.map(({ kind, first, last }) => `${monthDay(first)}${first === last ? '' : `至${monthDay(last)}`}${WORDS[kind]}`).join('，')
}

const monthDay = (date: IsoDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`
