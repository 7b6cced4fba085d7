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
})

const Places = z.strictObject({
  classes: z.array(Key).min(1),
  places: Count.optional(),
  share: DecimalString.optional(),
  round: z.enum(['halfUp', 'up', 'down']).optional(),
})
/** A grade: the first in order whose `when` holds, within its places if it has `quota`; a tie at the last place lets all in, with a note. */
const Grade = z.strictObject({
  key: Key,
  label: Text,
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
  value: nodeShape.optional(),
  bars: z.array(Text).optional(),
  needsDecision: Flag.optional(),
  source: Source,
  assumes: Assumes,
})
export type ConsequenceRule = z.infer<typeof ConsequenceRule>

/** grades.yaml: how classes are ranked, which grades there are, what follows. Conditions are written in the scoring grammar, with `standing`. */
export const GradesFile = z.strictObject({
  ranking: Ranking,
  grades: z.array(Grade).default([]),
  consequences: z.array(ConsequenceRule).default([]),
})
export type GradesFile = z.infer<typeof GradesFile>
