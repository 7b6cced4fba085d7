import { z } from 'zod'
import { DecimalString, Flag, Key, Source, Text } from './scalars.ts'

const described = { label: Text, by: Text, classes: z.array(Key).optional(), source: Source }
const bounds = { min: DecimalString.optional(), max: DecimalString.optional() }

/** A field of an event: a bounded number, text, a flag, the key of one of the unit's indicators, or one of listed values. */
export const EventField = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('number'), ...bounds, optional: Flag.optional() }),
  z.strictObject({ type: z.literal('text'), optional: Flag.optional() }),
  z.strictObject({ type: z.literal('flag'), optional: Flag.optional() }),
  z.strictObject({ type: z.literal('indicator'), optional: Flag.optional() }),
  z.strictObject({ type: z.literal('choice'), values: z.array(Key).min(1), optional: Flag.optional() }),
])
export type EventField = z.infer<typeof EventField>

/** An input of scoring: what it is called in Chinese, who supplies it, for which classes (all, unless said), within which bounds. */
export const InputDeclaration = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('number'), ...described, ...bounds, whole: Flag.optional() }),
  z.strictObject({ type: z.literal('numbers'), ...described, ...bounds }),
  z.strictObject({ type: z.literal('flag'), ...described }),
  z.strictObject({ type: z.literal('events'), ...described, fields: z.record(Key, EventField) }),
])
export type InputDeclaration = z.infer<typeof InputDeclaration>

/** A field of each indicator of the task book. `max: full` bounds it by the indicator's full points. */
export const IndicatorField = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('number'),
    label: Text,
    by: Text,
    min: DecimalString.optional(),
    max: z.union([DecimalString, z.literal('full')]).optional(),
    source: Source,
  }),
  z.strictObject({ type: z.literal('flag'), label: Text, by: Text, source: Source }),
  z.strictObject({ type: z.literal('choice'), label: Text, by: Text, values: z.array(Key).min(1), source: Source }),
])
export type IndicatorField = z.infer<typeof IndicatorField>
