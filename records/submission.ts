import type { Selectable } from 'kysely'
import type { Queries } from './database.ts'
import type { Id, Schema } from './schema.ts'
import { statement, type Value } from './statement.ts'
import { isLate, noTask, openBeside, wakeWhenDone, type Finishing, type TaskRow } from './task.ts'
import { oneAtATime, type Change } from './transaction.ts'

export type SubmissionRow = Selectable<Schema['submission']>
export type NewSubmission = { step: string; task?: Id; unit?: string; content: unknown; evidence?: readonly string[] }

/** Stores what was handed in, with the evidence (by SHA-256) that goes with it. */
export async function storeSubmission(change: Change, submission: NewSubmission): Promise<SubmissionRow> {
  const values = toRow(change, submission)
  const row = await change.db.insertInto('submission').values(values).returning('id').executeTakeFirstOrThrow()
  return stored(change, submission, row.id, values)
}

/** The same for a task, which is finished by it: in one statement, as a thousand units do it in the last hour. */
export async function handIn(
  change: Change,
  submission: NewSubmission & { task: Id },
  task: TaskRow,
  of: Finishing,
): Promise<SubmissionRow> {
  const values = toRow(change, submission)
  const [row] = await insertAndFinish(change.db, { ...values, late: isLate(change, task) })
  if (!row) throw noTask(change.cycle, task.id)
  await wakeWhenDone(change, of, row.left)
  return stored(change, submission, row.id, values)
}

type Row = ReturnType<typeof toRow>
type Finished = Row & { late: boolean }

const insertAndFinish = statement((db, value: Value<Finished>) => {
  const row = { cycle: value('cycle'), step: value('step'), task: value('task'), unit: value('unit'), content: value('content') }
  const handed = db.insertInto('submission').values({ ...row, by_post: value('by_post'), for_post: value('for_post'), at: value('at') })
  const done = db
    .updateTable('task')
    .set({ state: 'done', done_at: value('at'), was_late: value('late') })
    .where('id', '=', value('task'))
  return db
    .with('handed', () => handed.returning('id'))
    .with('done', () => done.returning(openBeside.as('left')))
    .selectFrom(['handed', 'done'])
    .select(['handed.id', 'done.left'])
})

const toRow = ({ cycle, post, forPost, now }: Change, { step, task, unit, content }: NewSubmission) => ({
  ...{ cycle, step, task: task ?? null, unit: unit ?? null, content: JSON.stringify(content) },
  ...{ by_post: post, for_post: forPost, at: now },
})

async function stored({ db, cycle }: Change, { content, evidence = [] }: NewSubmission, id: Id, row: Row): Promise<SubmissionRow> {
  const files = evidence.map((sha256) => ({ submission: id, cycle, sha256 }))
  if (files.length > 0) await db.insertInto('submission_evidence').values(files).execute()
  return { ...row, id, content: content as object }
}

/** The submissions of a step that were made about a unit and not withdrawn, with the key of the task each was handed in for; of each task the newest. */
export async function latestSubmissions(
  queries: Queries,
  cycle: string,
  step: string,
): Promise<(SubmissionRow & { key: string | null })[]> {
  return queries
    .selectFrom('submission as s')
    .leftJoin('task as t', 't.id', 's.task')
    .selectAll('s')
    .select('t.key')
    .distinctOn(['s.unit', 's.task'])
    .where('s.cycle', '=', cycle)
    .where('s.step', '=', step)
    .where('s.unit', 'is not', null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('withdrawal as w').select('w.id').whereRef('w.submission', '=', 's.id'))))
    .orderBy('s.unit')
    .orderBy('s.task')
    .orderBy('s.id', 'desc')
    .execute()
}

export async function submissionById(queries: Queries, id: Id): Promise<SubmissionRow> {
  return queries.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/**
 * The how-manieth submission to a window this is, from 1: a name for its task that is the same in every rehearsal. Whoever has the turn counts
 * what those before it left, whatever their ids: ids are given before the turn.
 */
export async function ordinalOf({ db, cycle }: Change, { step }: SubmissionRow): Promise<number> {
  await oneAtATime(db, `${cycle}/${step}/ordinal`)
  const row = await db
    .selectFrom('submission')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('cycle', '=', cycle)
    .where('step', '=', step)
    .where('task', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
