import { defineSignal } from '@temporalio/workflow'

/** Something that a workflow waits for may have happened: ask again. Repeats are harmless. */
export const changed = defineSignal('changed')

/** What an activity answers to "how far is it?": over, or ask again after so long; without a time only when told. */
export type Progress = { done: boolean; waitMs?: number }
