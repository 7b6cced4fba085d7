import type { Selectable } from 'kysely'
import type { Queries } from './database.ts'
import type { CarriedKind, Schema } from './schema.ts'
import type { Change } from './transaction.ts'

export type CarriedRow = Selectable<Schema['carried']>
/** One thing that is taken over: from which row of which year, and the row of this year that it became. */
export type NewCarried = { from: string; row: string; kind: CarriedKind; unit: string; content: unknown; became?: string }

/** What a year has taken over, of one unit or of all, in the order in which it was. */
export async function carriedOf(queries: Queries, cycle: string, where: { unit?: string; kind?: CarriedKind } = {}): Promise<CarriedRow[]> {
  let rows = queries.selectFrom('carried').selectAll().where('cycle', '=', cycle)
  if (where.unit !== undefined) rows = rows.where('unit', '=', where.unit)
  if (where.kind !== undefined) rows = rows.where('kind', '=', where.kind)
  return rows.orderBy('id').execute()
}

/** What was taken over, as people read it. */
export const wordsOf = (content: unknown): string => String((content as { words?: string }).words ?? '')

/** Notes that something was taken over. */
export async function storeCarried(
  { db, cycle, post, now }: Change,
  { from, row, kind, unit, content, became }: NewCarried,
): Promise<void> {
  const values = { cycle, from_cycle: from, from_row: row, kind, unit, content: JSON.stringify(content), became: became ?? null }
  await db
    .insertInto('carried')
    .values({ ...values, by_post: post, at: now })
    .execute()
}
