import type { Selectable } from 'kysely'
import type { Queries } from './database.ts'
import type { Schema } from './schema.ts'
import type { Change } from './transaction.ts'

export type HoldingRow = Selectable<Schema['holding']>
export type NewHolding = Pick<HoldingRow, 'post' | 'change' | 'name'> & Partial<Pick<HoldingRow, 'mail' | 'phone' | 'document' | 'reason'>>

/** Writes down who holds a post from now on, or no longer does, and by which document. */
export async function storeHolding({ db, cycle, post: by_post, now: at }: Change, holding: NewHolding): Promise<void> {
  const { mail = null, phone = null, document = null, reason = null, ...row } = holding
  await db
    .insertInto('holding')
    .values({ ...row, mail, phone, document, reason, cycle, by_post, at })
    .execute()
}

/** Every change of who holds the posts of a cycle, or one of them, in order. */
export async function holdingsOf(queries: Queries, cycle: string, post?: string): Promise<HoldingRow[]> {
  let query = queries.selectFrom('holding').selectAll().where('cycle', '=', cycle)
  if (post !== undefined) query = query.where('post', '=', post)
  return query.orderBy('id').execute()
}
