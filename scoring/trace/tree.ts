import type { Trace, TraceStep } from './trace.ts'

/** A step with the steps it reads; `repeated` where it stands elsewhere already and its children are not listed again. */
export type TraceNode = { step: TraceStep; children: TraceNode[]; repeated: boolean }

/** The trace as a tree, from one of its results (the first, unless named); null if there is no such result. */
export function traceTree(trace: Trace, result?: string): TraceNode | null {
  const top = result === undefined ? Object.values(trace.result)[0] : trace.result[result]
  const step = trace.steps.find(({ id }) => id === top)
  return step ? grower(trace)(step) : null
}

/** The whole trace as trees, from each step that no other reads; facts that nothing reads are left out. */
export function traceTrees(trace: Trace): TraceNode[] {
  const used = new Set(trace.steps.flatMap(({ uses }) => uses.map(({ id }) => id)))
  return trace.steps.filter(({ id, op }) => op !== 'input' && !used.has(id)).map(grower(trace))
}

function grower(trace: Trace): (step: TraceStep) => TraceNode {
  const steps = new Map(trace.steps.map((step) => [step.id, step]))
  const seen = new Set<string>()
  const grow = (step: TraceStep): TraceNode => {
    const repeated = seen.has(step.id)
    seen.add(step.id)
    const read = repeated ? [] : [...new Set(step.uses.map(({ id }) => id))]
    const below = read.flatMap((id) => steps.get(id) ?? [])
    return { step, children: below.map(grow), repeated: repeated && step.uses.length > 0 }
  }
  return grow
}
