import type { Node } from '../grammar/node.ts'
import type { Operator } from '../grammar/operator.ts'
import { operatorOf } from '../grammar/operators.ts'
import type { Source } from '../pack/scalars.ts'
import type { Detail } from '../trace/trace.ts'
import type { Value } from '../value.ts'
import { idOf, said, sourceText } from './place.ts'
import type { Place, Said } from './place.ts'

/** A node at its place in the rules, ready to be evaluated in any scope. */
export class Site implements Place {
  readonly op: string
  readonly source: string
  readonly node: Node
  readonly operator: Operator<Node>
  /** The value of a node that is always the same. */
  readonly constant: Value | null
  private readonly root: string
  private readonly path: string
  private readonly below: Site[]
  private last: Said = said({})
  constructor(root: string, path: string, node: Node, source: Source) {
    const own = node.source ?? source
    this.root = root
    this.path = path
    this.node = node
    this.op = node.op
    this.source = sourceText(own)
    this.operator = operatorOf(node)
    this.constant = 'constant' in this.operator ? this.operator.constant(node) : null
    this.below = this.operator.children(node).map((child) => new Site(root, `${path}/${child.path}`, child.node, own))
  }

  idIn(scope: string): string {
    return idOf(this.root, scope, this.path)
  }

  /** The site of a node below. */
  at(node: Node): Site {
    for (const site of this.below) if (site.node === node) return site
    throw new TypeError(`${this.op} names no such child`)
  }

  /** The detail of a step: that of the last step from here, if it says the same. */
  say(detail: Detail): Said {
    if (!alike(detail, this.last.detail)) this.last = said(detail)
    return this.last
  }
}

function alike(one: Detail, other: Detail): boolean {
  let more = 0
  for (const key in other) {
    if (one[key] !== other[key]) return false
    more--
  }
  for (const _ in one) more++
  return more === 0
}
