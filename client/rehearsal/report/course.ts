import type { Queries } from '../../../records/database.ts'
import type { Instant, StepMode } from '../../../records/schema.ts'
import { stepsOf } from '../../../records/step.ts'
import type { TaskCounts } from '../../views/shapes/step.ts'
import { taskCounts } from '../../views/task-counts.ts'

/** How one step of the year went. Instants in UTC; `tasks` is null for a step in which nobody acts. */
export type RehearsedStep = {
  key: string
  name: string
  kind: string
  mode: StepMode
  opensAt: Instant | null
  dueAt: Instant | null
  openedAt: Instant | null
  settledAt: Instant | null
  tasks: TaskCounts | null
}

/** The steps of the year in the order of the plan. */
export async function courseOf(queries: Queries, cycle: string, now: Instant): Promise<RehearsedStep[]> {
  const counts = await taskCounts(queries, cycle, now)
  return (await stepsOf(queries, cycle)).map(({ key, name, kind, mode, opens_at, due_at, opened_at, settled_at }) => ({
    ...{ key, name, kind, mode },
    opensAt: opens_at,
    dueAt: due_at,
    openedAt: opened_at,
    settledAt: settled_at,
    tasks: counts.get(key) ?? null,
  }))
}
