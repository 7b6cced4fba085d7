import { z } from 'zod'
import { Key } from '../../../scoring/pack/scalars.ts'
import { officeOf } from '../../../steps/units.ts'
import { postOf } from '../../posts.ts'
import { mixIn } from '../../verbs/mix-in.ts'
import { incidentKind, instantOf, when } from './incident.ts'

/** Before a draw the office announces something that nobody could know, and lots are drawn with it. */
export const valueAnnounced = incidentKind({
  shape: z.strictObject({ kind: z.literal('valueAnnounced'), ...when, step: Key, value: z.string().min(1), document: z.string().min(1) }),
  plan: ({ pack }, incident, name) => [
    {
      name,
      at: instantOf(incident),
      run: async (as) => {
        const { step, value, document } = incident
        return mixIn(as(postOf(officeOf(pack))), { step, value, document })
      },
    },
  ],
})
