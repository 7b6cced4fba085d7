import { z } from 'zod'
import * as decimal from '../decimal.ts'
import { AbsentPolicy, combine, joined, listed, own } from './combine.ts'
import type { SumNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: sum, of: […], notApplicable: skip }`. */
export const sum: Operator<SumNode> = {
  shape: (node) => z.strictObject({ op: z.literal('sum'), of: z.array(node).min(1), notApplicable: AbsentPolicy, ...own }),
  gives: 'number',
  children: (node) => listed('of', node.of, 'number'),
  evaluate: (node, at) => {
    const uses = node.of.map((part) => at.child(part))
    return { uses, value: combine(uses, node.notApplicable, decimal.sum) }
  },
  explain: (_node, step, names) => joined(step.uses.map(names.use), '+'),
}
