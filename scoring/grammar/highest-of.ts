import { highest } from '../decimal.ts'
import type { HighestOfNode } from './node.ts'
import type { Operator } from './operator.ts'
import { overChildren, overEvaluate, overShape, overWords } from './over.ts'

/** `{ op: highestOf, of: […], notApplicable: skip }`: only the highest counts. */
export const highestOf: Operator<HighestOfNode> = {
  shape: (node) => overShape('highestOf', node),
  gives: 'number',
  children: overChildren,
  evaluate: (node, at) => overEvaluate(node, at, highest),
  explain: (node, step, names) => `${overWords(node, step, names)} 中最高者`,
}
