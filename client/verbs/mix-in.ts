import { Refusal } from '../../records/refusal.ts'
import { lockStep } from '../../records/step.ts'
import { storeSubmission } from '../../records/submission.ts'
import { change } from '../../records/transaction.ts'
import { parseContent } from '../../steps/content.ts'
import { Mixed, mixedIn } from '../../steps/draw-lots.ts'
import { requireRole } from '../actor.ts'
import type { Call } from './verb.ts'

export type MixInput = { step: string } & Mixed

/**
 * Publishes something that nobody could know when the secret of a draw was committed to: the lots are drawn with both, so that whoever chose the
 * seed could not choose the outcome.
 * @throws Refusal `wrong-role` unless the office acts, `too-late` once the lots are drawn, `already-done`, `bad-input`, `conflict`
 */
export async function mixIn(call: Call, { step: key, ...mixed }: MixInput): Promise<{ step: string }> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const step = await lockStep(open.db, open.cycle, key, 'exclusive')
    if (step.kind !== 'spotCheck' && step.kind !== 'hearing') throw new Refusal('conflict', `环节“${step.name}”不抽签。`)
    if (step.opened_at !== null) throw new Refusal('too-late', `“${step.name}”已经抽签，不能再公布抽签所用的数。`)
    if (await mixedIn(open.db, open.cycle, key)) throw new Refusal('already-done', `“${step.name}”抽签所用的数已经公布过，不能更换。`)
    const content = parseContent(Mixed, mixed, '抽签所用的数')
    await storeSubmission(open, { step: key, content })
    await open.log('mix', key, content)
    return { step: step.name }
  })
}
