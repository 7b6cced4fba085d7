import type { Generated } from 'kysely'
import type { Fact, Id, Instant } from './schema.ts'

/** What moved dates: an extension, its reversal, a step's new date, the end of a pause. */
export type MovementKind = 'extend' | 'reverse' | 'reschedule' | 'resume'
/** What a pause does to due dates: they stand, or they are moved on by its working days. */
export type Clocks = 'kept' | 'stopped'

/** The tables that say which dates were moved, by which document, and when a year stood still. */
export interface DatesSchema {
  movement: { id: Generated<Id>; cycle: string; kind: MovementKind; document: string; reason: string } & Fact
  extension: {
    id: Generated<Id>
    cycle: string
    task: Id
    movement: Id
    reverses: Id | null
    document: string
    reason: string
    was: Instant
    becomes: Instant
  } & Fact
  rescheduling: {
    id: Generated<Id>
    cycle: string
    movement: Id
    step: string
    date: 'opens' | 'due'
    was: Instant | null
    becomes: Instant
  }
  appeal_extension: { cycle: string; movement: Id; unit: string; was: Instant; becomes: Instant }
  pause: { id: Generated<Id>; cycle: string; clocks: Clocks; document: string; reason: string } & Fact
  resumption: { pause: Id; cycle: string; movement: Id; days: number } & Fact
}
