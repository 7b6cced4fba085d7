import { dateAt, dueText } from '../../calendar/index.ts'
import type { Extended } from '../verbs/extend.ts'
import type { Rescheduled } from '../verbs/reschedule.ts'
import type { Resumed } from '../verbs/resume.ts'
import type { Reversed } from '../verbs/reverse-extension.ts'
import { DATES } from './words/dates.ts'

type StepDate = Rescheduled['dates'][number]
const dayOf = (date: StepDate['date'], instant: string | null): string =>
  instant === null ? DATES.undated : date === 'due' ? dueText(instant) : dateAt(instant)
const stepLine = ({ date, was, becomes }: StepDate): string =>
  DATES.step(date, dayOf(date, was), dayOf(date, becomes), was !== null && becomes < was)
const windowLine = ({ unit, was, becomes }: Rescheduled['windows'][number]): string => DATES.window(unit, dueText(was), dueText(becomes))
const taskLine = ({ task, title = '', was, becomes }: { task: string; title?: string; was: string; becomes: string }): string =>
  DATES.task(task, title, dueText(was), dueText(becomes))

/** What `cycle reschedule` moved, or would move. */
export function rescheduledText({ step, dates, tasks, kept, windows, told, movement }: Rescheduled, preview: boolean): string {
  if (dates.length === 0) return `${step} ${DATES.nothing}`
  return [
    ...dates.map((date) => `${step} ${stepLine(date)}`),
    ...tasks.map((row) => taskLine({ ...row, title: `${row.title}（${row.who}）` })),
    ...windows.map(windowLine),
    ...kept.map(({ task, title, who, due }) => DATES.kept(task, `${title}（${who}）`, DATES.ownDue(dueText(due)))),
    preview || movement === null ? DATES.preview : `${DATES.number(movement)}${DATES.told(told.length)}`,
  ].join('\n')
}

/** What `extend` moved, or would move. */
export const extendedText = ({ extension, moved }: Extended): string =>
  [...moved.map(taskLine), extension === null ? DATES.preview : DATES.number(extension)].join('\n')

/** What `extend --reverse` put back, or would put back. */
export const reversedText = ({ reversal, moved, kept }: Reversed): string =>
  [
    ...moved.map(taskLine),
    ...kept.map(({ task, why }) => DATES.kept(task, '', why)),
    reversal === null ? DATES.preview : DATES.number(reversal),
  ].join('\n')

/** What `cycle resume` moved, or would move. */
export function resumedText(cycle: string, { days, steps, tasks, windows, movement }: Resumed, preview: boolean): string {
  if (!preview && movement === null) return DATES.already
  return [
    DATES.resumed(cycle, days),
    ...steps.map((each) => `${each.step} ${stepLine(each)}`),
    ...tasks.map(taskLine),
    ...windows.map(windowLine),
    movement === null ? DATES.preview : DATES.number(movement),
  ].join('\n')
}
