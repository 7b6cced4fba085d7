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

/**
 * Indicators that change on the way. `adjusted`: full points that were others before count by the days of each (`daysWeighted`), as they are
 * at the end (`latest`), or as a document decides. `withdrawn`: the points of the others stay as they are (`remaining`) or are raised in proportion to what
 * all were worth together (`proportional`).
 */
const Changes = z.strictObject({
  adjusted: z.strictObject({ rule: z.enum(['daysWeighted', 'latest', 'decision']), source: Source }).optional(),
  withdrawn: z.strictObject({ rule: z.enum(['remaining', 'proportional']), source: Source }).optional(),
})

/** indicators.yaml: the frame, what full points must add up to, and the tasks that the regulation itself lists, by unit; what it does not list arrives by declaration. */
export const Indicators = z.strictObject({
  assumes: z.array(Key).optional(),
  frame: Frame.optional(),
  /** the full points of each unit's indicators add up to this, exactly */
  total: z.strictObject({ full: DecimalString, source: Source }).optional(),
  changes: Changes.optional(),
  units: z.record(Key, z.array(Indicator)),
})
export type Indicators = z.infer<typeof Indicators>
