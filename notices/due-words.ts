import { dateWords, dueDate, dueText } from '../calendar/index.ts'

/** A due instant as a sentence has it: `2018年2月12日（周一）24:00`. @throws CalendarError when it is not an instant */
export function dueWords(instant: string): string {
  return dateWords(dueDate(instant)) + dueText(instant).slice('YYYY-MM-DD '.length)
}
