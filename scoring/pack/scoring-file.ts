import { z } from 'zod'
import { nodeShape } from '../grammar/shape.ts'
import { CarryOver } from './carry-over.ts'
import { IndicatorField, InputDeclaration, Parameter } from './inputs.ts'
import { Count, Flag, Key, Source, Text } from './scalars.ts'

const Rule = z.strictObject({
  label: Text,
  source: Source,
  assumes: z.array(Key).optional(),
  /** stands for one rule for each node of the frame; `$node` in its tests is the node's key */
  perNode: Flag.optional(),
  value: nodeShape,
})
export type Rule = z.infer<typeof Rule>

/**
 * Special treatment of one rule's value. Where several apply at once and none names the others in `over`, the result is refused
 * with both articles: precedence is the regulation's business, not the order in a file.
 */
const Exception = z.strictObject({
  key: Key,
  label: Text,
  target: Key,
  when: nodeShape,
  value: nodeShape,
  over: z.array(Key).optional(),
  source: Source,
  assumes: z.array(Key).optional(),
})
export type Exception = z.infer<typeof Exception>

/** scoring.yaml: the inputs, the parameters, the fields of an indicator, one total rule per class, the rules, the exceptions, and how a total is published. */
export const ScoringFile = z.strictObject({
  inputs: z.record(Key, InputDeclaration),
  parameters: z.record(Key, Parameter).default({}),
  indicatorFields: z.record(Key, IndicatorField),
  totals: z.record(Key, Key),
  rules: z.record(Key, Rule),
  exceptions: z.array(Exception).default([]),
  /** what a year of this pack takes over from the year before */
  carryOver: z.array(CarryOver).min(1).optional(),
  published: z.strictObject({ places: Count, mode: z.enum(['halfUp', 'up', 'down']), source: Source }),
})
export type ScoringFile = z.infer<typeof ScoringFile>
