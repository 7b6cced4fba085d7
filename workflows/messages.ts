import { defineSignal } from '@temporalio/workflow'

/**
 * Something that a workflow waits for may have happened: ask again. Repeats are harmless. To the year it may name a step that an
 * administrator wants to run: should its workflow turn out to be lost, it is started again.
 */
export const changed = defineSignal<[step?: string]>('changed')

/** What an activity answers to "how far is it?": over, or ask again after so long; without a time only when told. */
export type Progress = { done: boolean; waitMs?: number }
