import type { Move, WindowMove } from '../../records/movement.ts'
import type { StepMove } from '../../records/rescheduling.ts'
import type { Instant } from '../../records/schema.ts'
import type { StepRow } from '../../records/step.ts'
import type { TaskRow } from '../../records/task.ts'
import type { Change } from '../../records/transaction.ts'

/** What follows a step that is moved: tasks and appeal windows; `kept` are the open tasks that have a due date of their own. */
export type Following = { moves: Move[]; kept: TaskRow[]; windows: WindowMove[] }

/**
 * What follows when the due date of a step is moved. On: the open tasks that were due with it, and those whose own later date it overtakes, so
 * that nobody has less time than the others. Back: only those that were due with it; nobody's own date is ever shortened. In a step of
 * appeals the windows in which units may appeal are moved on to it, and never back: they run from each unit's receipt. Locks what it finds.
 */
export async function following(open: Change, step: StepRow, dates: readonly StepMove[]): Promise<Following> {
  const due = dates.find((move) => move.date === 'due')
  if (!due || due.was === null || step.state !== 'open') return { moves: [], kept: [], windows: [] }
  const { was, becomes } = due
  if (step.spec.kind === 'appeals') {
    const windows = becomes > was ? await openWindows(open, step.spec.of, becomes) : []
    return { moves: [], kept: [], windows }
  }
  const tasks = await openTasksOf(open, step.key)
  const follows = ({ due_at }: TaskRow): boolean => due_at === was || (due_at > was && due_at < becomes)
  return {
    moves: tasks.filter(follows).map((task) => ({ task, becomes })),
    kept: tasks.filter((task) => !follows(task)),
    windows: [],
  }
}

export async function openTasksOf({ db, cycle }: Change, step: string): Promise<TaskRow[]> {
  const open = db.selectFrom('task').selectAll().where('cycle', '=', cycle).where('step', '=', step).where('state', '=', 'open')
  return open.orderBy('id').forNoKeyUpdate().execute()
}

async function openWindows({ db, cycle, now }: Change, feedback: string, becomes: Instant): Promise<WindowMove[]> {
  const rows = db.selectFrom('appeal').select(['unit', 'due_at']).where('cycle', '=', cycle).where('step', '=', feedback)
  const open = rows.where('state', '=', 'window').where('due_at', '>', now).where('due_at', '<', becomes)
  return (await open.orderBy('unit').forNoKeyUpdate().execute()).map(({ unit, due_at }) => ({ unit, was: due_at, becomes }))
}
