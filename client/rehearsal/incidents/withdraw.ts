import { z } from 'zod'
import { Key } from '../../../scoring/pack/scalars.ts'
import { withdraw as takeBack } from '../../verbs/withdraw.ts'
import type { Stage } from '../action.ts'
import { actorOf } from '../posts.ts'
import { incidentKind, instantOf, when } from './incident.ts'

/**
 * Whoever was the first to hand in something of the step `step` that is still to be decided on withdraws it with a `reason`; the actors then hand it in anew.
 * Nothing happens where nothing waits for a decision on that day.
 */
export const withdraw = incidentKind({
  shape: z.strictObject({ kind: z.literal('withdraw'), ...when, step: Key, reason: z.string().min(1) }),
  plan: (stage, { step, reason, ...incident }, name) => [
    {
      name,
      at: instantOf(incident),
      run: async (as) => {
        const task = await firstUndecided(stage, step)
        return task && takeBack(as(actorOf(task)), { task: task.id, reason })
      },
    },
  ],
})

async function firstUndecided({ database, cycle }: Stage, step: string) {
  return database
    .selectFrom('task as review')
    .innerJoin('submission as s', 's.id', 'review.about')
    .innerJoin('task as t', 't.id', 's.task')
    .selectAll('t')
    .where('review.cycle', '=', cycle)
    .where('review.verb', '=', 'decide')
    .where('review.state', '=', 'open')
    .where('t.step', '=', step)
    .orderBy('t.key')
    .executeTakeFirst()
}
