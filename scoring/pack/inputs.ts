import { z } from 'zod'
import { DecimalString, Flag, IsoDate, Key, Source, Text } from './scalars.ts'

const described = { label: Text, by: Text, classes: z.array(Key).optional(), source: Source }
const bounds = { min: DecimalString.optional(), max: DecimalString.optional() }

/** A field of an event: a bounded number, text, a flag, a date, the key of one of the unit's indicators, or one of listed values. */
export const EventField = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('number'), ...bounds, optional: Flag.optional() }),
  z.strictObject({ type: z.literal('text'), optional: Flag.optional() }),
  z.strictObject({ type: z.literal('flag'), optional: Flag.optional() }),
  z.strictObject({ type: z.literal('date'), optional: Flag.optional() }),
  z.strictObject({ type: z.literal('indicator'), optional: Flag.optional() }),
  z.strictObject({ type: z.literal('choice'), values: z.array(Key).min(1), optional: Flag.optional() }),
])
export type EventField = z.infer<typeof EventField>

/** An input of scoring: what it is called in Chinese, who supplies it, for which classes (all, unless said), within which bounds. */
export const InputDeclaration = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('number'), ...described, ...bounds, whole: Flag.optional() }),
  z.strictObject({ type: z.literal('numbers'), ...described, ...bounds }),
  z.strictObject({ type: z.literal('flag'), ...described }),
  z.strictObject({ type: z.literal('choice'), ...described, values: z.array(Key).min(1) }),
  z.strictObject({ type: z.literal('events'), ...described, fields: z.record(Key, EventField) }),
])
export type InputDeclaration = z.infer<typeof InputDeclaration>

const common = { label: Text, by: Text, source: Source, assumes: z.array(Key).optional() }

/**
 * What is the same for all units: a number or a date. Without `value` it is deferred: a later document sets it, and nothing that reads it
 * is computed before.
 */
export const Parameter = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('number'), ...common, ...bounds, value: DecimalString.optional() }),
  z.strictObject({ type: z.literal('date'), ...common, value: IsoDate.optional() }),
])
export type Parameter = z.infer<typeof Parameter>

/**
 * A field of each indicator of the task book. `max: full` bounds it by the indicator's full points; `frame` is the key of a node of the frame,
 * of that level. What is `declared` comes with the declaration of the indicator, as its place in the frame does.
 */
export const IndicatorField = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('number'),
    declared: Flag.optional(),
    label: Text,
    by: Text,
    min: DecimalString.optional(),
    max: z.union([DecimalString, z.literal('full')]).optional(),
    source: Source,
  }),
  z.strictObject({ type: z.literal('flag'), declared: Flag.optional(), label: Text, by: Text, source: Source }),
  z.strictObject({
    type: z.literal('choice'),
    declared: Flag.optional(),
    label: Text,
    by: Text,
    values: z.array(Key).min(1),
    source: Source,
  }),
  z.strictObject({ type: z.literal('frame'), label: Text, by: Text, level: Key, source: Source }),
])
export type IndicatorField = z.infer<typeof IndicatorField>
