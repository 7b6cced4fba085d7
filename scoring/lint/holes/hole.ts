import { operatorOf } from '../../grammar/operators.ts'
import type { Node } from '../../grammar/node.ts'
import { roots } from '../../grammar/walk.ts'
import type { Root } from '../../grammar/walk.ts'
import type { Pack } from '../../pack/pack.ts'
import type { Source } from '../../pack/scalars.ts'

/**
 * A place where the regulation leaves a question open, found from the pack's own data. It is answered when an assumption that says so
 * (`answers: [<code>]`) is cited there. `articles`: where the regulation should have said it; `cited`: the assumptions that the place cites.
 */
export type Hole = { code: string; file: string; path: string; message: string; articles: string[]; cited: string[] }
/** One kind of hole, one file. */
export type HoleFinder = (pack: Pack) => Hole[]

/** A node with what holds at it: its source, and every assumption on the way down to it. */
export type Spot = { root: Root; node: Node; path: string; source: Source; cited: string[] }

/** Every node of a pack with its source and the assumptions that are cited from its root down to it. */
export function spotsOf(pack: Pick<Pack, 'scoring' | 'grades'>): Spot[] {
  return roots(pack).flatMap((root) => below(root, root.node, root.path, root.source, [...root.assumes, ...keyOf(root.source)]))
}

function below(root: Root, node: Node, path: string, above: Source, known: string[]): Spot[] {
  const source = node.source ?? above
  const chosen = node.op === 'choice' ? [node.assumption] : []
  const cited = [...known, ...(node.assumes ?? []), ...keyOf(source), ...chosen]
  const children = operatorOf(node).children(node)
  return [
    { root, node, path, source, cited },
    ...children.flatMap((child) => below(root, child.node, `${path}/${child.path}`, source, cited)),
  ]
}

/** The assumption that a source is, if it is one. */
export function keyOf(source: Source): string[] {
  return 'assumption' in source ? [source.assumption] : []
}

/** The article of a source, or of the assumption that it is. */
export function articleOf({ assumptions }: Pick<Pack, 'assumptions'>, source: Source): string {
  return 'article' in source ? source.article : (assumptions.find(({ key }) => key === source.assumption)?.article ?? '')
}

/** The regulation's words that a source quotes; '' for an assumption. */
export function wordsOf(source: Source): string {
  return 'quote' in source ? source.quote : ''
}
