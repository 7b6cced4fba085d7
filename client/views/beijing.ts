import { dateAt, dueText } from '../../calendar/index.ts'

/** An instant as people read it, Beijing time: `2018-02-09 10:30`; midnight belongs to the day that begins. */
export function beijingText(instant: string): string {
  const text = dueText(instant)
  return text.endsWith('24:00') ? `${dateAt(instant)} 00:00` : text
}
