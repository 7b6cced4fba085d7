import type { Generated, JSONColumnType } from 'kysely'
import type { Fact, Id, Instant } from './columns.ts'

/** The tables of slips, of what is asked outside the plan, and of what evidence is used for. */
export interface SupervisionTables {
  slip: {
    id: Generated<Id>
    cycle: string
    number: number
    label: string
    matter: Id
    rung: number
    name: string
    late_since: Instant
    due_at: Instant
    leader: string | null
  } & Fact
  slip_answer: { slip: Id; cycle: string; measures: string; done_by: Instant } & Fact
  collection: {
    id: Generated<Id>
    cycle: string
    number: number
    body: string
    units: JSONColumnType<string[]>
    what: string
    document: string
    due_on: string
  } & Fact
  collection_ruling: {
    collection: Id
    cycle: string
    outcome: 'approve' | 'refuse'
    reason: string | null
    document: string | null
  } & Fact
  evidence_use: { submission: Id; cycle: string; sha256: string; indicator: Generated<string>; cited: Generated<boolean> }
}
