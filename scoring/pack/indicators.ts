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

const Level = z.strictObject({ key: Key, name: Text })
const FrameNode = z.strictObject({ key: Key, name: Text, level: Key, parent: Key.optional(), source: Source })
/** The tree under which indicators stand, from the widest level to the narrowest; a node may be without an indicator. */
const Frame = z.strictObject({ levels: z.array(Level).min(1), nodes: z.array(FrameNode).min(1) })
export type Frame = z.infer<typeof Frame>

/** indicators.yaml: the frame, what full points must add up to, and the tasks that the regulation itself lists, by unit; what it does not list arrives by declaration. */
export const Indicators = z.strictObject({
  assumes: z.array(Key).optional(),
  frame: Frame.optional(),
  /** the full points of each unit's indicators add up to this, exactly */
  total: z.strictObject({ full: DecimalString, source: Source }).optional(),
  units: z.record(Key, z.array(Indicator)),
})
export type Indicators = z.infer<typeof Indicators>
