import type { Selectable } from 'kysely'
import type { Queries } from './database.ts'
import type { Id, Schema } from './schema.ts'
import type { Change } from './transaction.ts'

export type ParameterRow = Selectable<Schema['parameter']>

/** Stores the values that one document sets; a value that was set before is superseded. */
export async function storeParameters(change: Change, values: { [name: string]: string }, document: string, submission: Id): Promise<void> {
  const before = new Map((await parametersInForce(change.db, change.cycle)).map((row) => [row.name, row.id]))
  const rows = Object.entries(values).map(([name, value]) => ({
    cycle: change.cycle,
    name,
    value,
    document,
    submission,
    supersedes: before.get(name) ?? null,
    by_post: change.post,
    for_post: change.forPost,
    at: change.now,
  }))
  if (rows.length > 0) await change.db.insertInto('parameter').values(rows).execute()
}

/** The parameters of a cycle that documents have set and no later one has replaced. */
export async function parametersInForce(queries: Queries, cycle: string): Promise<ParameterRow[]> {
  return queries
    .selectFrom('parameter as p')
    .selectAll('p')
    .where('p.cycle', '=', cycle)
    .leftJoin('parameter as later', 'later.supersedes', 'p.id')
    .where('later.id', 'is', null)
    .orderBy('p.name')
    .execute()
}

/** How a trace says where a parameter is from: the document's number, and the row. */
export const parameterOrigin = ({ document, id }: Pick<ParameterRow, 'document' | 'id'>): string => `${document}（parameter/${id}）`
