import { z } from 'zod'

/** Where something comes from: an article with its words, or an assumption with its question and the option chosen. */
export const SourceShape = z.object({
  article: z.string(),
  quote: z.string(),
  assumption: z.object({ key: z.string(), question: z.string(), decided: z.string().nullable() }).nullable(),
})
export type SourceView = z.infer<typeof SourceShape>

/** How many tasks there are and what became of them; `overdue` are those among `open` whose due time has passed. */
export const TaskCountsShape = z.object({
  total: z.number(),
  open: z.number(),
  overdue: z.number(),
  inTime: z.number(),
  late: z.number(),
  lapsed: z.number(),
  cancelled: z.number(),
})
export type TaskCounts = z.infer<typeof TaskCountsShape>

/** `instant` for drawing, `text` in Beijing for reading. `expected`: the plan says so, the engine has not fixed it yet. */
const Moment = z.object({ instant: z.string(), text: z.string(), expected: z.boolean() })
export type MomentView = z.infer<typeof Moment>

/** One step of the year. `waiting` says in words whom or what it waits for, null once it is settled. `cancelled`: an amendment took it out before it opened. */
export const StepShape = z.object({
  key: z.string(),
  name: z.string(),
  kind: z.string(),
  state: z.enum(['planned', 'scheduled', 'open', 'settled', 'cancelled']),
  opens: Moment.nullable(),
  due: Moment.nullable(),
  settled: Moment.nullable(),
  tasks: TaskCountsShape,
  source: SourceShape,
  waiting: z.string().nullable(),
})
export type StepView = z.infer<typeof StepShape>
