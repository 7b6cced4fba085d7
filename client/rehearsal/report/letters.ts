import type { Queries } from '../../../records/database.ts'
import type { Instant } from '../../../records/schema.ts'

/** One notice as its receiver would have had it; `day` is that of the digest, null when none took it up any more. */
export type Letter = {
  to: string
  day: string | null
  kind: string
  title: string
  detail: string | null
  dueAt: Instant | null
  was: Instant | null
}

/** Every notice of the year, receiver by receiver, in the order of time. */
export async function lettersOf(queries: Queries, cycle: string): Promise<Letter[]> {
  const rows = await queries
    .selectFrom('notice as n')
    .leftJoin('digest as d', 'd.id', 'n.digest')
    .select(['n.post as to', 'd.day', 'n.kind', 'n.title', 'n.detail', 'n.due_at as dueAt', 'n.was'])
    .where('n.cycle', '=', cycle)
    .orderBy('n.post')
    .orderBy('n.at')
    .orderBy('n.key')
    .execute()
  return rows
}
