import { z } from 'zod'
import { Refusal } from '../../records/refusal.ts'
import { finishTask, wakeWhenLast, type TaskRow } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { packOfCycle } from '../../records/pack.ts'
import type { Id } from '../../records/schema.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { rulesOf } from '../../steps/index.ts'
import { takeTask } from './take-task.ts'
import type { Call } from './verb.ts'

const Words = z.strictObject({ reason: Text.optional(), document: Text.optional() })
export type DecideInput = { task: Id; outcome: string; reason?: string; document?: string }
export type Decided = { decision: Id; at: string }

/**
 * Decides a task: accepts, returns, approves or refuses, as its step allows. Once: a second decision is refused, and so is one by
 * whoever made what is decided on.
 * @throws Refusal `wrong-role`, `already-done`, `too-late`, `bad-input`, `not-found`; nothing is stored then
 */
export async function decide(call: Call, input: DecideInput): Promise<Decided> {
  return change(call.database, call, async (open) => {
    const { step, task } = await takeTask(open, input.task, 'decide', { lock: 'exclusive' })
    const rules = rulesOf(step.spec.kind)
    const outcomes = rules.outcomes ?? []
    if (!outcomes.includes(input.outcome))
      throw new Refusal('bad-input', `决定应为 ${outcomes.join('、')} 之一，实为 \`${input.outcome}\`，未予保存。`)
    if (rules.needReason?.includes(input.outcome) && !input.reason?.trim())
      throw new Refusal('bad-input', `决定为 ${input.outcome} 的，应写明理由（--reason），未予保存。`)
    parseContent(Words, { reason: input.reason, document: input.document }, '决定')
    const { id } = await storeDecision(open, task, input)
    await finishTask(open, task)
    const context = { ...open, step, spec: step.spec, pack: await packOfCycle(open.db, call.cycle) }
    await rules.decide?.(context, task, input)
    await open.log('decide', step.key, {
      decision: id,
      task: task.id,
      outcome: input.outcome,
      reason: input.reason ?? null,
      document: input.document ?? null,
    })
    await wakeWhenLast(open, step, rules.window)
    return { decision: id, at: open.now }
  })
}

export async function storeDecision(
  open: Change,
  task: TaskRow,
  { outcome, reason, document }: Omit<DecideInput, 'task'>,
): Promise<{ id: Id }> {
  return open.db
    .insertInto('decision')
    .values({
      cycle: open.cycle,
      step: task.step,
      task: task.id,
      outcome,
      reason: reason ?? null,
      document: document ?? null,
      by_post: open.post,
      for_post: open.forPost,
      at: open.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
}
