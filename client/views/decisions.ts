import type { Queries } from '../../records/database.ts'

/** One decision with all its words; `by` is the post that decided. Nothing is replaced: a matter that was returned twice has both reasons. */
export type DecisionView = {
  step: string
  title: string
  outcome: string
  returnedTo: string | null
  meeting: string | null
  heldOn: string | null
  document: string | null
  reason: string | null
  by: string
  at: string
}

/** The decisions of a cycle or of one of its steps, the first one first. */
export async function decisionsOf(queries: Queries, cycle: string, step?: string): Promise<DecisionView[]> {
  const rows = await queries
    .selectFrom('decision as d')
    .innerJoin('task as t', 't.id', 'd.task')
    .innerJoin('step as s', (on) => on.onRef('s.cycle', '=', 'd.cycle').onRef('s.key', '=', 'd.step'))
    .selectAll('d')
    .select(['t.title', 's.name'])
    .where('d.cycle', '=', cycle)
    .$if(step !== undefined, (query) => query.where('d.step', '=', step ?? ''))
    .orderBy('d.id')
    .execute()
  return rows.map((row) => ({
    step: row.name,
    title: row.title,
    outcome: row.outcome,
    returnedTo: row.returned_to,
    meeting: row.meeting,
    heldOn: row.held_on,
    document: row.document,
    reason: row.reason,
    by: row.by_post,
    at: row.at,
  }))
}
