import { z } from 'zod'
import { IsoDate, Key } from '../../../scoring/pack/scalars.ts'
import { officeOf } from '../../../steps/units.ts'
import { liaisonOf, postOf } from '../../posts.ts'
import { submit } from '../../verbs/submit.ts'
import { withdrawIndicator as withdraw } from '../../verbs/withdraw-indicator.ts'
import { incidentKind, instantOf, when } from './incident.ts'

const common = { ...when, unit: Key, indicator: Key, document: z.string().min(1), reason: z.string().min(1) }

/** The office asks for an indicator to be withdrawn; whoever decides on adjustments decides. */
export const withdrawIndicator = incidentKind({
  shape: z.strictObject({ kind: z.literal('withdrawIndicator'), ...common }),
  plan: (stage, incident, name) => [
    {
      name,
      at: instantOf(incident),
      run: async (as) => {
        const { unit, indicator, document, reason } = incident
        return withdraw(as(postOf(officeOf(stage.pack), 2)), { unit, indicator, document, reason })
      },
    },
  ],
})

/** A unit asks for another target or other full points of an indicator, from the day `from` on, or from that of the request. */
export const adjustTarget = incidentKind({
  shape: z.strictObject({
    kind: z.literal('adjustTarget'),
    ...common,
    from: IsoDate.optional(),
    full: z.string().min(1).optional(),
    standard: z.string().min(1).optional(),
  }),
  plan: (stage, incident, name) => [
    {
      name,
      at: instantOf(incident),
      run: async (as) => {
        const { unit, indicator, document, reason, on, from = on, full, standard } = incident
        const step = stage.pack.plan.find(({ kind }) => kind === 'adjustment')?.key ?? ''
        const change = { ...(full === undefined ? {} : { full }), ...(standard === undefined ? {} : { standard }) }
        return submit(as(liaisonOf(unit)), { step, content: { indicator, from, document, reason, ...change } })
      },
    },
  ],
})
