import type { Selectable } from 'kysely'
import type { Queries } from './database.ts'
import type { Id, Schema } from './schema.ts'
import { oneAtATime, type Change } from './transaction.ts'

export type SubmissionRow = Selectable<Schema['submission']>
export type NewSubmission = { step: string; task?: Id; unit?: string; content: unknown; evidence?: readonly string[] }

/** Stores what was handed in, with the evidence (by SHA-256) that goes with it. */
export async function storeSubmission(change: Change, submission: NewSubmission): Promise<SubmissionRow> {
  const given = {
    cycle: change.cycle,
    step: submission.step,
    task: submission.task ?? null,
    unit: submission.unit ?? null,
    by_post: change.post,
    for_post: change.forPost,
    at: change.now,
  }
  const values = { ...given, content: JSON.stringify(submission.content) }
  const { id } = await change.db.insertInto('submission').values(values).returning('id').executeTakeFirstOrThrow()
  const row = { ...given, id, content: submission.content as object }
  const files = (submission.evidence ?? []).map((hash) => ({ submission: row.id, cycle: change.cycle, sha256: hash }))
  if (files.length > 0) await change.db.insertInto('submission_evidence').values(files).execute()
  return row
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
