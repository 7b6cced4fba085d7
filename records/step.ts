import type { SelectQueryBuilder } from 'kysely'
import type { Queries } from './database.ts'
import type { StepRow } from './enter.ts'
import { Refusal } from './refusal.ts'
import type { Id, Schema } from './schema.ts'
import type { Change } from './transaction.ts'

export type { StepRow }
export type StepLock = 'shared' | 'exclusive' | 'dates'

/**
 * Reads a step and locks it for the rest of the transaction. Whoever adds to a step takes it `shared`, whoever settles it takes it
 * `exclusive`: so "in time" is decided once, and nothing that was acknowledged can be settled away. Whoever moves dates takes it for
 * `dates`: exclusive for all who ask for it, while an appeal, which holds its own row and does not ask, still gets its task.
 */
export async function lockStep(queries: Queries, cycle: string, key: string, lock: StepLock): Promise<StepRow> {
  const query = queries.selectFrom('step').selectAll().where('cycle', '=', cycle).where('key', '=', key)
  const step = await locked(query, lock).executeTakeFirst()
  if (!step) throw new Refusal('not-found', `周期“${cycle}”中没有名为“${key}”的环节；用 cycle status ${cycle} 查看全部环节。`)
  return step
}

/** Locks the step of a task in the same way, unless the change has begun with it. Undefined when there is no such task. */
export async function lockStepOf({ db, cycle, entered }: Change, task: Id, lock: StepLock): Promise<StepRow | undefined> {
  if (entered?.task === task && lock === 'shared') return entered.step
  const key = db.selectFrom('task').select('step').where('cycle', '=', cycle).where('id', '=', task)
  const query = db.selectFrom('step').selectAll().where('cycle', '=', cycle).where('key', '=', key)
  return locked(query, lock).executeTakeFirst()
}

const locked = <O>(query: SelectQueryBuilder<Schema, 'step', O>, lock: StepLock) =>
  lock === 'shared' ? query.forShare() : lock === 'dates' ? query.forNoKeyUpdate() : query.forUpdate()

/** Locks all steps that have not settled for their dates, in the order of the plan, as everybody who locks several does. */
export async function lockDates(queries: Queries, cycle: string): Promise<StepRow[]> {
  const steps = queries.selectFrom('step').selectAll().where('cycle', '=', cycle).where('state', '<>', 'settled')
  return steps.orderBy('ord').forNoKeyUpdate().execute()
}

export async function stepsOf(queries: Queries, cycle: string): Promise<StepRow[]> {
  return queries.selectFrom('step').selectAll().where('cycle', '=', cycle).orderBy('ord').execute()
}

/** Settled steps of the cycle: key → instant. */
export async function settledSteps(queries: Queries, cycle: string): Promise<Map<string, string>> {
  const rows = await queries
    .selectFrom('step')
    .select(['key', 'settled_at'])
    .where('cycle', '=', cycle)
    .where('state', '=', 'settled')
    .execute()
  return new Map(rows.map((row) => [row.key, row.settled_at ?? '']))
}

/** Writes down why a step cannot go on by itself, or that it can again. */
export async function noteTrouble({ db, cycle, log }: Change, step: StepRow, trouble: string | null): Promise<void> {
  await db.updateTable('step').set({ trouble }).where('cycle', '=', cycle).where('key', '=', step.key).execute()
  await log('trouble', step.key, { trouble })
}
