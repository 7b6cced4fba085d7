import { z } from 'zod'
import { StepShape, TaskCountsShape } from './step.ts'

/** A year in the list of years. `clock` is the cycle's own time in Beijing, `2018-02-12 09:00`. */
export const CycleSummaryShape = z.object({
  id: z.string(),
  name: z.string(),
  year: z.string(),
  document: z.string(),
  kind: z.enum(['live', 'rehearsal']),
  state: z.enum(['open', 'published', 'closed']),
  clock: z.string(),
  units: z.number(),
  computed: z.boolean(),
})
export type CycleSummary = z.infer<typeof CycleSummaryShape>

const AppealCounts = z.object({ received: z.number(), filed: z.number(), granted: z.number(), refused: z.number(), waived: z.number() })
/** `pack`: the hash of the version of the rules with which it was computed */
const Computed = z.object({ version: z.number(), step: z.string(), at: z.string(), resultHash: z.string(), pack: z.string() })
const Published = z.object({ version: z.number(), at: z.string(), document: z.string().nullable(), logHead: z.string().nullable() })

/** Tasks on which nobody can act: who is missing, since when, who can act. */
const Incident = z.object({ id: z.string(), sentence: z.string(), since: z.string(), tasks: z.array(z.string()) })
/** Since when a year stands still, by which document; `clocks`: whether its due dates stand or are moved on afterwards. */
const Paused = z.object({ since: z.string(), document: z.string(), reason: z.string(), clocks: z.enum(['kept', 'stopped']) })

/** One year: what it runs on, how far it is, and each of its steps in order. `clockAt` is the instant of `clock`. */
export const CycleShape = CycleSummaryShape.extend({
  jurisdiction: z.string(),
  issued: z.string(),
  pack: z.object({ key: z.string(), version: z.string(), hash: z.string() }),
  clockAt: z.string(),
  opened: z.string(),
  madeUp: z.number(),
  tasks: TaskCountsShape,
  appeals: AppealCounts,
  computations: z.array(Computed),
  publication: Published.nullable(),
  /** the post in whose name an administrator reads */
  office: z.string(),
  incidents: z.array(Incident),
  paused: Paused.nullable(),
  steps: z.array(StepShape),
})
export type CycleView = z.infer<typeof CycleShape>
