import { sql, type Selectable } from 'kysely'
import type { Queries } from './database.ts'
import type { Schema } from './schema.ts'

export type IndicatorRow = Selectable<Schema['indicator']>

/** The task book in force: the newest version of each indicator that is not withdrawn, of one unit or of all. */
export async function taskBook(queries: Queries, cycle: string, unit?: string): Promise<IndicatorRow[]> {
  let newest = queries.selectFrom('indicator').selectAll().distinctOn(['unit', 'key']).where('cycle', '=', cycle)
  if (unit !== undefined) newest = newest.where('unit', '=', unit)
  const rows = await queries
    .selectFrom(newest.orderBy('unit').orderBy('key').orderBy('version', 'desc').as('newest'))
    .selectAll()
    .where('withdrawn', '=', false)
    .orderBy('unit')
    .orderBy(sql`length(key)`)
    .orderBy('key')
    .execute()
  return rows
}
