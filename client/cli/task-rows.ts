import { sql } from 'kysely'
import { performers } from '../../records/performer.ts'
import type { Queries } from '../../records/database.ts'
import { extensionsOf, type ExtensionRow } from '../../records/movement.ts'
import { taskIsProvisional } from '../../records/reckoning.ts'
import type { TaskState } from '../../records/schema.ts'

/** Which tasks are asked for; `post`: those that this post may do. */
export type TaskFilter = { post?: string; unit?: string; step?: string; state: TaskState | 'all'; limit: number }

/** Tasks as the list shows them, earliest due first. `--post` asks for those that this post may do. */
export async function tasksOf(queries: Queries, cycle: string | undefined, { post, unit, step, state, limit }: TaskFilter) {
  let query = queries
    .selectFrom('task')
    .select([
      'id',
      'cycle',
      'step',
      'verb',
      'unit',
      'title',
      'state',
      'was_late as wasLate',
      'opened_at as openedAt',
      'due_at as dueAt',
      'done_at as doneAt',
    ])
    .select(['assignee_unit as assigneeUnit', 'assignee_body as assigneeBody', 'assignee_post as assigneePost'])
    .select(['substitute_body as substituteBody', 'substitute_post as substitutePost'])
    .select(taskIsProvisional.as('provisional'))
  if (cycle !== undefined) query = query.where('task.cycle', '=', cycle)
  if (unit !== undefined) query = query.where('unit', '=', unit)
  if (step !== undefined) query = query.where('step', '=', step)
  if (state !== 'all') query = query.where('state', '=', state)
  if (post !== undefined) query = query.where(mine(post))
  const tasks = await query.orderBy('due_at').orderBy('id').limit(limit).execute()
  const moved = await extensionsOf(queries, { tasks: tasks.map((task) => task.id) })
  return tasks.map((task) => ({ ...task, extensions: moved.filter((each) => each.task === task.id).map(shown) }))
}

/** A document that moved a task: the number by which it can be put back, and what it moved. */
const shown = ({ movement: number, kind, document, reason, was, becomes, reversedBy }: ExtensionRow) => ({
  ...{ number, kind, document, reason, was, becomes, reversedBy },
})

/** What the post may act on now: as assignee, as substitute, or by delegation. */
const mine = (post: string) => sql<boolean>`exists (select from task t
  join cycle k on k.id = t.cycle
  cross join lateral (${performers(sql<string>`coalesce(k.clock_at, clock_timestamp())`)}) c
  where t.id = task.id and c.post = ${post})`
