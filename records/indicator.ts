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

/** Every version of every indicator of a cycle, or of one unit, in the order of the task book; those that were withdrawn too. */
export async function indicatorVersions(queries: Queries, cycle: string, unit?: string): Promise<IndicatorRow[]> {
  let rows = queries.selectFrom('indicator').selectAll().where('cycle', '=', cycle)
  if (unit !== undefined) rows = rows.where('unit', '=', unit)
  return rows
    .orderBy('unit')
    .orderBy(sql`length(key)`)
    .orderBy('key')
    .orderBy('version')
    .execute()
}
