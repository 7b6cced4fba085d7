import { z } from 'zod'
import { SourceShape } from './step.ts'

const Light = z.enum(['green', 'yellow', 'red', 'unlit'])

/** The light of a unit in a month, with the tasks that make it: the worst of them counts. `done`: when it was handed in, null when it was not. */
export const MonthLightShape = z.object({
  month: z.string(),
  light: Light,
  tasks: z.array(
    z.object({ task: z.string(), step: z.string(), title: z.string(), light: Light, due: z.string(), done: z.string().nullable() }),
  ),
})
export type MonthLight = z.infer<typeof MonthLightShape>

/** All lights of a year: which kinds of steps show one and by what rule, and each unit's by month. `counts` counts months of units. */
export const LightsShape = z.object({
  cycle: z.string(),
  kinds: z.array(z.string()),
  source: SourceShape,
  months: z.array(z.string()),
  counts: z.object({ green: z.number(), yellow: z.number(), red: z.number(), unlit: z.number() }),
  units: z.array(z.object({ unit: z.string(), name: z.string(), months: z.array(MonthLightShape) })),
})
export type LightsView = z.infer<typeof LightsShape>
