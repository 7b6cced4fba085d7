import type { Selectable } from 'kysely'
import type { Queries } from './database.ts'
import { Refusal } from './refusal.ts'
import type { Id, Schema } from './schema.ts'
import { oneAtATime, type Change } from './transaction.ts'

export type CollectionRow = Selectable<Schema['collection']>
export type NewCollection = { body: string; units: readonly string[]; what: string; document: string; dueOn: string }
/** A request outside the plan with its ruling; `outcome` is null while nobody has ruled. */
export type Ruled = CollectionRow & {
  outcome: 'approve' | 'refuse' | null
  reason: string | null
  ruledBy: string | null
  ruledAt: string | null
}

/** Stores what a body wants from units outside the plan, under the next number of the cycle. */
export async function storeCollection({ db, cycle, post, now }: Change, { units, dueOn, ...rest }: NewCollection): Promise<CollectionRow> {
  await oneAtATime(db, `${cycle}/collection`)
  const { number } = await db
    .selectFrom('collection')
    .select((select) => select.fn.coalesce(select.fn.max('number'), select.lit(0)).as('number'))
    .where('cycle', '=', cycle)
    .executeTakeFirstOrThrow()
  const row = { ...rest, cycle, number: number + 1, units: JSON.stringify(units), due_on: dueOn, by_post: post, at: now }
  return db.insertInto('collection').values(row).returningAll().executeTakeFirstOrThrow()
}

/** Every request outside the plan, by number. */
export async function collectionsOf(queries: Queries, cycle: string): Promise<Ruled[]> {
  return queries
    .selectFrom('collection as c')
    .leftJoin('collection_ruling as r', 'r.collection', 'c.id')
    .selectAll('c')
    .select(['r.outcome', 'r.reason', 'r.by_post as ruledBy', 'r.at as ruledAt'])
    .where('c.cycle', '=', cycle)
    .orderBy('c.number')
    .execute()
}

/** One of them, nobody else ruling on it meanwhile. @throws Refusal `not-found` */
export async function lockCollection({ db, cycle }: Change, number: string): Promise<Ruled> {
  await oneAtATime(db, `${cycle}/collection`)
  const found = (await collectionsOf(db, cycle)).find((each) => String(each.number) === number)
  if (!found) throw new Refusal('not-found', `周期“${cycle}”的登记中没有第 ${number} 号；用 cycle register ${cycle} 查看。`)
  return found
}

export type NewRuling = { outcome: 'approve' | 'refuse'; reason: string | null; document: string | null }

export async function storeRuling({ db, cycle, post, now }: Change, collection: Id, ruling: NewRuling): Promise<void> {
  await db
    .insertInto('collection_ruling')
    .values({ ...ruling, collection, cycle, by_post: post, at: now })
    .execute()
}
