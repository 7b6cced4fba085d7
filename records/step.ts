import type { Selectable } from 'kysely'
import type { Queries } from './database.ts'
import { Refusal } from './refusal.ts'
import type { Schema } from './schema.ts'
import type { Change } from './transaction.ts'

export type StepRow = Selectable<Schema['step']>

/**
 * Reads a step and locks it for the rest of the transaction. Whoever adds to a step takes it `shared`, whoever settles it takes it
 * `exclusive`: so "in time" is decided once, and nothing that was acknowledged can be settled away.
 */
export async function lockStep(queries: Queries, cycle: string, key: string, lock: 'shared' | 'exclusive'): Promise<StepRow> {
  const query = queries.selectFrom('step').selectAll().where('cycle', '=', cycle).where('key', '=', key)
  const step = await (lock === 'shared' ? query.forShare() : query.forUpdate()).executeTakeFirst()
  if (!step) throw new Refusal('not-found', `周期“${cycle}”中没有名为“${key}”的环节；用 cycle status ${cycle} 查看全部环节。`)
  return step
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
