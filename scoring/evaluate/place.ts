import type { Node } from '../grammar/node.ts'
import type { Source } from '../pack/scalars.ts'
import type { TraceStep } from '../trace/trace.ts'
import { textOf } from '../value.ts'
import type { Use, Value } from '../value.ts'

/** Where in a pack and for which indicator (or unit) a node is evaluated; its id is `<root>@<scope><path>`. */
export type Place = { root: string; scope: string; path: string; item: string | null; source: Source }

/** What evaluates nodes and records the steps of a trace. */
export interface Evaluator {
  node(node: Node, place: Place): Use
  record(step: TraceStep, value: Value): Use
}

/** A use as a trace writes it. */
export function written({ id, value }: Use): { id: string; value: string } {
  return { id, value: textOf(value) }
}

/** The id of a place. */
export function idOf({ root, scope, path }: Pick<Place, 'root' | 'scope' | 'path'>): string {
  return `${root}${scope === '' ? '' : `@${scope}`}${path}`
}
