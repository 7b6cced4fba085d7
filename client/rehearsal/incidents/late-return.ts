import { z } from 'zod'
import { officeOf } from '../../../steps/units.ts'
import { postOf } from '../../posts.ts'
import { decide } from '../../verbs/decide.ts'
import type { Stage } from '../action.ts'
import { happened, incidentKind, instantOf, when } from './incident.ts'

/**
 * The office leaves what one unit handed in until this day, after the due date of the review, and returns it then. Named twice it returns what
 * came back, too.
 */
export const lateReturn = incidentKind({
  shape: z.strictObject({ kind: z.literal('lateReturn'), ...when, step: z.string(), unit: z.string(), reason: z.string() }),
  plan: (stage, incident, name) => {
    const { step, unit, reason } = incident
    const run = async (call: Parameters<typeof decide>[0]) =>
      (await happened(stage, name)) || decide(call, { task: await waiting(stage, step, unit, name), outcome: 'return', reason })
    return [{ name, at: instantOf(incident), run: (as) => run(as(postOf(officeOf(stage.pack)))) }]
  },
})

async function waiting({ database, cycle }: Stage, step: string, unit: string, name: string): Promise<string> {
  const open = database
    .selectFrom('task')
    .select(['id', 'due_at'])
    .where('cycle', '=', cycle)
    .where('step', '=', step)
    .where('state', '=', 'open')
  const task = await open.where('unit', '=', unit).where('verb', '=', 'decide').executeTakeFirst()
  if (!task) throw new Error(`推演事件 ${name} 没有可以退回的报送：${unit} 在环节 ${step} 应有待审的。`)
  return task.id
}
