import type { TaskRow } from './task.ts'
import type { Change } from './transaction.ts'

/** Takes tasks out that are not to be done any more, and says why. What people were still to be told of them is never sent. */
export async function cancelTasks(change: Change, tasks: readonly TaskRow[], why: { reason: string; document: string }): Promise<void> {
  const { db, cycle, now, post } = change
  if (tasks.length === 0) return
  const ids = tasks.map((task) => task.id)
  await db.updateTable('task').set({ state: 'cancelled', done_at: now }).where('cycle', '=', cycle).where('id', 'in', ids).execute()
  await db
    .insertInto('cancellation')
    .values(ids.map((task) => ({ task, cycle, ...why, by_post: post, at: now })))
    .execute()
}
