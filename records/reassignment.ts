import type { Selectable } from 'kysely'
import { announceHandover } from './notice.ts'
import type { Schema } from './schema.ts'
import type { Change } from './transaction.ts'

export type ReassignmentRow = Selectable<Schema['reassignment']>
export type NewReassignment = Pick<ReassignmentRow, 'task' | 'cause' | 'was' | 'becomes'> &
  Partial<Pick<ReassignmentRow, 'rule' | 'document' | 'reason'>>

/** Writes down who acts on tasks from now on, and tells them; the tasks themselves are changed by the caller. */
export async function storeReassignments(change: Change, reassignments: readonly NewReassignment[]): Promise<void> {
  if (reassignments.length === 0) return
  const rows = reassignments.map(({ rule = null, document = null, reason = null, ...each }) => ({
    ...each,
    ...{ rule, document, reason },
    cycle: change.cycle,
    by_post: change.post,
    at: change.now,
  }))
  const stored = await change.db.insertInto('reassignment').values(rows).returning('id').execute()
  await announceHandover(
    change,
    stored.map(({ id }) => id),
  )
}
