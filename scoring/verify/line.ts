import type { Node } from '../grammar/node.ts'
import type { Pack } from '../pack/pack.ts'
import type { Trace, TraceStep } from '../trace/trace.ts'

/** Thrown where a line cannot be what it claims; the verifier reports the sentence. */
export class Mismatch extends Error {}

/** What is known while lines are read from top to bottom: the lines above, and the facts of the whole trace by list. */
export type Book = {
  pack: Pack
  trace: Trace
  above: Map<string, TraceStep>
  perIndicator: Set<string>
  excepted: Set<string>
  /** For each node of the frame, itself and the nodes above it. */
  nodes: Map<string, Set<string>>
  /** Elements of lists by header id, in order. */
  elements: Map<string, TraceStep[]>
  /** Keys of the indicators whose fields or rules occur, in order of first occurrence. */
  items: string[]
  /** Lines of published scores and of ranks that stand above, while a class is re-checked. */
  published: TraceStep[]
  ranked: TraceStep[]
}

/** One line being re-checked: gathers the steps it must have used, in order. */
export class Line {
  readonly used: string[] = []
  readonly book: Book
  readonly root: string
  readonly scope: string
  readonly path: string
  constructor(book: Book, root: string, scope: string, path: string) {
    this.book = book
    this.root = root
    this.scope = scope
    this.path = path
  }

  /** The value of a node below, as the lines above have it. */
  child(node: Node, path: string, scope = this.scope): string {
    return this.value(this.idOf(node, this.root, scope, `${this.path}/${path}`))
  }

  /** The value of a step above, which counts as used. */
  value(id: string): string {
    const step = this.book.above.get(id)
    if (!step) throw new Mismatch(`应引用在前的步骤 \`${id}\`，实际没有`)
    this.used.push(id)
    return step.value
  }

  /** The id of the step that gives a node's value: its own, or the one it refers to. */
  idOf(node: Node, root: string, scope: string, path: string): string {
    const { pack, trace, perIndicator, excepted } = this.book
    if (node.op === 'input') return `input:${node.name}${trace.phase === 'grade' ? `@${scope}` : ''}`
    if (node.op === 'parameter') return `parameter:${node.name}`
    if (node.op === 'item') return `input:indicators.${scope}.${node.field}`
    if (node.op === 'standing')
      return node.field === 'size' ? 'standing:size' : node.field === 'published' ? `published:${scope}` : `standing:${node.field}@${scope}`
    if (node.op !== 'rule') return `${root}${scope === '' ? '' : `@${scope}`}${path}`
    const own = perIndicator.has(node.rule) ? scope : ''
    const rule = pack.scoring.rules[node.rule]
    if (!rule) throw new Mismatch(`应有规则 \`${node.rule}\`，实际没有`)
    return excepted.has(node.rule) ? `${node.rule}${own === '' ? '' : `@${own}`}` : this.idOf(rule.value, node.rule, own, '')
  }
}
