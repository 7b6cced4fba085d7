import type { Insertable, Selectable } from 'kysely'
import type { Queries } from './database.ts'
import type { Id, Schema } from './schema.ts'
import type { Change } from './transaction.ts'

export type SlipRow = Selectable<Schema['slip']>
export type SlipAnswerRow = Selectable<Schema['slip_answer']>
export type NewSlip = Omit<Insertable<Schema['slip']>, 'id' | 'cycle' | 'by_post' | 'at'>

/** The number of the last slip of a cycle; 0 before the first. */
export async function lastSlipNumber({ db, cycle }: Change): Promise<number> {
  const row = await db
    .selectFrom('slip')
    .select((select) => select.fn.max('number').as('number'))
    .where('cycle', '=', cycle)
    .executeTakeFirstOrThrow()
  return row.number ?? 0
}

/** Stores a slip, once for each matter and rung. @returns false when it is there already */
export async function storeSlip({ db, cycle, post, now }: Change, slip: NewSlip): Promise<boolean> {
  const row = { ...slip, cycle, by_post: post, at: now }
  const made = await db
    .insertInto('slip')
    .values(row)
    .onConflict((conflict) => conflict.columns(['cycle', 'matter', 'rung']).doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

/** The newest slip of a matter, with its answer if it has one. */
export async function lastSlip(queries: Queries, matter: Id): Promise<{ slip: SlipRow; answered: boolean } | undefined> {
  const slip = await queries.selectFrom('slip').selectAll().where('matter', '=', matter).orderBy('rung', 'desc').limit(1).executeTakeFirst()
  if (!slip) return undefined
  const answer = await queries.selectFrom('slip_answer').select('slip').where('slip', '=', slip.id).executeTakeFirst()
  return { slip, answered: answer !== undefined }
}

/** Stores what the receiver answers. */
export async function storeSlipAnswer({ db, cycle, post, now }: Change, slip: Id, measures: string, doneBy: string): Promise<void> {
  await db.insertInto('slip_answer').values({ slip, cycle, measures, done_by: doneBy, by_post: post, at: now }).execute()
}
