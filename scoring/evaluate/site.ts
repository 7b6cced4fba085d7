import type { Node } from '../grammar/node.ts'
import type { At, Done } from '../grammar/operator.ts'
import { operatorOf } from '../grammar/operators.ts'
import type { Source } from '../pack/scalars.ts'
import type { Detail } from '../trace/trace.ts'
import type { Use, Value } from '../value.ts'
import { idOf, said, sourceText } from './place.ts'
import type { Place, Said } from './place.ts'

/** A node at its place in the rules, ready to be evaluated in any scope. */
export class Site implements Place {
  readonly op: string
  readonly source: string
  readonly node: Node
  /** Finds the value, unless the node only refers to a step (`refer`) or is always the same (`constant`). */
  readonly evaluate: ((node: Node, at: At) => Done) | null
  readonly refer: ((node: Node, at: At) => Use) | null
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
    const operator = operatorOf(node)
    this.constant = 'constant' in operator ? operator.constant(node) : null
    this.evaluate = 'evaluate' in operator ? operator.evaluate : null
    this.refer = 'refer' in operator ? operator.refer : null
    this.below = operator.children(node).map((child) => new Site(root, `${path}/${child.path}`, child.node, own))
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
