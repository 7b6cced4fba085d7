import { dateOf, dayNumber, weekdayName, weekdayOf } from './date.ts'
import type { IsoDate } from './date.ts'
import { markOf, yearStatus } from './tables.ts'
import type { WorkdayTables } from './tables.ts'

/** What a day is. `provisional`: the notice that decides it has not been published (or not been entered) yet. */
export interface DayKind {
  readonly date: IsoDate
  readonly working: boolean
  readonly kind: 'weekday' | 'weekend' | 'holiday' | 'makeUp'
  readonly provisional: boolean
}

/** The notice for a year has reached back as far as 29 December of the year before (2018, 2022); a whole week is left open. */
const OPEN_WEEK = '12-25'

/**
 * What a day is by the notices of the State Council, and by the rule of the week where they are silent.
 * Without a notice the rule of the week answers, flagged provisional; so are the last days of December until the next notice is known.
 * @throws CalendarError when `date` is not a date or `tables` is faulty
 */
export function dayKind(date: IsoDate, tables?: WorkdayTables): DayKind {
  const day = dayNumber(date)
  const mark = markOf(day, tables)
  const kind = mark ?? (weekdayOf(day) % 6 === 0 ? 'weekend' : 'weekday')
  return { date, working: kind === 'weekday' || kind === 'makeUp', kind, provisional: mark === undefined && isOpen(date, tables) }
}

function isOpen(date: IsoDate, tables?: WorkdayTables): boolean {
  const year = Number(date.slice(0, 4))
  if (yearStatus(year, tables) === 'provisional') return true
  return date.slice(5) >= OPEN_WEEK && yearStatus(year + 1, tables) === 'provisional'
}

/** @throws CalendarError when `date` is not a date or `tables` is faulty */
export function isWorkingDay(date: IsoDate, tables?: WorkdayTables): boolean {
  return dayKind(date, tables).working
}

/** The date itself when it is worked, else the first working day after it. @throws CalendarError as `dayKind` */
export function nextWorkingDay(date: IsoDate, tables?: WorkdayTables): IsoDate {
  return seek(date, 1, tables)
}

/** The date itself when it is worked, else the last working day before it. @throws CalendarError as `dayKind` */
export function previousWorkingDay(date: IsoDate, tables?: WorkdayTables): IsoDate {
  return seek(date, -1, tables)
}

function seek(date: IsoDate, step: 1 | -1, tables?: WorkdayTables): IsoDate {
  let at = date
  while (!isWorkingDay(at, tables)) at = dateOf(dayNumber(at) + step)
  return at
}

const WORDS = { weekday: '工作日', weekend: '休息日', holiday: '国务院放假通知：放假', makeUp: '国务院放假通知：调休上班' }

/** Why a day counts or not, e.g. `周日，国务院放假通知：调休上班`. */
export function reasonOf(day: DayKind): string {
  const open = day.provisional ? '（该年放假安排尚未公布或未收录，暂按星期推算）' : ''
  return `${weekdayName(day.date)}，${WORDS[day.kind]}${open}`
}
