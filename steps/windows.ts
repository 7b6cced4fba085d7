import { dateAt, due } from '../calendar/index.ts'

/** So many working days from now, to the end of the day; and why it is that day. */
export function windowFrom(now: string, workingDays: string, event?: string): { due: string; why: string } {
  const { instant, sentence } = due(dateAt(now), Number(workingDays), undefined, event)
  return { due: instant, why: sentence }
}

/** The later of a step's own due instant and a fresh window from now. */
export function laterOf(stepDue: string | null, fresh: string): string {
  return stepDue !== null && stepDue > fresh ? stepDue : fresh
}
