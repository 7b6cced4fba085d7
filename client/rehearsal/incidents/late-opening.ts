import { z } from 'zod'
import { incidentKind, when } from './incident.ts'

/** The cycle is opened on this day, after the first days of its plan: what has passed is opened after the fact (补办). Nobody acts for it. */
export const lateOpening = incidentKind({
  shape: z.strictObject({ kind: z.literal('lateOpening'), ...when }),
  plan: () => [],
})
