import { z } from 'zod'
import { IsoDate } from '../../../scoring/pack/scalars.ts'
import { officeOf } from '../../../steps/units.ts'
import { postOf } from '../../posts.ts'
import { reschedule } from '../../verbs/reschedule.ts'
import { incidentKind, instantOf, when } from './incident.ts'

/** The office moves the due date of a step by a document; whoever has not acted yet plans anew. */
export const rescheduling = incidentKind({
  shape: z.strictObject({
    kind: z.literal('reschedule'),
    ...when,
    step: z.string(),
    until: IsoDate,
    document: z.string(),
    reason: z.string(),
  }),
  plan: ({ pack }, incident, name) => {
    const { step, until, document, reason } = incident
    const run = async (call: Parameters<typeof reschedule>[0]) => {
      const { tasks } = await reschedule(call, { step, until, document, reason })
      if (tasks.length === 0) throw new Error(`推演事件 ${name} 没有带动任何任务：环节 ${step} 应正在进行。`)
      return tasks.length
    }
    return [{ name, at: instantOf(incident), movesDates: true, run: (as) => run(as(postOf(officeOf(pack)))) }]
  },
})
