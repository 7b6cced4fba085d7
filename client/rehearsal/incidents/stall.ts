import { z } from 'zod'
import { Key } from '../../../scoring/pack/scalars.ts'
import type { Instant } from '../../../records/schema.ts'
import type { TaskRow } from '../../../records/task.ts'
import { unitsOf } from '../../../steps/units.ts'
import type { Stage } from '../action.ts'
import { incidentKind, instantOf, when } from './incident.ts'

/**
 * A unit does what a step asks of it on this day only, however late that is, and lets the first slip about it pass. Without `unit`
 * one is drawn.
 */
export const stall = incidentKind({
  shape: z.strictObject({ kind: z.literal('stall'), ...when, step: Key, unit: Key.optional() }),
  plan: () => [], // it holds back what the unit plans anyway
})

/** Until when a task is held back; null when nothing holds it. */
export function stalledUntil(stage: Stage, task: TaskRow): Instant | null {
  if (task.verb !== 'submit' || task.assignee_unit === null) return null
  for (const incident of stage.incidents ?? [])
    if (incident.kind === 'stall' && incident.step === task.step && (incident.unit ?? drawn(stage, task.step)) === task.assignee_unit)
      return instantOf(incident)
  return null
}

function drawn({ pack, chance }: Stage, step: string): string | undefined {
  const spec = pack.plan.find(({ key }) => key === step)
  return spec && chance.pick(unitsOf({ pack, spec }), 'stall', step).key
}
