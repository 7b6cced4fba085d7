import { z } from 'zod'
import { nodeShape } from '../grammar/shape.ts'
import { Count, DecimalString, Flag, Key, Source, Text } from './scalars.ts'

const Assumes = z.array(Key).optional()
const Ranking = z.strictObject({
  classes: z.array(Key),
  /** units sharing a published score share a rank: the only tie rule that the five regulations need */
  ties: z.strictObject({ share: z.literal('true'), source: Source }),
  /** no last place in a smaller class, nor where all share the first */
  last: z.strictObject({ minimumClass: Count, source: Source }),
  source: Source,
  assumes: Assumes,
})

const Places = z.strictObject({
  classes: z.array(Key).min(1),
  places: Count.optional(),
  share: DecimalString.optional(),
  round: z.enum(['halfUp', 'up', 'down']).optional(),
  /** what becomes of the place of a unit that the condition bars: the next one has it (unless said), or nobody */
  barred: z.enum(['next', 'lapse']).optional(),
  /** units that share the last place are all in (unless said), or all out */
  ties: z.enum(['admit', 'exclude']).optional(),
})
/**
 * A way to a grade: the first in order whose `when` holds, within its places if it has `quota`. `as` names the grade that it leads to, where
 * one grade has several ways (within the quota, outside it).
 */
const Grade = z.strictObject({
  key: Key,
  label: Text,
  as: Key.optional(),
  classes: z.array(Key).min(1).optional(),
  when: nodeShape.optional(),
  quota: z.array(Places).min(1).optional(),
  source: Source,
  assumes: Assumes,
})
export type Grade = z.infer<typeof Grade>

/** What follows for a unit when `when` holds; `bars` names grades that it rules out; `needsDecision` where the text says "may". */
const ConsequenceRule = z.strictObject({
  key: Key,
  label: Text,
  when: nodeShape,
  classes: z.array(Key).min(1).optional(),
  value: nodeShape.optional(),
  /** what the value counts: 元, 人, % */
  unit: Text.optional(),
  bars: z.array(Text).optional(),
  needsDecision: Flag.optional(),
  source: Source,
  assumes: Assumes,
})
export type ConsequenceRule = z.infer<typeof ConsequenceRule>

/** A prize for the best on the value of one rule; with `perNode`, one prize for each node of that level of the frame. */
const Prize = z.strictObject({
  key: Key,
  label: Text,
  classes: z.array(Key).min(1),
  rule: Key,
  perNode: Key.optional(),
  places: nodeShape,
  source: Source,
  assumes: Assumes,
})
export type Prize = z.infer<typeof Prize>

/** grades.yaml: how classes are ranked, which grades there are, what follows, which prizes there are. Conditions are written in the scoring grammar, with `standing`. */
export const GradesFile = z.strictObject({
  ranking: Ranking,
  grades: z.array(Grade).default([]),
  consequences: z.array(ConsequenceRule).default([]),
  prizes: z.array(Prize).default([]),
})
export type GradesFile = z.infer<typeof GradesFile>
