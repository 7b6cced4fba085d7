import { z } from 'zod'
import { incidentKind, instantOf, when } from './incident.ts'

/** The worker goes down and comes back: nothing is lost, nothing happens twice. Where the worker runs elsewhere, the rehearsal leaves it alone. */
export const outage = incidentKind({
  shape: z.strictObject({ kind: z.literal('outage'), ...when, of: z.enum(['worker']) }),
  plan: (stage, incident, name) => [{ name, at: instantOf(incident), run: async () => stage.restart?.[incident.of]() }],
})
