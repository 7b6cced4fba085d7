import { z } from 'zod'

/** What a pause did to the clocks: dates stood (`kept`), or were moved on by its working days (`stopped`). `until`, `days`: null while it lasts. */
const PauseShape = z.object({
  since: z.string(),
  until: z.string().nullable(),
  days: z.number().nullable(),
  clocks: z.enum(['kept', 'stopped']),
  meaning: z.string(),
  document: z.string(),
  reason: z.string(),
  resumedBy: z.string().nullable(),
})
export type PauseView = z.infer<typeof PauseShape>

/** A date that was moved: whose, from what to what. `date` of a step; tasks and appeal windows have a due date only. */
const MovedDate = z.object({
  of: z.string(),
  task: z.string().nullable(),
  date: z.enum(['opens', 'due']),
  was: z.string().nullable(),
  becomes: z.string(),
})
/** One act that moved dates, by which document and why; `reversedBy` the number of the act that put it back. */
const MovementShape = z.object({
  number: z.string(),
  kind: z.enum(['extend', 'reverse', 'reschedule', 'resume']),
  document: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  reversedBy: z.string().nullable(),
  moved: z.array(MovedDate),
})
export type MovementView = z.infer<typeof MovementShape>

const Act = z.object({ by: z.string(), at: z.string() })
/** A proposed version of the rules; `decided` is null while nobody has. */
const AmendmentShape = z.object({
  ordinal: z.number(),
  pack: z.string(),
  document: z.string(),
  reason: z.string(),
  proposed: Act,
  decided: Act.extend({
    outcome: z.enum(['approve', 'refuse']),
    reason: z.string().nullable(),
    document: z.string().nullable(),
  }).nullable(),
})
const VersionsShape = z.object({ opened: z.string(), inForce: z.string(), amendments: z.array(AmendmentShape) })

/**
 * An anonymous evaluation: how many codes each group has, the floor below which nothing is counted, and once it is closed how many rated; null
 * before, and where fewer than the floor did. Never who.
 */
const BallotShape = z.object({
  step: z.string(),
  name: z.string(),
  state: z.enum(['open', 'settled']),
  floor: z.number(),
  below: z.enum(['notAssessed', 'pooled']),
  groups: z.array(z.object({ name: z.string(), issued: z.number(), used: z.number().nullable() })),
})
export type BallotBoxView = z.infer<typeof BallotShape>

/** The working days that the year knows: to which year when it opened, and the notices it got to know since. */
const CalendarShape = z.object({
  name: z.string(),
  until: z.number().nullable(),
  notices: z.array(z.object({ version: z.number(), year: z.number(), document: z.string(), by: z.string(), at: z.string() })),
})

const UnitChange = z.object({
  kind: z.enum(['rename', 'merge', 'split']),
  on: z.string(),
  from: z.array(z.string()),
  into: z.array(z.string()),
  document: z.string(),
  reason: z.string(),
})

/** What has become of a year since it opened, beside what its plan foresaw: each by its document, the oldest first. Times are Beijing's. */
export const ChangesShape = z.object({
  cycle: z.string(),
  pauses: z.array(PauseShape),
  movements: z.array(MovementShape),
  versions: VersionsShape,
  ballots: z.array(BallotShape),
  calendar: CalendarShape,
  units: z.array(UnitChange),
})
export type ChangesView = z.infer<typeof ChangesShape>

/** Why something is due when it is, day by day where days were counted; `history` what it was before. */
export const DeadlineShape = z.object({
  title: z.string(),
  due: z.string(),
  provisional: z.boolean(),
  sentence: z.string(),
  days: z.array(z.object({ date: z.string(), counted: z.boolean(), count: z.number(), reason: z.string() })).readonly(),
  history: z.array(z.object({ due: z.string(), at: z.string(), document: z.string().nullable(), kept: z.boolean() })),
})
export type DeadlineView = z.infer<typeof DeadlineShape>
