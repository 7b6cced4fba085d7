import { z } from 'zod'

const Step = z.strictObject({
  id: z.string(),
  op: z.string(),
  uses: z.array(z.strictObject({ id: z.string(), value: z.string() })),
  detail: z.record(z.string(), z.unknown()),
  value: z.string(),
  source: z.string(),
})

/** The shape of a trace that comes from outside, before any line of it is looked at. */
export const TraceShape = z.strictObject({
  phase: z.enum(['score', 'grade']),
  pack: z.string(),
  subject: z.string(),
  class: z.string(),
  steps: z.array(Step),
  result: z.record(z.string(), z.string()),
  seal: z.string(),
})
