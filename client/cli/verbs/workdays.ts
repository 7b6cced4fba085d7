import type { Command } from 'commander'
import { addWorkingDays, due, dueText, endOfDay, type Due } from '../../../calendar/index.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, VERBS } from '../words.ts'

/** The end of the n-th working day after `on`, with each day counted or skipped; before it, for a negative n. @throws CalendarError */
export function workdays(on: string, n: string): Due {
  if (!/^-?\d{1,5}$/.test(n)) throw new UsageError(`工作日数应为整数，实为 \`${n}\`。`)
  if (!n.startsWith('-')) return due(on, Number(n))
  const { date, days, provisional } = addWorkingDays(on, Number(n))
  const instant = endOfDay(date)
  return { instant, date, days, provisional, sentence: `${on} 之前第 ${n.slice(1)} 个工作日是 ${date}。` }
}

function answer(on: string, n: string): Answer {
  const found = workdays(on, n)
  const days = found.days.map((day) => `  ${day.date} ${day.counted ? `第 ${day.count} 日` : '不计'}　${day.reason}`)
  return { json: { on, n: Number(n), until: dueText(found.instant), ...found }, text: [found.sentence, ...days].join('\n') }
}

/** Adds it to the command line. */
export function registerWorkdays(program: Command): void {
  verb(program, 'workdays', VERBS.workdays).argument('<date>', ARGUMENTS.date).argument('<n>', ARGUMENTS.days).action(answering(answer))
}
