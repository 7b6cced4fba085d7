import type { Generated, JSONColumnType } from 'kysely'
import type { Fact, Id, Instant } from './schema.ts'

export type DelegationScope = 'open' | 'future' | 'both'

/** The tables that say who holds a post, who acts for whom, and what was done where nobody could. */
export interface PeopleSchema {
  holding: {
    id: Generated<Id>
    cycle: string
    post: string
    change: 'registered' | 'vacated' | 'filled'
    name: string
    mail: string | null
    phone: string | null
    document: string | null
    reason: string | null
  } & Fact
  delegation: {
    id: Generated<Id>
    cycle: string
    post: string
    to_post: string
    scope: DelegationScope
    from_at: Instant
    until_at: Instant
    document: string
    reason: string
  } & Fact
  delegation_end: { id: Generated<Id>; cycle: string; delegation: Id; document: string; reason: string } & Fact
  reassignment: {
    id: Generated<Id>
    cycle: string
    task: Id
    cause: 'vacant' | 'recused' | 'filled' | 'ordered'
    was: string
    becomes: string
    rule: string | null
    document: string | null
    reason: string | null
  } & Fact
  incident: {
    id: Generated<Id>
    cycle: string
    kind: 'vacant' | 'recused' | 'silent'
    subject: string
    since: Instant
    sentence: string
    at: Instant
    closed_at: Instant | null
  }
  incident_task: { incident: Id; task: Id }
  repair: {
    id: Generated<Id>
    cycle: string
    task: Id
    kind: 'bypass' | 'substituteScore'
    content: JSONColumnType<object>
    document: string
    reason: string
  } & Fact
  repair_confirmation: { repair: Id; cycle: string } & Fact
}
