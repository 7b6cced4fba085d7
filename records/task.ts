import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { Counting } from '../calendar/index.ts'
import type { Database, Queries } from './database.ts'
import { announceTasks } from './notice.ts'
import { inForce, type InForce } from './pack.ts'
import { storeReckonings } from './reckoning.ts'
import { standIn } from './substitute.ts'
import { Refusal } from './refusal.ts'
import { lockStep, type StepRow } from './step.ts'
import type { Id, Schema, TaskVerb } from './schema.ts'
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

/** Whether a text can be the id of a row at all. */
export const isId = (text: string): boolean => /^\d{1,18}$/.test(text)

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
  const query = db.selectFrom('task as t').innerJoin('cycle as c', 'c.id', 't.cycle').selectAll('t').select(inForce)
  const row = await query.where('t.cycle', '=', cycle).where('t.id', '=', id).forNoKeyUpdate('t').executeTakeFirst()
  if (!row) throw noTask(cycle, id)
  const { pack, reorganisations, paused_by, ...task } = row
  return { task, holds: { pack, reorganisations, paused_by } }
}

/** The tasks of a step, the oldest first. */
export async function tasksOf({ db, cycle }: Change, step: string): Promise<TaskRow[]> {
  return db.selectFrom('task').selectAll().where('cycle', '=', cycle).where('step', '=', step).orderBy('id').execute()
}

/** `of`: the step that the task belongs to, which is woken when this was its last one; `window`: it goes on until it is due, whatever was done. */
export async function finishTask(change: Change, task: TaskRow, of?: { step: StepRow; window?: boolean | undefined }): Promise<void> {
  const was_late = task.was_late || change.now >= task.due_at
  const done = change.db.updateTable('task').set({ state: 'done', done_at: change.now, was_late }).where('id', '=', task.id)
  if (of === undefined || goesOnAnyway(change, of.step, of.window)) return void (await done.execute())
  const { last } = await done.returning(mayBeLast('cycle', 'step', 'id').as('last')).executeTakeFirstOrThrow()
  if (last) await tellWhenDone(change, of.step.key)
}

/** Wakes a step when none of its tasks is open any more, unless it is a window that is open. */
export async function wakeWhenLast(change: Change, step: StepRow, window = false): Promise<void> {
  if (goesOnAnyway(change, step, window)) return
  const { db, cycle } = change
  const asked = db
    .selectFrom('step')
    .select(mayBeLast('cycle', 'key', null).as('last'))
    .where('cycle', '=', cycle)
    .where('key', '=', step.key)
  const { last } = await asked.executeTakeFirstOrThrow()
  if (last) await tellWhenDone(change, step.key)
}

const goesOnAnyway = ({ now }: Change, { due_at }: StepRow, window = false): boolean => window && (due_at ?? '') > now

const mayBeLast = (cycle: string, step: string, but: string | null): RawBuilder<boolean> =>
  sql<boolean>`may_be_last(${sql.ref(cycle)}, ${sql.ref(step)}, ${but === null ? sql`null` : sql.ref(but)})`

/** Of several who finish the last tasks at the same time, nobody sees that the others do: each leaves word, and it is carried once all are done. */
async function tellWhenDone({ cycle, tell }: Change, step: string): Promise<void> {
  await tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(cycle, step), whenDone: { cycle, step } })
}

/** Whether a step has no open task left, once those who are finishing some now have finished or given up. */
export async function isDone(database: Database, { cycle, step }: { cycle: string; step: string }): Promise<boolean> {
  return database.transaction().execute(async (db) => {
    await lockStep(db, cycle, step, 'dates')
    const open = db.selectFrom('task').select('id').where('cycle', '=', cycle).where('step', '=', step).where('state', '=', 'open')
    return (await open.limit(1).executeTakeFirst()) === undefined
  })
}
