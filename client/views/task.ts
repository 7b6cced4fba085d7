import { dueText } from '../../calendar/index.ts'
import { briefingOf, type Briefing } from '../../records/briefing.ts'
import type { Queries } from '../../records/database.ts'
import { taskById, type TaskRow } from '../../records/task.ts'

/** One task as whoever does it sees it; `briefing` is what lies before a rater, with its SHA-256. */
export type TaskView = {
  task: TaskRow
  step: string
  due: string
  briefing: (Briefing & { hash: string }) | null
}

/** @throws Refusal `not-found` */
export async function taskView(queries: Queries, cycle: string, id: string): Promise<TaskView> {
  const task = await taskById(queries, cycle, id)
  const step = await queries
    .selectFrom('step')
    .select('name')
    .where('cycle', '=', cycle)
    .where('key', '=', task.step)
    .executeTakeFirstOrThrow()
  const found = await briefingOf(queries, cycle, task.step)
  return { task, step: step.name, due: dueText(task.due_at), briefing: found ? { ...found.briefing, hash: found.hash } : null }
}
