import { Refusal } from '../../records/refusal.ts'
import { stepsOf } from '../../records/step.ts'
import { submit, type Submitted } from './submit.ts'
import type { Call } from './verb.ts'

/** An indicator of a unit's task book is not to be assessed any more, from a day on (that of the decision, unless said). */
export type WithdrawIndicatorInput = { unit: string; indicator: string; from?: string; document: string; reason: string }

/**
 * Asks for an indicator to be withdrawn, in the window in which task books are adjusted; somebody else of the office decides. Its history and its scores
 * stay; what becomes of the points of the others, the pack says.
 * @throws Refusal `conflict` when no window is open, and whatever `submit` throws
 */
export async function withdrawIndicator(call: Call, input: WithdrawIndicatorInput): Promise<Submitted> {
  const windows = (await stepsOf(call.database, call.cycle)).filter(({ spec }) => spec.kind === 'adjustment')
  const open = windows.find(({ state }) => state === 'open') ?? windows[0]
  if (!open) throw new Refusal('conflict', '规则包没有指标调整的环节（adjustment），不能撤销指标；请先在 plan.yaml 中写明。')
  return submit(call, { step: open.key, content: { ...input, withdraw: true } })
}
