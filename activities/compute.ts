import type { Clock } from '../records/clock.ts'
import type { Database } from '../records/database.ts'
import { factsOf } from '../records/facts.ts'
import { latestVersion, outcomeOf, storeOutcome } from '../records/result.ts'
import { Refusal } from '../records/refusal.ts'
import { lockStep } from '../records/step.ts'
import { change, SYSTEM } from '../records/transaction.ts'
import { difference, score } from '../scoring/index.ts'
import type { Progress } from '../workflows/messages.ts'
import { stepChange } from './open-step.ts'

/**
 * Computes all results from the facts in force and stores them, with the difference to the computation before, and settles the step:
 * one transaction, once for each computation step.
 */
export async function compute(database: Database, clock: Clock, cycle: string, key: string): Promise<Progress> {
  return change(database, { cycle, post: SYSTEM, clock }, async (open) => {
    const context = await stepChange(open, await lockStep(open.db, cycle, key, 'exclusive'))
    if (context.step.state === 'settled') return { done: true }
    const facts = await factsOf(open.db, cycle, context.pack)
    const outcome = score(context.pack, facts)
    if (outcome.problems.length > 0) {
      const sentences = outcome.problems.map((problem) => problem.message)
      throw new Refusal('bad-input', `成绩不能计算：${sentences.slice(0, 5).join('；')}`, sentences)
    }
    const last = await latestVersion(open.db, cycle)
    const before = await outcomeOf(open.db, cycle, last)
    const changes = before ? difference(before, outcome) : null
    await storeOutcome(open, key, last + 1, outcome, changes)
    await open.db
      .updateTable('step')
      .set({ state: 'settled', settled_at: open.now })
      .where('cycle', '=', cycle)
      .where('key', '=', key)
      .execute()
    await open.log('compute', key, { version: last + 1, resultHash: outcome.resultHash })
    return { done: true }
  })
}
