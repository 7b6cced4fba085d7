import { dateAt, dueText } from '../../calendar/index.ts'
import { isId } from '../../records/enter.ts'
import type { InForce } from '../../records/pack.ts'
import { requireRunning } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { lockStepOf, type StepRow } from '../../records/step.ts'
import { lockTaskIn, noTask, type TaskRow } from '../../records/task.ts'
import type { Change } from '../../records/transaction.ts'
import { requireAssignee, type Post } from '../actor.ts'

/** `holds`: what holds in the cycle as long as the step is locked. */
export type Taken = { step: StepRow; holds: InForce; task: TaskRow; post: Post }
export type TakeOptions = {
  /** `exclusive` where what is done must be seen by all others on the same step. */
  lock?: 'shared' | 'exclusive'
  /** Who may do it; the assignee, unless said otherwise. */
  authorise?: (change: Change, task: TaskRow) => Promise<Post>
}

/**
 * The task that a verb is done on, with its step, both locked and read under the lock: whether it was in time is decided here, once.
 * @throws Refusal `not-found`, `wrong-role`, `conflict`, `already-done`, `too-late`
 */
export async function takeTask(
  change: Change,
  id: Id,
  verb: TaskRow['verb'],
  { lock = 'shared', authorise = requireAssignee }: TakeOptions = {},
): Promise<Taken> {
  const step = isId(id) ? await lockStepOf(change, id, lock) : undefined
  if (!step) throw noTask(change.cycle, id)
  const { task, holds } = await lockTaskIn(change, id)
  const post = await authorise(change, task)
  await requireRunning(change, holds)
  requireOpen(change, task, step, verb)
  return { step, holds, task, post }
}

/** @throws Refusal unless the task waits for this verb, was not done before and, if it is one that lapses, is not due yet */
function requireOpen({ now }: Change, task: TaskRow, step: StepRow, verb: TaskRow['verb']): void {
  if (task.verb !== verb) throw new Refusal('conflict', `任务 ${task.id}（${task.title}）要办的是 ${task.verb}，不是 ${verb}。`)
  if (task.state === 'done')
    throw new Refusal('already-done', `任务 ${task.id}（${task.title}）已于 ${dateAt(task.done_at ?? now)} 办结，不能重复办理。`)
  if (task.state === 'cancelled') throw new Refusal('conflict', `任务 ${task.id}（${task.title}）已取消。`)
  const lapses = task.verb === 'submit' && step.spec.late === 'lapse'
  if (task.state === 'lapsed' || (lapses && task.due_at <= now)) throw tooLate(task)
}

const tooLate = (task: TaskRow) =>
  new Refusal(
    'too-late',
    `任务 ${task.id}（${task.title}）的期限是 ${dueText(task.due_at)}（北京时间），已经逾期，未予接收；确需延期的，由考核办凭文件办理 extend。`,
  )
