import type { Trace, TraceStep } from './trace.ts'

/** A step with the steps it reads; `repeated` where it stands elsewhere already and its children are not listed again. */
export type TraceNode = { step: TraceStep; children: TraceNode[]; repeated: boolean }

/** The trace as a tree, from one of its results (the first, unless named); null if there is no such result. */
export function traceTree(trace: Trace, result?: string): TraceNode | null {
  const steps = new Map(trace.steps.map((step) => [step.id, step]))
  const top = result === undefined ? Object.values(trace.result)[0] : trace.result[result]
  const seen = new Set<string>()
  const grow = (step: TraceStep): TraceNode => {
    const repeated = seen.has(step.id)
    seen.add(step.id)
    const below = repeated ? [] : step.uses.flatMap(({ id }) => steps.get(id) ?? [])
    return { step, children: below.map(grow), repeated: repeated && step.uses.length > 0 }
  }
  const step = top === undefined ? undefined : steps.get(top)
  return step ? grow(step) : null
}
