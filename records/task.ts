import { sql, type Selectable } from 'kysely'
import type { Counting } from '../calendar/index.ts'
import type { Queries } from './database.ts'
import { isId } from './enter.ts'
import { announceTasks } from './notice.ts'
import { inForce, type InForce } from './pack.ts'
import { storeReckonings } from './reckoning.ts'
import { standIn } from './substitute.ts'
import { Refusal } from './refusal.ts'
import type { StepRow } from './step.ts'
import type { Id, Schema, TaskVerb } from './schema.ts'
import { statement, type Value } from './statement.ts'
import type { Change } from './transaction.ts'
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
    const inserted = await insertTasks(change, rows)
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

/** One statement, the same for any number of rows: the server plans it once. */
async function insertTasks({ db }: Change, tasks: readonly ReturnType<typeof toRow>[]): Promise<{ id: Id; key: string }[]> {
  const { rows } = await sql<{ id: Id; key: string }>`
    insert into task (cycle, step, key, verb, unit, assignee_unit, assignee_body, assignee_post, substitute_body, about, stands_for, title, opened_at, due_at)
    select t.* from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as t (cycle text, step text, key text, verb text, unit text, assignee_unit text,
      assignee_body text, assignee_post text, substitute_body text, about bigint, stands_for bigint, title text, opened_at timestamptz, due_at timestamptz)
    on conflict (cycle, step, key) do nothing returning id, key`.execute(db)
  return rows
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
  const row = isId(id)
    ? await queries.selectFrom('task').selectAll().where('cycle', '=', cycle).where('id', '=', id).executeTakeFirst()
    : undefined
  if (!row) throw noTask(cycle, id)
  return row
}

export const noTask = (cycle: string, id: string): Refusal =>
  new Refusal('not-found', `周期“${cycle}”中没有编号为“${id}”的任务；用 task list ${cycle} 查看。`)

/**
 * Reads a task and locks it for the rest of the transaction: two posts of one unit may act at the same moment. Its key stays free, so that
 * whoever writes a notice about it does not wait: the daily round and an extension would otherwise wait for each other.
 */
export async function lockTask({ db, cycle }: Change, id: Id): Promise<TaskRow> {
  const query = db.selectFrom('task').selectAll().where('cycle', '=', cycle).where('id', '=', id).forNoKeyUpdate()
  return (await query.executeTakeFirst()) ?? taskById(db, cycle, id)
}

/** The same, with what holds in the cycle: read after the step was locked, so that whoever waited for a pause or an amendment sees it. */
export async function lockTaskIn({ db, cycle }: Change, id: Id): Promise<{ task: TaskRow; holds: InForce }> {
  const [row] = await taskIn(db, { cycle, id })
  if (!row) throw noTask(cycle, id)
  const { pack, reorganisations, paused_by, ...task } = row
  return { task, holds: { pack, reorganisations, paused_by } }
}

const taskIn = statement((db, value: Value<{ cycle: string; id: Id }>) => {
  const query = db.selectFrom('task as t').innerJoin('cycle as c', 'c.id', 't.cycle').selectAll('t').select(inForce)
  return query.where('t.cycle', '=', value('cycle')).where('t.id', '=', value('id')).forNoKeyUpdate('t')
})

/** The tasks of a step, the oldest first. */
export async function tasksOf({ db, cycle }: Change, step: string): Promise<TaskRow[]> {
  return db.selectFrom('task').selectAll().where('cycle', '=', cycle).where('step', '=', step).orderBy('id').execute()
}

/** `of`: the step that the task belongs to, which is woken when this was its last one; `window`: it goes on until it is due, whatever was done. */
export type Finishing = { step: StepRow; window?: boolean | undefined }

export async function finishTask(change: Change, task: TaskRow, of?: Finishing): Promise<void> {
  const set = { state: 'done', done_at: change.now, was_late: isLate(change, task) } as const
  const { left } = await change.db
    .updateTable('task')
    .set(set)
    .where('id', '=', task.id)
    .returning(openBeside.as('left'))
    .executeTakeFirstOrThrow()
  if (of) await wakeWhenDone(change, of, left)
}

export const isLate = ({ now }: Change, task: TaskRow): boolean => task.was_late || now >= task.due_at

/** Wakes a step when none of its tasks is open any more, unless it is a window that is open. */
export async function wakeWhenLast(change: Change, step: StepRow, window = false): Promise<void> {
  const open = change.db.selectFrom('task').select('id').where('cycle', '=', change.cycle).where('step', '=', step.key)
  const some = await open.where('state', '=', 'open').limit(1).executeTakeFirst()
  if (!some) await wakeWhenDone(change, { step, window }, 0)
}

/** How many tasks of its step are open beside a task; null: more than there can be people who are finishing one at this moment. */
export const openBeside = sql<number | null>`(select nullif(count(*), current_setting('max_connections')::int)::int from (
  select from task o where o.cycle = task.cycle and o.step = task.step and o.state = 'open' and o.id <> task.id
  limit current_setting('max_connections')::int) o)`

/**
 * Of several who finish the last tasks of a step at the same time nobody sees that the others do. So each leaves word who cannot rule out that all open tasks are in
 * the hands of others at this moment; it is carried once all are done.
 */
export async function wakeWhenDone(change: Change, { step, window = false }: Finishing, left: number | null): Promise<void> {
  const { db, cycle, now, tell } = change
  if (left === null || (window && (step.due_at ?? '') > now)) return
  if (left > 0 && !(await mayBeLast(db, cycle, step.key))) return
  await tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(cycle, step.key), whenDone: { cycle, step: step.key } })
}

async function mayBeLast(queries: Queries, cycle: string, step: string): Promise<boolean> {
  const { rows } = await sql<{ last: boolean }>`select may_be_last(${cycle}, ${step}) as last`.execute(queries)
  return rows[0]?.last ?? true
}
