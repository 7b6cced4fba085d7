import { quotient, sum } from '../decimal.ts'
import type { MeanNode } from './node.ts'
import type { Operator } from './operator.ts'
import { overChildren, overEvaluate, overShape, overWords } from './over.ts'

/** The arithmetic mean. */
export function meanOf(numbers: readonly string[]): string {
  return quotient(sum(numbers), String(numbers.length))
}

/** `{ op: mean, over: leaders, notApplicable: skip }` or `{ op: mean, of: […], notApplicable: pass }`. */
export const mean: Operator<MeanNode> = {
  shape: (node) => overShape('mean', node),
  gives: 'number',
  children: overChildren,
  evaluate: (node, at) => overEvaluate(node, at, meanOf),
  explain: (node, step, names) => `${overWords(node, step, names)} 的算术平均`,
}
