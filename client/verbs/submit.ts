import { dateAt, dueText } from '../../calendar/index.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { lockStep, type StepRow } from '../../records/step.ts'
import { storeSubmission, type SubmissionRow } from '../../records/submission.ts'
import { finishTask, lockTask, taskById, wakeWhenLast, type TaskRow } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { packOfCycle } from '../../records/pack.ts'
import { parseContent } from '../../steps/content.ts'
import { rulesOf } from '../../steps/index.ts'
import { sha256 } from '../../scoring/canonical.ts'
import { actingPost, requireAssignee } from '../actor.ts'
import { storeEvidence, type EvidenceFile } from '../evidence.ts'
import type { Call } from './verb.ts'

export type SubmitInput = { content: unknown; evidence?: readonly EvidenceFile[] } & ({ task: Id } | { step: string })
export type Submitted = { submission: Id; at: string; task: Id | null }

/**
 * Hands in what a task asks for, or, in a window such as additions, something of one's own. Stored, logged and effective in one
 * transaction under the shared lock of the step, which is what decides whether it was in time.
 * @throws Refusal `wrong-role`, `too-early`, `too-late`, `already-done`, `bad-input`, `too-large`, `not-found`; nothing is stored then
 */
export async function submit(call: Call, input: SubmitInput): Promise<Submitted> {
  return change(call.database, call, async (open) => {
    const found = 'task' in input ? await taskById(open.db, call.cycle, input.task) : undefined
    const step = await lockStep(open.db, call.cycle, found?.step ?? ('step' in input ? input.step : ''), 'shared')
    // read again under the lock: the step may have settled meanwhile
    const task = found ? await lockTask(open, found.id) : undefined
    const post = task ? await requireAssignee(open, task) : await actingPost(open)
    if (task) requireOpen(open, task, step, 'submit')
    else requireWindow(open, step)
    const context = { ...open, step, spec: step.spec, pack: await packOfCycle(open.db, call.cycle) }
    const rules = rulesOf(step.spec.kind)
    const shape = await rules.content?.(context, task)
    if (!shape) throw new Refusal('conflict', `环节“${step.name}”不接收报送。`)
    const content = parseContent(shape, input.content, step.name)
    const evidence = await storeEvidence(open, input.evidence ?? [])
    const unit = task?.unit ?? post.unit
    const submission = await storeSubmission(open, {
      step: step.key,
      content,
      evidence,
      ...(task ? { task: task.id } : {}),
      ...(unit === null ? {} : { unit }),
    })
    if (task) await finishTask(open, task)
    await rules.accept?.(context, submission, task)
    await open.log('submit', step.key, {
      submission: submission.id,
      task: task?.id ?? null,
      unit,
      content: sha256(JSON.stringify(content)),
      evidence,
    })
    if (task) await wakeWhenLast(open, step, rules.window)
    return answer(submission)
  })
}

const answer = (row: SubmissionRow): Submitted => ({ submission: row.id, at: row.at, task: row.task })

/** @throws Refusal unless the task waits for this verb, was not done before and, if it is one that lapses, is not due yet */
export function requireOpen({ now }: Change, task: TaskRow, step: StepRow, verb: TaskRow['verb']): void {
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

function requireWindow({ now }: Change, step: StepRow): void {
  if (!rulesOf(step.spec.kind).window) throw new Refusal('conflict', `环节“${step.name}”按任务报送，请指明任务编号（task list 可查）。`)
  if (step.state === 'planned' || (step.opens_at ?? '') > now) throw new Refusal('too-early', `环节“${step.name}”尚未开始。`)
  if (step.state === 'settled' || (step.due_at ?? '') <= now)
    throw new Refusal('too-late', `环节“${step.name}”已于 ${dueText(step.due_at ?? now)}（北京时间）截止，未予接收。`)
}
