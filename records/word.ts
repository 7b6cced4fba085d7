import type { Database, Queries } from './database.ts'
import type { Id } from './schema.ts'
import { lockStep } from './step.ts'

/** What a conditional message is about: it is carried once this step has no open task left. */
type Of = { cycle: string; step: string }

/**
 * Whether the word that a step may be done is true: those who are finishing some task of it now are waited for. Then it answers every other word that was left for
 * the step so far, and these are dropped, so that a step is woken once and not by everybody who was among the last. `taken`: the messages that the relay has in
 * hand; it drops them itself, when they are delivered.
 */
export async function provesTrue(database: Database, { cycle, step }: Of, taken: readonly Id[]): Promise<boolean> {
  return database.transaction().execute(async (db) => {
    await lockStep(db, cycle, step, 'dates')
    const tasks = db.selectFrom('task').select('id').where('cycle', '=', cycle).where('step', '=', step).where('state', '=', 'open')
    if (await tasks.limit(1).executeTakeFirst()) return false
    await dropOthers(db, { cycle, step }, taken)
    return true
  })
}

async function dropOthers(db: Queries, { cycle, step }: Of, taken: readonly Id[]): Promise<void> {
  const left = db.selectFrom('outbox').select('id').where('cycle', '=', cycle).where('step', '=', step)
  const others = await (taken.length > 0 ? left.where('id', 'not in', [...taken]) : left).forUpdate().skipLocked().execute()
  if (others.length === 0) return
  const ids = others.map(({ id }) => id)
  await db.deleteFrom('outbox').where('id', 'in', ids).execute()
}
