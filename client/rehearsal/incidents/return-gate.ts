import { z } from 'zod'
import { dateAt } from '../../../calendar/index.ts'
import { Key } from '../../../scoring/pack/scalars.ts'
import { postOf } from '../../posts.ts'
import { decide } from '../../verbs/decide.ts'
import type { Stage } from '../action.ts'
import { incidentKind, instantOf, when } from './incident.ts'

/** The body whose turn it is at the gate `step` returns the matter to the body `to`; it is answered and goes up the chain again from there. Nothing happens where nobody has the turn on that day. */
export const returnGate = incidentKind({
  shape: z.strictObject({ kind: z.literal('returnGate'), ...when, step: Key, to: Key, reason: z.string().min(1) }),
  plan: (stage, { step, to, reason, ...incident }, name) => {
    const at = instantOf(incident)
    const said = { meeting: '推演会议', on: dateAt(at), document: `推演退回单：${name}` }
    return [
      {
        name,
        at,
        run: async (as) => {
          const task = await turnAt(stage, step)
          return task && decide(as(postOf(task.assignee_body ?? '')), { task: task.id, outcome: 'return', to, reason, ...said })
        },
      },
    ]
  },
})

async function turnAt({ database, cycle }: Stage, step: string) {
  const tasks = database.selectFrom('task').selectAll().where('cycle', '=', cycle).where('step', '=', step)
  return tasks.where('verb', '=', 'decide').where('state', '=', 'open').orderBy('id').executeTakeFirst()
}
