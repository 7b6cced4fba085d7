import { z } from 'zod'
import { IsoDate } from '../../../scoring/pack/scalars.ts'
import { officeOf } from '../../../steps/units.ts'
import { postOf } from '../../posts.ts'
import { extend } from '../../verbs/extend.ts'
import { reverseExtension } from '../../verbs/reverse-extension.ts'
import type { Action, Stage } from '../action.ts'
import { happened, incidentKind, instantOf, when } from './incident.ts'

const Grounds = { document: z.string(), reason: z.string() }
const Shape = z.strictObject({
  kind: z.literal('extension'),
  ...when,
  step: z.string(),
  /** so many of the tasks that are still open, the earliest first */
  tasks: z.coerce.number().int().min(1).default(3),
  until: IsoDate,
  ...Grounds,
  reversed: z.strictObject({ ...when, ...Grounds }).optional(),
})
type Extension = z.output<typeof Shape>

/** The office extends some tasks of a step by a document, and perhaps puts them back by another. */
export const extension = incidentKind({
  shape: Shape,
  plan: (stage, incident, name) => {
    const office = postOf(officeOf(stage.pack))
    const { reversed } = incident
    const first: Action = {
      name,
      at: instantOf(incident),
      movesDates: true,
      run: async (as) => extendSome(stage, incident, as(office), name),
    }
    if (!reversed) return [first]
    const { document, reason } = reversed
    const run: Action['run'] = async (as) =>
      reverseExtension(as(office), { extension: await numberOf(stage, incident.document), document, reason })
    return [first, { name: `${name}/撤销`, at: instantOf(reversed), movesDates: true, run }]
  },
})

async function extendSome(
  stage: Stage,
  { step, tasks: most, until, document, reason }: Extension,
  call: Parameters<typeof extend>[0],
  name: string,
) {
  if (await happened(stage, name)) return
  const { database, cycle } = stage
  const open = database.selectFrom('task').select('id').where('cycle', '=', cycle).where('step', '=', step).where('state', '=', 'open')
  const tasks = (await open.where('verb', '=', 'submit').orderBy('id').limit(most).execute()).map(({ id }) => id)
  if (tasks.length === 0) throw new Error(`推演事件 ${name} 没有可以延期的任务：环节 ${step} 应正在进行。`)
  return extend(call, { tasks, until, document, reason })
}

async function numberOf({ database, cycle }: Stage, document: string): Promise<string> {
  const acts = database.selectFrom('movement').select('id').where('cycle', '=', cycle).where('kind', '=', 'extend')
  return (await acts.where('document', '=', document).executeTakeFirstOrThrow()).id
}
