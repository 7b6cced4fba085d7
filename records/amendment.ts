import type { Selectable } from 'kysely'
import type { Queries } from './database.ts'
import type { Schema } from './schema.ts'

/** A proposed version of the pack with what was decided on it; `decision` is null while nobody has. */
export type AmendmentRow = Selectable<Schema['amendment']> & { decision: Selectable<Schema['amendment_decision']> | null }

/** The amendments of a cycle, oldest first. */
export async function amendmentsOf(queries: Queries, cycle: string): Promise<AmendmentRow[]> {
  const rows = await queries.selectFrom('amendment').selectAll().where('cycle', '=', cycle).orderBy('ordinal').execute()
  const decisions = await queries.selectFrom('amendment_decision').selectAll().where('cycle', '=', cycle).execute()
  return rows.map((row) => ({ ...row, decision: decisions.find(({ ordinal }) => ordinal === row.ordinal) ?? null }))
}
