import type { Selectable } from 'kysely'
import type { Queries } from './database.ts'
import type { Id, Schema } from './schema.ts'
import type { Change } from './transaction.ts'

export type LedgerRow = Selectable<Schema['ledger_entry']>
export type NewLedgerEntry = Pick<LedgerRow, 'unit' | 'indicator' | 'month' | 'value' | 'document'> & {
  reason?: string | undefined
  supersedes?: Id | undefined
}

const BATCH = 500

/** Entries that nothing supersedes, by unit, indicator and month; of one unit or of all. */
export async function ledgerInForce(queries: Queries, cycle: string, unit?: string): Promise<LedgerRow[]> {
  let query = queries
    .selectFrom('ledger_entry as e')
    .selectAll('e')
    .leftJoin('ledger_entry as later', 'later.supersedes', 'e.id')
    .where('later.id', 'is', null)
    .where('e.cycle', '=', cycle)
  if (unit !== undefined) query = query.where('e.unit', '=', unit)
  return query.orderBy('e.unit').orderBy('e.indicator').orderBy('e.month').execute()
}

export async function storeLedger(change: Change, step: string, submission: Id, entries: readonly NewLedgerEntry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += BATCH) {
    const rows = entries.slice(from, from + BATCH).map(({ reason, supersedes, ...entry }) => ({
      ...entry,
      cycle: change.cycle,
      step,
      reason: reason ?? null,
      submission,
      supersedes: supersedes ?? null,
      by_post: change.post,
      at: change.now,
    }))
    await change.db.insertInto('ledger_entry').values(rows).execute()
  }
}
