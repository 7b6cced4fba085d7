import { reckon, type Counting } from '../calendar/index.ts'
import type { Change } from '../records/transaction.ts'

/** A due instant, why it is that one, and what it was counted from, which stays with the task or window that it is for. */
export type Window = { due: string; why: string; counted: Counting }

/**
 * So many working days from now by the calendar of the cycle, to the end of the day; never before `atLeast`, a step's own due instant. `event` is
 * the verb of what happened now.
 */
export function windowFrom(change: Change, workingDays: string, event = '收到', atLeast: string | null = null): Window {
  const counted: Counting = { what: 'due', event, eventAt: change.now, workingDays: Number(workingDays), atLeast }
  const { instant, sentence } = reckon(counted, change.calendar)
  return { due: instant, why: sentence, counted }
}

/** The later of a step's own due instant and another one. */
export function laterOf(stepDue: string | null, fresh: string): string {
  return stepDue !== null && stepDue > fresh ? stepDue : fresh
}
