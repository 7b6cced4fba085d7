import { z } from 'zod'
import { incidentKind, when } from './incident.ts'

/** A body says nothing in one step: whatever the plan declares for that counts, or nothing does. It happens by nobody acting. */
export const silence = incidentKind({
  shape: z.strictObject({ kind: z.literal('silence'), ...when, body: z.string(), step: z.string() }),
  plan: () => [],
})
