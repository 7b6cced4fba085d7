import type { Trace, TraceStep } from './trace.ts'

/** A step with the steps it reads; `repeated` where it stands elsewhere already and its children are not listed again. */
export type TraceNode = { step: TraceStep; children: TraceNode[]; repeated: boolean }
/** The trace as a tree, from one of its results (the first, unless named). */
export function traceTree(_trace: Trace, _result?: string): TraceNode | null {
  throw new Error('traceTree is being written')
}
