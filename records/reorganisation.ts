import type { Selectable } from 'kysely'
import type { Reorganisation } from '../scoring/index.ts'
import type { Queries } from './database.ts'
import type { Schema } from './schema.ts'

export type ReorganisationRow = Selectable<Schema['reorganisation']>

/** What has become of the units of a cycle, in the order in which it was recorded. */
export async function reorganisationRows(queries: Queries, cycle: string): Promise<ReorganisationRow[]> {
  return queries.selectFrom('reorganisation').selectAll().where('cycle', '=', cycle).orderBy('id').execute()
}

/** The same as the scoring core takes it. */
export async function reorganisationsOf(queries: Queries, cycle: string): Promise<Reorganisation[]> {
  return (await reorganisationRows(queries, cycle)).map(reorganisationFact)
}

/** A row as a fact of scoring. */
export const reorganisationFact = ({
  id,
  kind,
  effective,
  sources,
  successors,
  document,
}: Omit<ReorganisationRow, 'by_post' | 'at' | 'cycle' | 'reason'>): Reorganisation => ({
  kind,
  on: effective,
  from: sources,
  into: successors,
  document,
  origin: `reorganisation/${id}`,
})
