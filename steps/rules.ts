import type { z } from 'zod'
import type { PlanStep, StepKind } from '../scoring/pack/plan.ts'
import type { Pack } from '../scoring/index.ts'
import type { NewScore } from '../records/score.ts'
import type { Silence } from '../scoring/pack/silence.ts'
import type { StepRow } from '../records/step.ts'
import type { SubmissionRow } from '../records/submission.ts'
import type { NewTask, TaskRow } from '../records/task.ts'
import type { Change } from '../records/transaction.ts'

/** A change in the course of one step. `spec` is the step as the plan of the pinned pack has it. */
export type StepChange<K extends StepKind = StepKind> = Change & {
  step: StepRow
  spec: Extract<PlanStep, { kind: K }>
  pack: Pack
}

/** What was decided, why, by which document, in which meeting on which day, and, of a return, to whom. */
export type Verdict = { outcome: string; reason?: string; document?: string; meeting?: string; on?: string; to?: string }
/** What a decision may have to say of itself. */
export type Ground = 'meeting' | 'document'

/**
 * What one kind of step means. Everything runs inside the transaction of the verb or activity that calls it, under the lock of
 * the step, and throws a `Refusal` when something is not as it should be.
 */
export type KindRules<K extends StepKind> = {
  /** Inserts the tasks with which the step begins. Idempotent: a task whose key exists is left as it is. */
  open(change: StepChange<K>): Promise<void>
  /** The step takes things in until its due instant, whether it has tasks or not. */
  window?: true
  /** Nobody acts: `open` does all there is to do, and the step settles at once. */
  automatic?: true
  /** Too long for a short transaction: the workflow calls the activity `compute` before the step may settle. */
  computes?: true
  /** The shape of what is handed in for a task, or, for a window, without one (`task` is undefined). */
  content?(change: StepChange<K>, task: TaskRow | undefined): z.ZodType | Promise<z.ZodType>
  /** What follows from a submission that has the right shape. */
  accept?(change: StepChange<K>, submission: SubmissionRow, task: TaskRow | undefined): Promise<void>
  /** The outcomes among which a `decide` task of this step chooses; those in `needReason` must be explained. */
  outcomes?: readonly string[] | ((task: TaskRow) => readonly string[])
  /** What a decision on a task must say of itself, besides a reason. */
  demands?(change: StepChange<K>, task: TaskRow): readonly Ground[]
  /** What was handed in may be withdrawn until it is decided on. */
  withdrawable?: true
  /** Where it was handed in to a step that is over, who hands it in again, on the withdrawal from `review`. */
  again?(change: StepChange<K>, review: TaskRow): NewTask
  /** What receiving something means that is no feedback form; without it the step has nothing to acknowledge. */
  acknowledged?: true
  needReason?: readonly string[]
  /** What follows from a decision. */
  decide?(change: StepChange<K>, task: TaskRow, verdict: Verdict): Promise<void>
  /** What is done once, in the transaction in which the step settles. */
  close?(change: StepChange<K>): Promise<void>
  /**
   * The scores that the declared policy gives for a task on which nobody scored, without ground and policy; null where there is nothing to take a mean
   * of. A step whose plan may declare a policy has it.
   */
  byDefault?(change: StepChange<K>, task: TaskRow, silence: Silence): Promise<NewScore[] | null>
  /** What follows when a task is passed over (越过): it was neither done nor approved. */
  bypassed?(change: StepChange<K>, task: TaskRow): Promise<void>
  /** Whether something besides open tasks keeps the step from settling. */
  waits?(change: StepChange<K>): Promise<boolean>
}
