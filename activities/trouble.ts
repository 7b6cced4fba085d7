import { Refusal } from '../records/refusal.ts'
import { noteTrouble } from '../records/step.ts'
import { markPart } from '../records/transaction.ts'
import type { StepChange } from '../steps/rules.ts'

/**
 * Does a part of a step's change that wrong data may refuse. What it did is undone then, the step keeps the reason in words, and the rest
 * of the transaction goes on: one step that cannot go on never stops the year. Once the data are mended, `retry` has it asked again.
 * @returns whether it was done
 */
export async function orTrouble(context: StepChange, work: () => Promise<void>): Promise<boolean> {
  const { db, step } = context
  const part = await markPart(db)
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await part.undo()
    if (step.trouble !== error.message) await noteTrouble(context, step, error.message)
    return false
  }
  await part.keep()
  if (step.trouble !== null) await noteTrouble(context, step, null)
  return true
}
