import type { Selectable } from 'kysely'
import type { Counting } from '../calendar/index.ts'
import type { Queries } from './database.ts'
import { announceTasks } from './notice.ts'
import { storeReckonings } from './reckoning.ts'
import { standIn } from './substitute.ts'
import { Refusal } from './refusal.ts'
import type { StepRow } from './step.ts'
import type { Id, Schema, TaskVerb } from './schema.ts'
import { oneAtATime, type Change } from './transaction.ts'
import { workflowIds } from '../workflows/ids.ts'

export type TaskRow = Selectable<Schema['task']>
export type Assignee = { unit: string } | { body: string } | { post: string }
/** `substitute`: the body that acts in place of the assignee from the beginning; `standsFor`: the task that was silent, if it decides in its place. */
export type NewTask = {
  key: string
  verb: TaskVerb
  unit?: string
  assignee: Assignee
  about?: Id
  title: string
  due: string
  counted?: Counting
  substitute?: string
  standsFor?: Id
}

const BATCH = 500

/** Opens tasks of a step, each with a notice to the first post of its assignee. A task whose key exists is left as it is. */
export async function openTasks(
  change: Change,
  step: string,
  tasks: readonly NewTask[],
  notice: 'opened' | 'returned' = 'opened',
): Promise<Id[]> {
  const opened: Id[] = []
  for (let from = 0; from < tasks.length; from += BATCH) {
    const batch = tasks.slice(from, from + BATCH)
    const rows = batch.map((task) => toRow(change, step, task))
    const inserted = await change.db
      .insertInto('task')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['cycle', 'step', 'key']).doNothing())
      .returning(['id', 'key'])
      .execute()
    opened.push(...inserted.map((row) => row.id))
    const counted = new Map(batch.map((task) => [task.key, task.counted]))
    const counting = inserted.flatMap(({ id, key }) =>
      [counted.get(key)].flatMap((each) => (each ? [{ subject: { task: id }, counting: each }] : [])),
    )
    await storeReckonings(change, counting)
  }
  await standIn(change, opened)
  await announceTasks(change, opened, notice)
  return opened
}

function toRow(change: Change, step: string, task: NewTask) {
  const { assignee } = task
  return {
    cycle: change.cycle,
    step,
    key: task.key,
    verb: task.verb,
    unit: task.unit ?? null,
    assignee_unit: 'unit' in assignee ? assignee.unit : null,
    assignee_body: 'body' in assignee ? assignee.body : null,
    assignee_post: 'post' in assignee ? assignee.post : null,
    substitute_body: task.substitute ?? null,
    about: task.about ?? null,
    stands_for: task.standsFor ?? null,
    title: task.title,
    opened_at: change.now,
    due_at: task.due,
  }
}

export async function taskById(queries: Queries, cycle: string, id: Id): Promise<TaskRow> {
  const row = /^\d{1,18}$/.test(id)
    ? await queries.selectFrom('task').selectAll().where('cycle', '=', cycle).where('id', '=', id).executeTakeFirst()
    : undefined
  if (!row) throw new Refusal('not-found', `周期“${cycle}”中没有编号为“${id}”的任务；用 task list ${cycle} 查看。`)
  return row
}

/**
 * Reads a task and locks it for the rest of the transaction: two posts of one unit may act at the same moment. Its key stays free, so that
 * whoever writes a notice about it does not wait: the daily round and an extension would otherwise wait for each other.
 */
export async function lockTask({ db, cycle }: Change, id: Id): Promise<TaskRow> {
  const query = db.selectFrom('task').selectAll().where('cycle', '=', cycle).where('id', '=', id).forNoKeyUpdate()
  return (await query.executeTakeFirst()) ?? taskById(db, cycle, id)
}

/** The tasks of a step, the oldest first. */
export async function tasksOf({ db, cycle }: Change, step: string): Promise<TaskRow[]> {
  return db.selectFrom('task').selectAll().where('cycle', '=', cycle).where('step', '=', step).orderBy('id').execute()
}

export async function finishTask(change: Change, task: TaskRow): Promise<void> {
  const was_late = task.was_late || change.now >= task.due_at
  await change.db.updateTable('task').set({ state: 'done', done_at: change.now, was_late }).where('id', '=', task.id).execute()
}

const NEARLY_DONE = 64

/**
 * Wakes the step when its last task was done, unless it is a window that is open. Only close to the end do those who finish take turns, so that of several at once the
 * last one notices; before that a submission queues for nobody.
 */
export async function wakeWhenLast(change: Change, { key: step, due_at }: StepRow, window = false): Promise<void> {
  const { db, cycle } = change
  if (window && (due_at ?? '') > change.now) return // goes on anyway
  if ((await countOpen(change, step)) > NEARLY_DONE) return
  await oneAtATime(db, `${cycle}/${step}`)
  if ((await countOpen(change, step)) === 0)
    await change.tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(cycle, step) })
}

async function countOpen({ db, cycle }: Change, step: string): Promise<number> {
  const open = db.selectFrom('task').select('id').where('cycle', '=', cycle).where('step', '=', step).where('state', '=', 'open')
  return (await open.limit(NEARLY_DONE + 1).execute()).length
}
