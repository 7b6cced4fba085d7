import type { Generated } from 'kysely'
import type { Fact, Id, Instant, Json } from './columns.ts'

/** What is withdrawn, received, issued, advised and let in again. */
export interface Proceedings {
  withdrawal: { id: Generated<Id>; cycle: string; submission: Id; task: Id | null; reason: string } & Fact
  acknowledgement: { task: Id; cycle: string; unit: string; how: 'acknowledged' | 'served'; proof: string | null } & Fact
  book_issue: { cycle: string; unit: string; step: string; place: number; number: string | null; sha256: string; at: Instant }
  advice: { cycle: string; step: string; unit: string; content: Json<unknown>; submission: Id } & Fact
  revival: { id: Generated<Id>; cycle: string; unit: string; document: string; reason: string; was: Instant; becomes: Instant } & Fact
}
