import { z } from 'zod'
import { MonthLightShape } from './lights.ts'
import { RankedUnitShape } from './ranking.ts'
import { OriginShape, TraceShape } from './trace.ts'

/** Bonus points, deductions and findings: what, how many points, why, and whence. */
export const AdditionShape = z.object({
  input: z.string(),
  label: z.string(),
  indicator: z.string().nullable(),
  points: z.string(),
  ground: z.string(),
  document: z.string().nullable(),
  falsified: z.boolean(),
  withdrawn: z.boolean(),
  origin: OriginShape,
})
export type AdditionView = z.infer<typeof AdditionShape>

const Deduction = z.object({
  indicator: z.string().nullable(),
  name: z.string(),
  points: z.string(),
  full: z.string().nullable(),
  ground: z.string(),
})

const Form = z.object({
  version: z.number(),
  issued: z.string(),
  published: z.string().nullable(),
  logHead: z.string().nullable(),
  deductions: z.array(Deduction),
})
const Receipt = z.object({ at: z.string(), how: z.enum(['acknowledged', 'served']), by: z.string(), proof: z.string().nullable() })
const Appeal = z.object({
  state: z.enum(['window', 'filed', 'waived', 'granted', 'refused']),
  due: z.string(),
  why: z.string(),
  filed: z.object({ at: z.string(), by: z.string(), grounds: z.array(z.string()) }).nullable(),
  answered: z.object({ at: z.string(), by: z.string(), answer: z.string().nullable(), document: z.string().nullable() }).nullable(),
  closed: z.string().nullable(),
})

/** The feedback form with its receipt, and the appeal that the receipt opened; `why` counts the days of its window. */
export const FeedbackShape = z.object({ form: Form, receipt: Receipt.nullable(), appeal: Appeal.nullable() })
export type FeedbackView = z.infer<typeof FeedbackShape>

/** One computation as it was for this unit; `changes` against the one before. */
export const HistoryShape = z.object({
  version: z.number(),
  step: z.string(),
  at: z.string(),
  total: z.string().nullable(),
  published: z.string().nullable(),
  rank: z.number().nullable(),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})
export type HistoryView = z.infer<typeof HistoryShape>

/** What a month asks of a unit; `over`: where it is more than the ceiling of the pack. */
const BurdenMonthShape = z.object({
  month: z.string(),
  forms: z.number(),
  files: z.number(),
  visits: z.number(),
  over: z.array(z.enum(['forms', 'files', 'visits'])),
})
export type BurdenMonth = z.infer<typeof BurdenMonthShape>

/** What the year asked of this unit, altogether and month by month. */
const Burden = z.object({
  tasks: z.number(),
  late: z.number(),
  lapsed: z.number(),
  submissions: z.number(),
  files: z.number(),
  notices: z.number(),
  months: z.array(BurdenMonthShape),
})
export type BurdenView = z.infer<typeof Burden>

/** A document that moved the due date of a task of the unit; `number` is what it is put back by, `reversedBy` what put it back. */
export const ExtensionShape = z.object({
  number: z.string(),
  kind: z.enum(['extend', 'reverse', 'reschedule', 'resume']),
  task: z.string(),
  title: z.string(),
  document: z.string(),
  reason: z.string(),
  was: z.string(),
  becomes: z.string(),
  at: z.string(),
  reversedBy: z.string().nullable(),
})
export type ExtensionView = z.infer<typeof ExtensionShape>

/** One unit: result, trace, and all that was said about it. */
export const UnitShape = RankedUnitShape.extend({
  cycle: z.string(),
  class: z.object({ key: z.string(), name: z.string(), size: z.number() }),
  version: z.number(),
  missing: z.array(z.string()),
  problems: z.array(z.string()),
  trace: TraceShape.nullable(),
  additions: z.array(AdditionShape),
  feedback: FeedbackShape.nullable(),
  history: z.array(HistoryShape),
  /** its first post, in whose name its own matters are read */
  post: z.string().nullable(),
  burden: Burden,
  /** empty where the pack declares no lights */
  lights: z.array(MonthLightShape),
  extensions: z.array(ExtensionShape),
})
export type UnitView = z.infer<typeof UnitShape>
