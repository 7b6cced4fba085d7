import { z } from 'zod'
import { Key } from '../../../scoring/pack/scalars.ts'
import { replaceResults } from '../../verbs/replace-results.ts'
import { resultsOf } from '../actors/evaluation.ts'
import { actorOf } from '../posts.ts'
import { incidentKind, instantOf, when } from './incident.ts'

/** A body finds a mistake in the results that it handed in and replaces them by a document; with `undone` it takes that back by another. */
export const resultsCorrected = incidentKind({
  shape: z.strictObject({
    kind: z.literal('resultsCorrected'),
    ...when,
    step: Key,
    document: z.string().min(1),
    undone: z.enum(['true', 'false']).default('false'),
  }),
  plan: (stage, incident, name) => [
    {
      name,
      at: instantOf(incident),
      run: async (as) => {
        const { database, cycle, pack } = stage
        const { step, document, undone } = incident
        const task = await database
          .selectFrom('task')
          .selectAll()
          .where('cycle', '=', cycle)
          .where('step', '=', step)
          .where('unit', 'is', null)
          .executeTakeFirstOrThrow()
        const spec = pack.plan.find(({ key }) => key === step)
        if (spec?.kind !== 'results') throw new Error(`rehearsal.yaml：环节 ${step} 应为 results`)
        const content = undone === 'true' ? {} : { content: { results: resultsOf(stage, task, spec, '/再计') } }
        return replaceResults(as(actorOf(task)), { task: task.id, document, ...content })
      },
    },
  ],
})
