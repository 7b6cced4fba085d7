import type { Selectable } from 'kysely'
import type { Queries } from './database.ts'
import type { Schema } from './schema.ts'

export type DecidedRow = Selectable<Schema['decided_score']>

/** The numbers that documents have decided and nothing supersedes. */
export async function decidedInForce(queries: Queries, cycle: string): Promise<DecidedRow[]> {
  return queries
    .selectFrom('decided_score as s')
    .selectAll('s')
    .where('s.cycle', '=', cycle)
    .leftJoin('decided_score as later', 'later.supersedes', 's.id')
    .where('later.id', 'is', null)
    .orderBy('s.unit')
    .orderBy('s.id')
    .execute()
}
