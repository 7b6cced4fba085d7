import { workflowIds } from '../../workflows/ids.ts'
import { storeReckonings } from '../../records/reckoning.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import type { StepRow } from '../../records/step.ts'
import { finishTask, type TaskRow } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { rulesOf } from '../../steps/index.ts'
import { windowFrom } from '../../steps/windows.ts'
import { requireRole, type Post } from '../actor.ts'
import { takeTask } from './take-task.ts'
import type { Call } from './verb.ts'

/** `proof`: the office served the form on the unit and says how that is proven; without it the unit itself acknowledges. */
export type AcknowledgeInput = { task: Id; proof?: string }
/** `appealUntil` and `why`: the end of the appeal window that the receipt has started; null for what is no feedback form. */
export type Acknowledged = { unit: string; receivedAt: string } & ({ appealUntil: string; why: string } | { appealUntil: null; why: null })

/**
 * Proves the receipt of a feedback form (接到反馈单), of a task book or of advice. The receipt of a form starts the unit's appeal window: the day of receipt does not count, the
 * window ends at the end of its last working day, and a workflow of its own watches it.
 * @throws Refusal `wrong-role`, `already-done`, `conflict`, `not-found`
 */
export async function acknowledge(call: Call, input: AcknowledgeInput): Promise<Acknowledged> {
  return change(call.database, call, async (open) => {
    const { proof } = input
    const served = proof === undefined ? {} : { authorise: (change: Change) => requireProof(change, proof) }
    const { step, task } = await takeTask(open, input.task, 'acknowledge', served)
    const { spec } = step
    if (task.unit !== null && rulesOf(spec.kind).acknowledged) return receiveOther(open, step, { ...task, unit: task.unit }, proof)
    if (spec.kind !== 'feedback' || task.unit === null) throw new Refusal('conflict', `任务 ${task.id} 不是反馈单的签收。`)
    const window = windowFrom(open, spec.appealWindow, '收到反馈单')
    await storeReceipt(open, task.unit, input.proof)
    await open.db
      .insertInto('appeal')
      .values({ cycle: call.cycle, unit: task.unit, step: step.key, received_at: open.now, due_at: window.due, why: window.why })
      .execute()
    await storeReckonings(open, [{ subject: { unit: task.unit }, counting: window.counted }])
    await finishTask(open, task, { step })
    await open.log('acknowledge', `feedback/${task.unit}`, { task: task.id, proof: input.proof ?? null, appealUntil: window.due })
    await open.tell({
      action: 'start',
      workflow: 'appeal',
      workflowId: workflowIds.appeal(call.cycle, task.unit),
      argument: [call.cycle, task.unit],
    })
    return { unit: task.unit, receivedAt: open.now, appealUntil: window.due, why: window.why }
  })
}

/** What was received is no feedback form: no window starts. */
async function receiveOther(
  open: Change,
  step: StepRow,
  task: TaskRow & { unit: string },
  proof: string | undefined,
): Promise<Acknowledged> {
  const { db, cycle, now, post } = open
  const how = proof === undefined ? 'acknowledged' : 'served'
  await db
    .insertInto('acknowledgement')
    .values({ task: task.id, cycle, unit: task.unit, how, proof: proof ?? null, by_post: post, at: now })
    .execute()
  await finishTask(open, task, { step })
  await open.log('acknowledge', `${step.key}/${task.unit}`, { task: task.id, proof: proof ?? null })
  return { unit: task.unit, receivedAt: now, appealUntil: null, why: null }
}

/** Only the office serves a form, and says how that is proven. */
async function requireProof(open: Change, proof: string): Promise<Post> {
  const post = await requireRole(open, 'office')
  parseContent(Text, proof, '送达凭据')
  return post
}

async function storeReceipt(open: Change, unit: string, proof: string | undefined): Promise<void> {
  const { db, cycle } = open
  const form = await db
    .selectFrom('feedback_form')
    .select('version')
    .where('cycle', '=', cycle)
    .where('unit', '=', unit)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const how = proof === undefined ? 'acknowledged' : 'served'
  await db
    .insertInto('receipt')
    .values({ cycle, unit, version: form.version, how, proof: proof ?? null, by_post: open.post, for_post: open.forPost, at: open.now })
    .execute()
}
