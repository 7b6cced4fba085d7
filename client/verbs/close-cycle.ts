import { z } from 'zod'
import { noticesWait } from '../../records/notice.ts'
import { Refusal } from '../../records/refusal.ts'
import { stepsOf } from '../../records/step.ts'
import { change, type Change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { requireRole } from '../actor.ts'
import type { Call } from './verb.ts'

const Words = z.strictObject({ document: Text.optional() })
export type CloseCycleInput = z.infer<typeof Words>
export type Closed = { cycle: string; at: string }

/**
 * Closes a year that is over: published, every step settled, every notice gone out. From then on nothing in it changes any more.
 * @throws Refusal `wrong-role`, `conflict` (what is still to be done, in words)
 */
export async function closeCycle(call: Call, input: CloseCycleInput): Promise<Closed> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { document } = parseContent(Words, input, '归档')
    await requireOver(open)
    await open.db.updateTable('cycle').set({ state: 'closed' }).where('id', '=', call.cycle).execute()
    await open.log('close', call.cycle, { document: document ?? null })
    return { cycle: call.cycle, at: open.now }
  })
}

async function requireOver({ db, cycle }: Change): Promise<void> {
  const { state } = await db.selectFrom('cycle').select('state').where('id', '=', cycle).forUpdate().executeTakeFirstOrThrow()
  if (state === 'open') throw new Refusal('conflict', `周期“${cycle}”的考评结果还没有公布，不能归档。`)
  const waiting = (await stepsOf(db, cycle)).filter((step) => step.state !== 'settled')
  const names = waiting.slice(0, 3).map(({ name }) => `“${name}”`)
  if (waiting.length > 0)
    throw new Refusal(
      'conflict',
      `周期“${cycle}”还有 ${waiting.length} 个环节没有办结（${names.join('、')}${waiting.length > 3 ? '……' : ''}），不能归档。`,
    )
  if (await noticesWait(db, cycle)) throw new Refusal('conflict', `周期“${cycle}”还有通知没有汇总发出，请在下一个工作日的例会之后归档。`)
}
