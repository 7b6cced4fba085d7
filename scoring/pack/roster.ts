import { z } from 'zod'
import { Count, DecimalString, Flag, IsoDate, Key, Source, Text } from './scalars.ts'

/** What a body does in the assessment: the office runs it, assessors score, leaders and raters evaluate, a survey brings the public's view, an authority approves. */
export const BodyRole = z.enum(['office', 'assessor', 'leader', 'rater', 'survey', 'authority', 'admin'])
export type BodyRole = z.infer<typeof BodyRole>

const RosterClass = z.strictObject({ key: Key, name: Text, source: Source })
const Unit = z.strictObject({
  key: Key,
  name: Text,
  class: Key,
  tasks: Count.optional(),
  points: DecimalString.optional(),
  madeUp: Flag.optional(),
  from: IsoDate.optional(),
  until: IsoDate.optional(),
  source: Source,
})
const Body = z.strictObject({ key: Key, name: Text, role: BodyRole, unit: Key.optional(), source: Source })
/** Who acts when nobody of a body, a unit or a post can: `of` is its key, or `role:<role>` for all bodies of a role; `by` a body, or a post `<body>#<n>`. Tried in the order written. */
const Substitute = z.strictObject({ of: Text, by: Text, source: Source })

/**
 * What becomes of the numbers of units that were merged or split: `daysWeighted` by the days that each stood for, `successorOnly` what the
 * successor got itself, `decision` what a document decides. `events` (bonus, deductions, findings) are carried over or dropped.
 */
const Inheritance = z.strictObject({
  rule: z.enum(['daysWeighted', 'successorOnly', 'decision']),
  events: z.enum(['carried', 'dropped']),
  source: Source,
})

/** roster.yaml: classes within which units are ranked, the units with their listed tasks and points, and the bodies that act. */
export const Roster = z.strictObject({
  /** assumptions on which the whole roster rests */
  assumes: z.array(Key).optional(),
  classes: z.array(RosterClass).min(1, '至少一个类别'),
  units: z.array(Unit).min(1, '至少一个单位'),
  bodies: z.array(Body).min(1, '至少一个机构'),
  /** how the year goes on where units are merged or split on the way; where it does not say, they cannot be */
  reorganisation: z.strictObject({ merged: Inheritance.optional(), split: Inheritance.optional() }).optional(),
  substitutes: z.array(Substitute).min(1).optional(),
})
export type Roster = z.infer<typeof Roster>
