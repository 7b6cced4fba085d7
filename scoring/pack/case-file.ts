import { z } from 'zod'
import { Key, Source, Text } from './scalars.ts'

const Parameters = z.record(z.string(), z.unknown()).optional()
const Values = z.record(z.string(), z.string())
const ScoreCase = z.strictObject({
  name: Text,
  source: Source,
  class: Key,
  parameters: Parameters,
  inputs: z.record(z.string(), z.unknown()),
  expect: Values.optional(),
  error: Text.optional(),
})
const GradeCase = z.strictObject({
  name: Text,
  source: Source,
  class: Key,
  parameters: Parameters,
  standings: z.record(
    Key,
    z.strictObject({ published: Text, prizes: Values.optional(), facts: z.record(z.string(), z.unknown()).optional() }),
  ),
  expect: z.record(Key, Values).optional(),
  error: Text.optional(),
})

/**
 * cases/*.yaml: worked examples of the regulation with exact strings.
 * A score case gives one unit of a class its facts and expects `total`, `published`, `missing` or the value of any rule by its name.
 * A grade case gives units of a class their published totals and expects `rank`, `last`, `grade`, `consequences`,
 * `open`, `value:<key>`, `prize:<key>` (the rank in it) or `won:<key>`.
 */
export const Case = z.union([ScoreCase, GradeCase])
export type ScoreCase = z.infer<typeof ScoreCase>
export type GradeCase = z.infer<typeof GradeCase>
export type Case = z.infer<typeof Case>
