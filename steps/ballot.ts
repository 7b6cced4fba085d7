import { z } from 'zod'
import { ballotBox, ballotsOf, receiptOf } from '../records/ballot.ts'
import { Refusal } from '../records/refusal.ts'
import { storeScores } from '../records/score.ts'
import { Percent } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { tally } from './tally.ts'
import { unitsOf } from './units.ts'

/** What somebody with a code hands in: 0 to 100 for each unit that they can judge; whom they do not know they leave out. */
export const Ballot = z.strictObject({ ratings: z.record(z.string(), Percent) })
export type Ballot = z.infer<typeof Ballot>

/**
 * Anonymous evaluation (无记名评价): groups of people rate with one-time codes, without a post. Opening freezes how it will be counted; nothing
 * can be seen before it closes, and then only means that rest on `floor` ratings at least.
 */
export const ballot: KindRules<'ballot'> = {
  window: true,
  open: async (change) => {
    const { db, cycle, step, spec, now } = change
    const box = { floor: Number(spec.floor), below: spec.below, places: Number(spec.places) }
    await db
      .insertInto('ballot_box')
      .values({ cycle, step: step.key, ...box, groups: JSON.stringify(spec.groups), at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await change.log('freeze', step.key, { ...box, groups: spec.groups })
  },
  content: () => Ballot,
  accept: ({ step }) => {
    throw new Refusal('wrong-role', `“${step.name}”无记名，凭评价码用 ballot rate 办理；以岗位的名义报送会留下是谁，未予接收。`)
  },
  close: count,
}

/** Counts the ballots by the rules that opening froze. The log gets the receipts of all of them, so that each rater finds theirs, and no other trace. */
async function count(change: StepChange<'ballot'>): Promise<void> {
  const { db, cycle, step } = change
  const box = await ballotBox(db, cycle, step.key)
  if (!box) return
  const ballots = await ballotsOf(db, cycle, step.key)
  const units = unitsOf(change).map(({ key }) => key)
  const inputOf = new Map(box.groups.map(({ key, input }) => [key, input]))
  const few = `有效评价不足 ${box.floor} 份，不公布`
  const scores = tally(box, units, ballots).flatMap(({ unit, groups, mean }) =>
    groups.map((group) => {
      const input = inputOf.get(group) ?? ''
      return mean === null ? { unit, input, value: '0', notApplicable: few } : { unit, input, value: mean }
    }),
  )
  await storeScores(change, scores)
  await change.log('count', step.key, { ballots: ballots.length, receipts: ballots.map(receiptOf).toSorted() })
}
