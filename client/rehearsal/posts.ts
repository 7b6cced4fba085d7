import type { TaskRow } from '../../records/task.ts'
import { liaisonOf, postOf } from '../posts.ts'

/** Who acts on a task: the liaison officer of a unit, the first post of a body. */
export function actorOf(task: TaskRow): string {
  if (task.assignee_post !== null) return task.assignee_post
  return task.assignee_unit !== null ? liaisonOf(task.assignee_unit) : postOf(task.assignee_body ?? '')
}
