import { all } from './all.ts'
import { any } from './any.ts'
import { atLeast } from './at-least.ts'
import { atMost } from './at-most.ts'
import { bands } from './bands.ts'
import { choice } from './choice.ts'
import { compare } from './compare.ts'
import { counted } from './counted.ts'
import { difference } from './difference.ts'
import { each } from './each.ts'
import { highestOf } from './highest-of.ts'
import { input } from './input.ts'
import { item } from './item.ts'
import { linear } from './linear.ts'
import { mean } from './mean.ts'
import { oneOf } from './one-of.ts'
import { parameter } from './parameter.ts'
import type { Node, NodeOf, Op } from './node.ts'
import { not } from './not.ts'
import type { Operator } from './operator.ts'
import { perEvent } from './per-event.ts'
import { product } from './product.ts'
import { ratio } from './ratio.ts'
import { round } from './round.ts'
import { rule } from './rule.ts'
import { standing } from './standing.ts'
import { sum } from './sum.ts'
import { value } from './value.ts'
import { weighted } from './weighted.ts'
import { when } from './when.ts'

/** All operators. Total over the kinds of node: a new kind does not compile until it stands here. */
export const operators: { [K in Op]: Operator<NodeOf<K>> } = {
  value,
  input,
  item,
  parameter,
  rule,
  standing,
  sum,
  difference,
  product,
  ratio,
  counted,
  atMost,
  atLeast,
  bands,
  linear,
  weighted,
  mean,
  highestOf,
  perEvent,
  each,
  when,
  choice,
  compare,
  all,
  any,
  oneOf,
  not,
  round,
}

/** The operator of a node. The map is total and keyed by `op`, which TypeScript cannot carry through an index. */
export function operatorOf(node: Node): Operator<Node> {
  return operators[node.op] as unknown as Operator<Node>
}
