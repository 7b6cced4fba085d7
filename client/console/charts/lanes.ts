import type { StepView } from '../../views/shapes/step.ts'
import { words } from '../words.ts'

/** One row of the timeline: steps of one kind that do not overlap. */
export type Lane = { label: string; steps: StepView[] }
export type Drawn = 'settled' | 'troubled' | 'open' | 'planned'

/** How a step looks: settled without or with late and lapsed tasks, going on, or still to come. */
export function lookOf({ state, tasks }: StepView): Drawn {
  if (state === 'open') return 'open'
  if (state !== 'settled') return 'planned'
  return tasks.late + tasks.lapsed > 0 ? 'troubled' : 'settled'
}

/** The year as rows: each step goes into the first row of its kind that is free at its time; kinds stand in the order of the plan. */
export function lanesOf(steps: readonly StepView[]): Lane[] {
  const kinds = new Map<string, StepView[][]>()
  for (const step of steps) {
    if (!step.opens || !step.due) continue
    const lanes = kinds.get(step.kind) ?? []
    kinds.set(step.kind, lanes)
    const free = lanes.find((lane) => lane.every((other) => apart(other, step)))
    if (free) free.push(step)
    else lanes.push([step])
  }
  return [...kinds].flatMap(([kind, lanes]) => lanes.map((lane) => ({ label: labelOf(kind, lane), steps: lane })))
}

/** Instants are ISO texts of one length in UTC: their order is the order of time. */
function apart(a: StepView, b: StepView): boolean {
  return endOf(a) <= (b.opens?.instant ?? '') || endOf(b) <= (a.opens?.instant ?? '')
}

/** Where a step ends on the drawing: at its due instant, or later if it was settled later. */
export function endOf({ due, settled }: StepView): string {
  const [planned, real] = [due?.instant ?? '', settled?.instant ?? '']
  return real > planned ? real : planned
}

function labelOf(kind: string, lane: readonly StepView[]): string {
  const [first] = lane
  return lane.length === 1 && first ? first.name : (words.stepKinds[kind] ?? first?.name ?? kind)
}
