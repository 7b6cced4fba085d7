import { dueText, endOfDay } from './beijing.ts'
import type { Instant } from './beijing.ts'
import { addWorkingDays } from './count.ts'
import type { CountedDay } from './count.ts'
import { CalendarError, dateWords } from './date.ts'
import type { IsoDate } from './date.ts'
import type { WorkdayTables } from './tables.ts'

/** A deadline and why it is that day. `instant` is exclusive: in time means strictly before it. */
export interface Due {
  readonly instant: Instant
  readonly date: IsoDate
  readonly days: readonly CountedDay[]
  readonly provisional: boolean
  readonly sentence: string
}

/**
 * The end of the n-th working day after an event, with each day counted or skipped. The day of the event does not count
 * (在接到反馈单的2个工作日内). Received on Friday 2018-02-09, n = 2: 2018-02-12 24:00, since Sunday the 11th is worked.
 * @param on the day of the event, in Beijing (`dateAt` of its instant)
 * @param n whole working days, 0 (the same day) to 9999
 * @param event the verb of the sentence, 收到 unless told
 * @throws CalendarError when `on` or `n` is not one, or `tables` is faulty
 */
export function due(on: IsoDate, n: number, tables?: WorkdayTables, event = '收到'): Due {
  if (n < 0) throw new CalendarError(`期限的工作日数不能为负，实为 \`${n}\``)
  const { date, days, provisional } = addWorkingDays(on, n, tables)
  const instant = endOfDay(date)
  const parts = [`${dateWords(on)}${event}${n === 0 ? '' : '，当日不计'}`, ...days.map(dayWords), `期限至 ${dueText(instant)}（北京时间）`]
  const open = provisional ? '（暂定：所涉年份的放假安排尚未公布或未收录，以公布的为准）' : ''
  return { instant, date, days, provisional, sentence: `${parts.join('；')}${open}。` }
}

function dayWords(day: CountedDay): string {
  const why = day.reason.slice(day.reason.indexOf('，') + 1)
  if (!day.counted) return `${dateWords(day.date)}不计，${why}`
  const plain = day.kind === 'weekday' && !day.provisional
  return `${dateWords(day.date)}为第 ${day.count} 个工作日${plain ? '' : `，${why}`}`
}
