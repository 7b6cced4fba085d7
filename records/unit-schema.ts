import type { Generated, JSONColumnType } from 'kysely'
import type { Fact, Json } from './columns.ts'

/** What has to be reached by when on the way to an indicator (考核节点). */
export type Checkpoint = { on: string; text: string }

/** The task books of units, and what happens to units in the course of the year. */
export interface UnitSchema {
  indicator: {
    id: Generated<string>
    cycle: string
    unit: string
    key: string
    version: number
    name: string
    full_points: string
    kind: string
    body: string | null
    checkpoints: Json<Checkpoint[]>
    standard: string | null
    fields: JSONColumnType<{ [field: string]: string }, string | undefined>
    generated: boolean
    withdrawn: boolean
    authority: string
    at: string
    effective: Generated<string | null>
    given_to: Generated<string | null>
    taken_from: Generated<string | null>
    taken_unit: Generated<string | null>
  }
  reorganisation: {
    id: Generated<string>
    cycle: string
    kind: 'rename' | 'merge' | 'split'
    effective: string
    sources: Json<string[]>
    successors: Json<{ key: string; name: string; class: string }[]>
    document: string
    reason: string
  } & Fact
  cancellation: { task: string; cycle: string; reason: string; document: string } & Fact
  decided_score: {
    id: Generated<string>
    cycle: string
    unit: string
    input: string
    item: string
    value: string
    document: string
    reason: string
    supersedes: string | null
  } & Fact
}
