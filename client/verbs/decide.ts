import { z } from 'zod'
import { dateAt } from '../../calendar/index.ts'
import { Refusal } from '../../records/refusal.ts'
import { finishTask, type TaskRow } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { packOf } from '../../records/pack.ts'
import type { Id } from '../../records/schema.ts'
import { IsoDate, Key, parseContent, Text } from '../../steps/content.ts'
import { rulesOf } from '../../steps/index.ts'
import type { Ground, Verdict } from '../../steps/rules.ts'
import { takeTask } from './take-task.ts'
import type { Call } from './verb.ts'

const Words = z.strictObject({
  reason: Text.optional(),
  document: Text.optional(),
  meeting: Text.optional(),
  on: IsoDate.optional(),
  to: Key.optional(),
})
/** `meeting` and `on`: where and when it was decided; `to`: of a return, the body from which the matter goes up again. */
export type DecideInput = { task: Id } & Verdict
export type Decided = { decision: Id; at: string }

/**
 * Decides a task: accepts, returns, approves or refuses, as its step allows. Once: a second decision is refused, and so is one by
 * whoever made what is decided on.
 * @throws Refusal `wrong-role`, `already-done`, `too-late`, `bad-input`, `not-found`; nothing is stored then
 */
export async function decide(call: Call, input: DecideInput): Promise<Decided> {
  return change(call.database, call, async (open) => {
    const { step, holds, task } = await takeTask(open, input.task, 'decide', { lock: 'exclusive' })
    const rules = rulesOf(step.spec.kind)
    const outcomes = typeof rules.outcomes === 'function' ? rules.outcomes(task) : (rules.outcomes ?? [])
    if (!outcomes.includes(input.outcome))
      throw new Refusal('bad-input', `决定应为 ${outcomes.join('、')} 之一，实为 \`${input.outcome}\`，未予保存。`)
    if (rules.needReason?.includes(input.outcome) && !input.reason?.trim())
      throw new Refusal('bad-input', `决定为 ${input.outcome} 的，应写明理由（--reason），未予保存。`)
    const { reason, document, meeting, on, to } = input
    parseContent(Words, { reason, document, meeting, on, to }, '决定')
    const context = { ...open, step, spec: step.spec, pack: await packOf(open.db, call.cycle, holds) }
    requireGrounds(open, rules.demands?.(context, task) ?? [], input)
    const { id } = await storeDecision(open, task, input)
    await finishTask(open, task, { step, window: rules.window })
    await rules.decide?.(context, task, input)
    const said = { reason: reason ?? null, document: document ?? null, ...given({ meeting, on, to }) }
    await open.log('decide', step.key, { decision: id, task: task.id, outcome: input.outcome, ...said })
    return { decision: id, at: open.now }
  })
}

export async function storeDecision(
  open: Change,
  task: TaskRow,
  { outcome, reason, document, meeting, on, to }: Verdict,
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
      meeting: meeting ?? null,
      held_on: on ?? null,
      returned_to: to ?? null,
      by_post: open.post,
      for_post: open.forPost,
      at: open.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
}

const given = (words: { [name: string]: string | undefined }) =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined))

/** @throws Refusal `bad-input` when the step wants to know by which document or in which meeting it was decided, or the day is still to come */
function requireGrounds({ now }: Change, demands: readonly Ground[], { document, meeting, on }: Verdict): void {
  const lacking = [
    ...(demands.includes('meeting') && meeting === undefined ? ['会议（--meeting）'] : []),
    ...(demands.includes('meeting') && on === undefined ? ['会议日期（--on）'] : []),
    ...(demands.includes('document') && document === undefined ? ['文号（--document）'] : []),
  ]
  if (lacking.length > 0) throw new Refusal('bad-input', `本项决定应写明${lacking.join('、')}，实为未填，未予保存。`)
  if (on !== undefined && on > dateAt(now)) throw new Refusal('bad-input', `会议日期应为今日或以前，实为 ${on}，未予保存。`)
}
