import type { Database } from '../../records/database.ts'
import type { Pack } from '../../scoring/index.ts'
import type { RefusalCode } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import type { StepRow } from '../../records/step.ts'
import type { TaskRow } from '../../records/task.ts'
import type { Call } from '../verbs/verb.ts'
import type { Chance } from './chance.ts'
import type { Incident } from './incidents/index.ts'
import type { Script } from './script.ts'

/** Parts of the running system that a rehearsal may take down and bring back; only what it was handed. */
export type Restart = { worker(): Promise<void> }

/** The stage on which the actors stand; `incidents`: what interferes with what they plan. */
export type Stage = {
  database: Database
  cycle: string
  pack: Pack
  chance: Chance
  script: Script
  restart?: Restart | undefined
  incidents?: readonly Incident[]
  /** Decisions that no actor takes, since an incident does: so often in this step about this unit. */
  heldBack?: readonly { step: string; unit: string }[]
  /** bodies that say nothing in a step */
  silent?: readonly { body: string; step: string }[]
}

/**
 * Something that an actor will do at an instant, through the same verbs as people. `name` is unique in a rehearsal and the same in
 * every run, and the key under which its verb is done once; `refusal`: the actor is expected to be turned down with this code; `task`: what the
 * refusal is about, which is left alone when it has been cancelled meanwhile. `movesDates`: after it everybody plans anew.
 */
export type Action = {
  name: string
  at: string
  refusal?: RefusalCode
  task?: Id
  movesDates?: true
  run(as: (post: string) => Call): Promise<unknown>
}

/** What an actor plans to do about a task that opened: one or more actions, or none (people forget). */
export type Actor = (stage: Stage, task: TaskRow, step: StepRow) => Action[] | Promise<Action[]>

/** The key under which the verb of an action is done once. */
export const requestKey = (name: string): string => `推演/${name}`
