import type { Clock } from '../records/clock.ts'
import type { Database } from '../records/database.ts'
import { factsOf } from '../records/facts.ts'
import { packOfVersion } from '../records/pack.ts'
import { pauseOf } from '../records/pause.ts'
import { comparedOf, latestVersion, outcomeOf, storeComputation, storeResults } from '../records/result.ts'
import { Refusal } from '../records/refusal.ts'
import { lockStep } from '../records/step.ts'
import { change, SYSTEM } from '../records/transaction.ts'
import { conclude, difference, score, scoreEach, withoutSteps } from '../scoring/index.ts'
import type { Compared, Difference, Facts } from '../scoring/index.ts'
import type { Progress } from '../workflows/messages.ts'
import { lackingParameters } from '../steps/parameters.ts'
import type { StepChange } from '../steps/rules.ts'
import { stepChange } from './open-step.ts'
import { orTrouble } from './trouble.ts'

/**
 * Computes all results from the facts in force and stores them, with the difference to the computation before, and settles the step:
 * one transaction, once for each computation step. Facts that contradict themselves leave the step open, with the reason in words.
 */
export async function compute(database: Database, clock: Clock, cycle: string, key: string): Promise<Progress> {
  return change(database, { cycle, post: SYSTEM, clock }, async (open) => {
    const context = await stepChange(open, await lockStep(open.db, cycle, key, 'exclusive'))
    if (context.step.state === 'settled') return { done: true }
    if (await pauseOf(open.db, cycle)) return { done: false }
    return { done: await orTrouble(context, () => computeResults(context)) }
  })
}

/** What differs from the computation before. Seals tell as long as the pack is the same; after an amendment the steps of both are compared. */
async function changesSince({ db, cycle, pack }: StepChange, last: number, facts: Facts, outcome: Compared): Promise<Difference | null> {
  if (last === 0) return null
  const same = (await packOfVersion(db, cycle, last)).hash === pack.hash
  const before = await (same ? comparedOf(db, cycle, last) : outcomeOf(db, cycle, last))
  return before && difference(before, same ? outcome : score(pack, facts))
}

async function computeResults(open: StepChange): Promise<void> {
  const { db, cycle, pack, step } = open
  const facts = await factsOf(db, cycle, pack)
  const lacking = lackingParameters(open, facts.parameters)
  if (lacking.length > 0)
    throw new Refusal('conflict', `成绩不能计算：待定参数应由文件确定，实际尚缺 ${lacking.join('、')}。请先办理填报参数的环节。`)
  // scored once for the ranking, and once more to be stored: no unit's trace waits for the others
  const units = Array.from(scoreEach(pack, facts), withoutSteps)
  const outcome = { ...conclude(pack, facts, units), units }
  if (outcome.problems.length > 0) {
    const sentences = outcome.problems.map((problem) => problem.message)
    throw new Refusal('bad-input', `成绩不能计算：${sentences.slice(0, 5).join('；')}`, sentences)
  }
  const last = await latestVersion(db, cycle)
  const changes = await changesSince(open, last, facts, outcome)
  await storeResults(open, last + 1, outcome, scoreEach(pack, facts))
  await storeComputation(open, step.key, last + 1, outcome, changes)
  await db
    .updateTable('step')
    .set({ state: 'settled', settled_at: open.now })
    .where('cycle', '=', cycle)
    .where('key', '=', step.key)
    .execute()
  await open.log('compute', step.key, { version: last + 1, resultHash: outcome.resultHash })
}
