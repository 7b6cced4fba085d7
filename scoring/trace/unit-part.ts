import { splitId } from './locate-step.ts'
import type { Trace, TraceStep } from './trace.ts'

/**
 * What a class's trace says of one unit: its rank, grade, conditions, consequences and prizes, and what they rest on, in evaluation order.
 * Other units are named in its sentences where it stands next to them; their own lines are left out. `subject` is the unit, the result its
 * rank; the seal is that of the whole trace.
 */
export function unitPart(trace: Trace, unit: string): Trace {
  const above = new Map(trace.steps.map((step) => [step.id, step]))
  const kept = new Set<string>()
  const keep = (step: TraceStep): void => {
    if (kept.has(step.id)) return
    kept.add(step.id)
    for (const { id } of step.uses) {
      const used = above.get(id)
      if (used && [unit, null].includes(unitOf(used))) keep(used)
    }
  }
  for (const step of trace.steps) if (unitOf(step) === unit) keep(step)
  const result = Object.fromEntries(Object.entries(trace.result).filter(([one]) => one === unit))
  return { ...trace, subject: unit, steps: trace.steps.filter(({ id }) => kept.has(id)), result }
}

/** The unit that a line of a class is about; null where it is about the class. */
function unitOf({ id, op }: TraceStep): string | null {
  const { root, scope } = splitId(id)
  if (scope !== '') return scope
  return op === 'published' || op === 'rank' || op === 'grade' ? root.slice(root.indexOf(':') + 1) : null
}
