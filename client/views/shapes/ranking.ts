import { z } from 'zod'

/** What follows for a unit from its standing, in the words of the pack. */
export const ConsequenceShape = z.object({
  label: z.string(),
  state: z.enum(['applies', 'open']),
  needsDecision: z.boolean(),
  value: z.string().nullable(),
  unit: z.string().nullable(),
  bars: z.array(z.string()),
})
export type ConsequenceView = z.infer<typeof ConsequenceShape>

export const UnitState = z.enum(['determined', 'undetermined', 'notApplicable', 'refused'])

/** `total` is exact, `published` rounded once, `grade` what the grade is called. `before`: published score and rank of the first computation, if they were others. */
export const RankedUnitShape = z.object({
  unit: z.string(),
  name: z.string(),
  madeUp: z.boolean(),
  state: UnitState,
  total: z.string().nullable(),
  published: z.string().nullable(),
  rank: z.number().nullable(),
  last: z.boolean(),
  grade: z.string().nullable(),
  consequences: z.array(ConsequenceShape),
  before: z.object({ version: z.number(), published: z.string().nullable(), rank: z.number().nullable() }).nullable(),
})
export type RankedUnit = z.infer<typeof RankedUnitShape>

const RankedClass = z.object({
  key: z.string(),
  name: z.string(),
  ranked: z.boolean(),
  complete: z.boolean(),
  notes: z.array(z.string()),
  units: z.array(RankedUnitShape),
})
export type RankedClassView = z.infer<typeof RankedClass>

/** The newest computation, class by class in order of rank. Without one `version` is 0, and the units stand in the order of the roster. */
export const RankingShape = z.object({
  cycle: z.string(),
  version: z.number(),
  at: z.string().nullable(),
  resultHash: z.string().nullable(),
  classes: z.array(RankedClass),
})
export type RankingView = z.infer<typeof RankingShape>
