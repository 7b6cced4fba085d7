import { dateAt, dueDate, reasonOf, startOfDay, type DayKind } from '../calendar/index.ts'
import type { Move } from '../records/recount.ts'
import { stepsOf } from '../records/step.ts'
import type { Change } from '../records/transaction.ts'

/** A date that was set by the plan or by a document, and is a day off now: the office has to move it if it wants to. */
export type DateOff = { step: string; task: string | null; title: string; what: 'opens' | 'due'; date: string; reason: string }

/** The dates of a cycle that are still to come, were not counted, and fall on days that have become days off. */
export async function datesOff(open: Change, days: readonly DayKind[], moves: readonly Move[]): Promise<DateOff[]> {
  const off = new Map(days.filter(({ working }) => !working).map((day) => [day.date, day]))
  const counted = new Set(moves.map(({ step, task, what }) => `${step}/${task ?? ''}/${what}`))
  const found: DateOff[] = []
  const add = (step: string, task: string | null, title: string, what: 'opens' | 'due', date: string) => {
    const day = off.get(date)
    if (!day || counted.has(`${step}/${task ?? ''}/${what}`)) return
    found.push({ step, task, title, what, date, reason: reasonOf(day) })
  }
  const steps = await stepsOf(open.db, open.cycle)
  for (const { key, name, state, spec, opens_at, due_at } of steps) {
    if (state === 'settled') continue
    const opens = opens_at !== null ? dateAt(opens_at) : typeof spec.opens === 'string' ? spec.opens : ''
    const due = due_at !== null ? dueDate(due_at) : typeof spec.due === 'string' ? spec.due : ''
    if (opens !== '' && startOfDay(opens) > open.now) add(key, null, name, 'opens', opens)
    add(key, null, name, 'due', due)
  }
  const dues = new Map(steps.map(({ key, due_at }) => [key, due_at]))
  const tasks = await open.db
    .selectFrom('task')
    .selectAll()
    .where('cycle', '=', open.cycle)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute()
  for (const { id, step, title, due_at } of tasks) if (due_at !== dues.get(step)) add(step, id, title, 'due', dueDate(due_at))
  return found
}
