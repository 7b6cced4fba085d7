import { addWorkingDays, dateAt, dueDate, endOfDay, startOfDay } from '../../calendar/index.ts'
import type { Tables } from '../../records/calendar.ts'
import type { Move, WindowMove } from '../../records/movement.ts'
import type { PauseRow } from '../../records/pause.ts'
import type { StepMove } from '../../records/rescheduling.ts'
import type { Instant } from '../../records/schema.ts'
import type { StepRow } from '../../records/step.ts'
import type { Change } from '../../records/transaction.ts'

/** What is moved when a year goes on. */
export type AfterPause = { steps: StepMove[]; tasks: Move[]; windows: WindowMove[] }

/** How instants go on: since when the year stood still, by how many working days they move, what time it is, the end of the next working day. */
type Going = { at: Instant; days: number; now: Instant; least: Instant; calendar: Tables }

/**
 * The running clocks of a year after a pause of so many working days: open tasks, appeal windows, dates of steps that have some. `stopped`: each
 * goes on by that many working days. `kept`: each stays where it was. What would have passed when the year goes on gets a whole working
 * day, either way. What was late before the pause stays late, and steps that are only planned keep the dates of their plan.
 */
export async function afterPause(open: Change, pause: PauseRow, workingDays: number, steps: readonly StepRow[]): Promise<AfterPause> {
  const { db, cycle, now, calendar } = open
  const least = endOfDay(addWorkingDays(dateAt(now), 1, calendar).date)
  const going = { at: pause.at, days: pause.clocks === 'stopped' ? workingDays : 0, now, least, calendar }
  const tasks = db.selectFrom('task').selectAll().where('cycle', '=', cycle).where('state', '=', 'open').orderBy('id').forNoKeyUpdate()
  const appeals = db.selectFrom('appeal').select(['unit', 'due_at']).where('cycle', '=', cycle).where('state', '=', 'window')
  const moves = (await tasks.execute()).map((task) => ({ task, becomes: newDue(going, task.due_at) }))
  const windows = (await appeals.orderBy('unit').forNoKeyUpdate().execute()).map(({ unit, due_at }) => ({
    unit,
    was: due_at,
    becomes: newDue(going, due_at),
  }))
  return {
    steps: steps.flatMap((step) => newStepDates(going, step)),
    tasks: moves.filter(({ task, becomes }) => becomes !== task.due_at),
    windows: windows.filter(({ was, becomes }) => becomes !== was),
  }
}

function newDue({ at, days, now, least, calendar }: Going, due: Instant): Instant {
  if (due <= at) return due
  const later = days === 0 ? due : endOfDay(addWorkingDays(dueDate(due), days, calendar).date)
  return later > now ? later : least
}

/** A step that would have begun meanwhile begins at the next round, and has a whole working day then. */
function newStepDates(going: Going, { key, state, opens_at, due_at }: StepRow): StepMove[] {
  if (state === 'planned' || opens_at === null || due_at === null) return []
  const { at, days, now, least, calendar } = going
  const shifts = state === 'scheduled' && opens_at > at && days > 0
  const opens = shifts ? startOfDay(addWorkingDays(dateAt(opens_at), days, calendar).date) : opens_at
  const due = newDue(going, due_at)
  const becomes = state === 'scheduled' && opens <= now && due < least ? least : due
  return [
    ...(opens === opens_at ? [] : [{ step: key, date: 'opens' as const, was: opens_at, becomes: opens }]),
    ...(becomes === due_at ? [] : [{ step: key, date: 'due' as const, was: due_at, becomes }]),
  ]
}
