import { z } from 'zod'
import { Circular } from './circular.ts'
import { Count, DecimalString, Flag, IsoDate, Key, Source } from './scalars.ts'
import { Silence } from './silence.ts'

/** When a step opens or is due: a date, or so many working days after something has happened. */
export const Moment = z.union([IsoDate, z.strictObject({ workingDays: Count, after: z.enum(['opened', 'settled']) })])
export type Moment = z.infer<typeof Moment>

const common = {
  key: Key,
  name: z.string().min(1),
  actor: z.string().regex(/^(units|office|assessors|raters|nobody|body:.+)$/u),
  classes: z.array(Key).optional(),
  after: z.array(Key).default([]),
  opens: Moment,
  due: Moment,
  late: z.enum(['lapse', 'escalate']),
  reminders: z.array(Count).default([]),
  source: Source,
  /** further assumptions that the step rests on */
  assumes: z.array(Key).optional(),
}
const instances = z
  .array(z.strictObject({ key: Key, name: z.string().min(1), opens: Moment, due: Moment, after: z.array(Key).optional() }))
  .min(1)
  .optional()

/** A text that each declared indicator must come with, besides its standard: 依据, 量化办法. */
const Ask = z.strictObject({
  key: Key,
  label: z.string().min(1),
  /** the words among which the answer is one */
  values: z.array(Key).min(1).optional(),
  /** the share of the full points that should have this answer as a rule: where it is less, the reviewer is told */
  atLeast: z.strictObject({ value: Key, share: DecimalString }).optional(),
})

/** How many members must be there for a meeting to decide: so many, or so large a share of them, counted up to whole members. */
const Quorum = z.union([
  z.strictObject({ number: Count, source: Source }),
  z.strictObject({ share: DecimalString.regex(/^(0\.\d+|1)$/u, '0 与 1 之间的数，如 0.5'), source: Source }),
])
export type Quorum = z.infer<typeof Quorum>
/** The number of a task book: `{n}` stands for its place among those of the year. */
const BookNumber = z.strictObject({ format: z.string().regex(/\{n\}/u, '含有 {n} 的编号格式'), source: Source })
/** Who alone may let in an appeal whose window has lapsed. */
const LateAppeal = z.strictObject({ by: Key, source: Source })
/** What a body that decides must say of its decision. */
const Grounds = z.array(z.enum(['meeting', 'document'])).min(1)
/** Who rates anonymously together: so many one-time codes, and the input that the mean of their ratings becomes. */
const BallotGroup = z.strictObject({ key: Key, name: z.string().min(1), codes: Count, input: Key })

const kinds = [
  z.strictObject({ ...common, kind: z.literal('declaration'), asks: z.array(Ask).min(1).optional() }),
  z.strictObject({ ...common, kind: z.literal('review'), of: Key, freshWindow: Count }),
  z.strictObject({ ...common, kind: z.literal('approval'), chain: z.array(Key).min(1), origin: Key.optional(), asks: Grounds.optional() }),
  z.strictObject({ ...common, kind: z.literal('consultation'), of: Key, consulted: z.array(Key).min(1), answerDays: Count }),
  z.strictObject({
    ...common,
    kind: z.literal('meeting'),
    convener: Key,
    members: z.array(Key).min(1),
    agenda: z.array(Ask).min(1).optional(),
    quorum: Quorum.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('filing'),
    bodies: z.array(Key).min(1).optional(),
    asks: z.array(Ask).min(1).optional(),
    approver: Key.optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('taskBook'), of: Key, number: BookNumber.optional() }),
  z.strictObject({ ...common, kind: z.literal('bookReceipt'), of: Key }),
  z.strictObject({ ...common, kind: z.literal('adjustment') }),
  z.strictObject({ ...common, kind: z.literal('selfCheck') }),
  z.strictObject({ ...common, kind: z.literal('spotCheck'), sample: Count, byClass: Flag.optional() }),
  z.strictObject({
    ...common,
    kind: z.literal('ledger'),
    /** which indicators should rest on daily data: those that were declared with this answer */
    basis: z.strictObject({ ask: Key, value: Key }),
    /** the points that do */
    input: Key,
  }),
  z.strictObject({ ...common, kind: z.literal('report') }),
  z.strictObject({ ...common, kind: z.literal('assessment'), of: Key.optional(), input: Key, silence: Silence.optional() }),
  z.strictObject({ ...common, kind: z.literal('advice'), of: Key }),
  z.strictObject({
    ...common,
    kind: z.literal('verification'),
    of: Key,
    input: Key,
    /** a plan of the visit before it, the unit's signature after it */
    asks: z
      .array(z.enum(['plan', 'signature']))
      .min(1)
      .optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('deliberation'),
    of: Key,
    input: Key,
    /** how many take part at least; one, unless said */
    participants: Count.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('evaluation'),
    raters: z.string().min(1),
    input: Key,
    /** steps whose results lie before the raters */
    shows: z.array(Key).min(1).optional(),
    /** the meeting at which a rater must have been */
    attended: Key.optional(),
    silence: Silence.optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('hearing') }),
  z.strictObject({
    ...common,
    kind: z.literal('ballot'),
    /** a group of which fewer have rated a unit is never published by itself */
    floor: Count,
    /** what counts then: nothing of that group, or it is pooled with others until enough are together */
    below: z.enum(['notAssessed', 'pooled']),
    /** decimal places of a mean, half up */
    places: Count,
    groups: z.array(BallotGroup).min(1),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('results'),
    input: Key.optional(),
    inputs: z.array(Key).min(1).optional(),
    silence: Silence.optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('additions'), bonus: Key.optional(), deductions: Key.optional() }),
  z.strictObject({ ...common, kind: z.literal('parameters'), names: z.array(Key).min(1) }),
  z.strictObject({ ...common, kind: z.literal('computation') }),
  z.strictObject({ ...common, kind: z.literal('feedback'), appealWindow: Count, answerWindow: Count, lateAppeal: LateAppeal.optional() }),
  z.strictObject({ ...common, kind: z.literal('appeals'), of: Key }),
  z.strictObject({ ...common, kind: z.literal('publication'), circular: Circular.optional() }),
  z.strictObject({ ...common, kind: z.literal('rectification'), findings: z.array(Key).min(1).optional() }),
] as const

/** One step of the year, as the engine runs it: no `instances` left. */
export const PlanStep = z.discriminatedUnion('kind', kinds)
export type PlanStep = z.infer<typeof PlanStep>
export type StepKind = PlanStep['kind']

/** plan.yaml as written: a step may stand for several `instances` that share everything but key, name and dates. */
export const PlanFile = z.strictObject({ steps: z.array(z.looseObject({ key: Key, instances })).min(1) })
