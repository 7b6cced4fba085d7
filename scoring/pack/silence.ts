import { z } from 'zod'
import { Count, Key, Source } from './scalars.ts'

/**
 * What counts when whoever has to score says nothing until `after` working days after the due day: full points, none, the mean of what others
 * gave, or what a leading body decides. `mean` says of which scores, and how it is rounded; `body` who decides, `participants` how many of it at least.
 */
export const Silence = z.strictObject({
  policy: z.enum(['full', 'zero', 'mean', 'askLeadingGroup']),
  after: Count,
  /** `items`: of the unit's other indicators, or the other raters; `units`: of the other units that the same body scored */
  mean: z.strictObject({ of: z.enum(['items', 'units']), places: Count, mode: z.enum(['halfUp', 'up', 'down']) }).optional(),
  body: Key.optional(),
  participants: Count.optional(),
  source: Source,
})
export type Silence = z.infer<typeof Silence>
