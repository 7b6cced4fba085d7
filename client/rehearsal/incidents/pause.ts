import { z } from 'zod'
import { officeOf } from '../../../steps/units.ts'
import { postOf } from '../../posts.ts'
import { pause } from '../../verbs/pause.ts'
import { resume } from '../../verbs/resume.ts'
import { incidentKind, instantOf, when } from './incident.ts'

const Grounds = { document: z.string(), reason: z.string() }

/** The year stands still and goes on again; nobody acts meanwhile, and everybody plans anew afterwards. */
export const standstill = incidentKind({
  shape: z.strictObject({
    kind: z.literal('pause'),
    ...when,
    clocks: z.enum(['kept', 'stopped']),
    ...Grounds,
    resumed: z.strictObject({ ...when, ...Grounds }),
  }),
  plan: ({ pack }, incident, name) => {
    const office = postOf(officeOf(pack))
    const { clocks, document, reason, resumed } = incident
    const again = { document: resumed.document, reason: resumed.reason }
    return [
      { name, at: instantOf(incident), movesDates: true, run: (as) => pause(as(office), { clocks, document, reason }) },
      { name: `${name}/恢复`, at: instantOf(resumed), movesDates: true, run: (as) => resume(as(office), again) },
    ]
  },
})
