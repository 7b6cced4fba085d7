import { z } from 'zod'
import { SourceShape } from './step.ts'

/**
 * The row that a fact comes from: who entered it, when, on what ground; what it replaced; the files that were handed in with it.
 * `by` and `at` are null where a rater gave an opinion: what one person thought is nobody's business.
 */
export const OriginShape = z.object({
  key: z.string(),
  by: z.string().nullable(),
  at: z.string().nullable(),
  ground: z.string().nullable(),
  document: z.string().nullable(),
  doubtful: z.boolean(),
  silent: z.boolean(),
  /** why it counts although nobody scored: the declared policy and what it rests on */
  byDefault: z.string().nullable(),
  replaced: z.object({ value: z.string(), by: z.string(), at: z.string() }).nullable(),
  evidence: z.array(z.object({ name: z.string(), sha256: z.string() })),
})
export type OriginView = z.infer<typeof OriginShape>

/**
 * One line of a trace. `label` is the name of the rule or input, `about` the indicator concerned, `uses` the ids of
 * the lines it was computed from, in order. `value` is exact: a decimal, `true`, `false`, `missing: …` or `notApplicable: …`.
 * `constant`: a number that the rule itself contains.
 */
export const TraceLineShape = z.object({
  label: z.string(),
  about: z.string().nullable(),
  sentence: z.string(),
  value: z.string(),
  constant: z.boolean(),
  source: SourceShape,
  assumes: z.array(SourceShape),
  origin: OriginShape.nullable(),
  uses: z.array(z.string()),
})
export type TraceLineView = z.infer<typeof TraceLineShape>

/** A trace that can be followed from `root` down to the facts; `seal` is its SHA-256. */
export const TraceShape = z.object({ root: z.string().nullable(), seal: z.string(), lines: z.record(z.string(), TraceLineShape) })
export type TraceView = z.infer<typeof TraceShape>
