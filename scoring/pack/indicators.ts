import { z } from 'zod'
import { DecimalString, Key, Source, Text } from './scalars.ts'

const Indicator = z.strictObject({
  key: Key,
  name: Text,
  full: DecimalString,
  body: Key.optional(),
  kind: Key,
  checkpoints: z.array(Text).optional(),
  standard: Text.optional(),
  source: Source,
})
export type Indicator = z.infer<typeof Indicator>

/** indicators.yaml: tasks that the regulation itself lists, by unit; what it does not list arrives by declaration. */
export const Indicators = z.strictObject({ assumes: z.array(Key).optional(), units: z.record(Key, z.array(Indicator)) })
export type Indicators = z.infer<typeof Indicators>
