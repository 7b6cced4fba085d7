import { dueText } from '../../calendar/index.ts'
import { requireRunning } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { lockStep, type StepRow } from '../../records/step.ts'
import { handIn, storeSubmission, type SubmissionRow } from '../../records/submission.ts'
import { change, type Change } from '../../records/transaction.ts'
import { inForceIn, packOf } from '../../records/pack.ts'
import { parseContent } from '../../steps/content.ts'
import { rulesOf } from '../../steps/index.ts'
import { sha256 } from '../../scoring/canonical.ts'
import { actingPost } from '../actor.ts'
import { takeTask, type Taken } from './take-task.ts'
import { gatherEvidence, type EvidenceInput } from '../evidence-use.ts'
import type { Call } from './verb.ts'

export type SubmitInput = { content: unknown } & EvidenceInput & ({ task: Id } | { step: string })
export type Submitted = { submission: Id; at: string; task: Id | null }

/**
 * Hands in what a task asks for, or, in a window such as additions, something of one's own. Stored, logged and effective in one
 * transaction under the shared lock of the step, which is what decides whether it was in time.
 * @throws Refusal `wrong-role`, `too-early`, `too-late`, `already-done`, `bad-input`, `too-large`, `not-found`; nothing is stored then
 */
export async function submit(call: Call, input: SubmitInput): Promise<Submitted> {
  return change(call.database, { ...call, ...('task' in input ? { task: input.task } : {}) }, async (open) => {
    const { step, holds, task, post } = 'task' in input ? await takeTask(open, input.task, 'submit') : await enterWindow(open, input.step)
    const context = { ...open, step, spec: step.spec, pack: await packOf(open.db, call.cycle, holds) }
    const rules = rulesOf(step.spec.kind)
    const shape = await rules.content?.(context, task)
    if (!shape) throw new Refusal('conflict', `环节“${step.name}”不接收报送。`)
    const content = parseContent(shape, input.content, step.name)
    const { hashes: evidence, cited, note } = await gatherEvidence(open, post, input)
    const unit = task?.unit ?? post.unit
    const handed = { step: step.key, content, evidence, ...(unit === null ? {} : { unit }) }
    const submission = task
      ? await handIn(open, { ...handed, task: task.id }, task, { step, window: rules.window })
      : await storeSubmission(open, handed)
    await note(submission.id, unit)
    await rules.accept?.(context, submission, task)
    await open.log('submit', step.key, {
      submission: submission.id,
      task: task?.id ?? null,
      unit,
      content: sha256(JSON.stringify(content)),
      evidence,
      ...(cited.length > 0 ? { cited } : {}),
    })
    return answer(submission)
  })
}

const answer = (row: SubmissionRow): Submitted => ({ submission: row.id, at: row.at, task: row.task })

/** @throws Refusal unless the step takes things in without a task, and is doing so now */
async function enterWindow(open: Change, key: string): Promise<Omit<Taken, 'task'> & { task: undefined }> {
  const step = await lockStep(open.db, open.cycle, key, 'shared')
  const post = actingPost(open)
  const holds = await inForceIn(open.db, open.cycle)
  await requireRunning(open, holds)
  requireWindow(open, step)
  return { step, holds, task: undefined, post }
}

function requireWindow({ now }: Change, step: StepRow): void {
  if (!rulesOf(step.spec.kind).window) throw new Refusal('conflict', `环节“${step.name}”按任务报送，请指明任务编号（task list 可查）。`)
  if (step.state === 'planned' || (step.opens_at ?? '') > now) throw new Refusal('too-early', `环节“${step.name}”尚未开始。`)
  if (step.state === 'settled' || (step.due_at ?? '') <= now)
    throw new Refusal('too-late', `环节“${step.name}”已于 ${dueText(step.due_at ?? now)}（北京时间）截止，未予接收。`)
}
