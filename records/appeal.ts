import type { Selectable } from 'kysely'
import { workflowIds } from '../workflows/ids.ts'
import type { Queries } from './database.ts'
import { oneAtATime, type Change } from './transaction.ts'
import { Refusal } from './refusal.ts'
import type { AppealState, Schema } from './schema.ts'

export type AppealRow = Selectable<Schema['appeal']>

/** @throws Refusal `not-found` when the unit has not received its feedback form yet */
export async function lockAppeal(queries: Queries, cycle: string, unit: string): Promise<AppealRow> {
  const row = await queries
    .selectFrom('appeal')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('unit', '=', unit)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('not-found', `${unit} 还没有签收考评情况反馈单，复核期限尚未起算。`)
  return row
}

/** Closes an appeal; when it is the last one, and no unit is still to receive its form, the step that waits for all of them is woken. */
export async function closeAppeal(change: Change, appeal: AppealRow, state: Exclude<AppealState, 'window' | 'filed'>): Promise<void> {
  const { db, cycle, now } = change
  await db.updateTable('appeal').set({ state, closed_at: now }).where('cycle', '=', cycle).where('unit', '=', appeal.unit).execute()
  await oneAtATime(db, `${cycle}/appeals`)
  const running = await db.selectFrom('appeal').select('unit').where('cycle', '=', cycle).where('closed_at', 'is', null).limit(1).execute()
  if (running.length > 0 || (await receiptsMissing(change, appeal.step))) return
  const steps = await db.selectFrom('step').select(['key', 'spec']).where('cycle', '=', cycle).where('kind', '=', 'appeals').execute()
  for (const { key, spec } of steps)
    if (spec.kind === 'appeals' && spec.of === appeal.step)
      await change.tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(cycle, key) })
}

async function receiptsMissing({ db, cycle }: Change, step: string): Promise<boolean> {
  const open = db.selectFrom('task').select('id').where('cycle', '=', cycle).where('step', '=', step).where('state', '=', 'open')
  return (await open.limit(1).execute()).length > 0
}
