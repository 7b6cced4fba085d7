import { packOfCycle } from '../records/pack.ts'
import type { StepRow } from '../records/step.ts'
import type { Change } from '../records/transaction.ts'
import { rulesOf } from '../steps/index.ts'
import type { StepChange } from '../steps/rules.ts'
import { orTrouble } from './trouble.ts'

/** A change seen as one of a step: with its row, its place in the plan and the pack. */
export async function stepChange(open: Change, step: StepRow): Promise<StepChange> {
  return { ...open, step, spec: step.spec, pack: await packOfCycle(open.db, open.cycle) }
}

/**
 * Opens a scheduled step: its tasks and notices appear in one go. The caller holds the exclusive lock.
 * @returns false when it cannot be opened; it stays scheduled then and says why
 */
export async function openStep(context: StepChange): Promise<boolean> {
  const { db, cycle, step, now } = context
  return orTrouble(context, async () => {
    await db.updateTable('step').set({ state: 'open', opened_at: now }).where('cycle', '=', cycle).where('key', '=', step.key).execute()
    await context.log('open', step.key, { dueAt: step.due_at })
    await rulesOf(context.spec.kind).open(asNamed(context))
  })
}

/** What is opened after the fact says so in the titles of its tasks. */
const asNamed = (context: StepChange): StepChange =>
  context.step.retroactive ? { ...context, step: { ...context.step, name: `${context.step.name}（补办）` } } : context
