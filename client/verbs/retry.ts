import { Refusal } from '../../records/refusal.ts'
import { lockStep } from '../../records/step.ts'
import { change, type Change } from '../../records/transaction.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { requireRole } from '../actor.ts'
import type { Call } from './verb.ts'

export type RetryInput = { step: string; reason: string }
export type Retried = { step: string; trouble: string | null }

/**
 * Has a step that could not go on by itself asked again, after what was wrong has been mended, and workflows that have failed, or that a
 * restored Temporal does not know, started again. Harmless when nothing was wrong.
 * @returns the trouble it had @throws Refusal `wrong-role`, `not-found`, `bad-input` without a reason, `already-done` when it has settled
 */
export async function retry(call: Call, { step: key, reason }: RetryInput): Promise<Retried> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    if (!reason.trim()) throw new Refusal('bad-input', '重试应写明理由（--reason），如已更正了什么，未予办理。')
    const step = await lockStep(open.db, call.cycle, key, 'shared')
    if (step.state === 'settled') throw new Refusal('already-done', `环节“${step.name}”已经办结，不需要重试。`)
    await startAgain(open, key)
    await open.tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(call.cycle, key) })
    await open.log('retry', key, { reason, trouble: step.trouble })
    return { step: key, trouble: step.trouble }
  })
}

/** Workflows that run are not started twice. */
async function startAgain({ db, cycle, tell }: Change, step: string): Promise<void> {
  const workflowId = workflowIds.cycle(cycle)
  await tell({ action: 'start', workflow: 'annualCycle', workflowId, argument: [cycle] })
  await tell({ action: 'changed', workflow: 'annualCycle', workflowId, argument: [step] })
  const appeals = await db.selectFrom('appeal').select('unit').where('cycle', '=', cycle).where('closed_at', 'is', null).execute()
  for (const { unit } of appeals)
    await tell({ action: 'start', workflow: 'appeal', workflowId: workflowIds.appeal(cycle, unit), argument: [cycle, unit] })
}
