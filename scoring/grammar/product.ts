import { z } from 'zod'
import * as decimal from '../decimal.ts'
import { combine, joined, listed, own } from './combine.ts'
import type { ProductNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: product, of: […] }`: not applicable if a factor is. */
export const product: Operator<ProductNode> = {
  shape: (node) => z.strictObject({ op: z.literal('product'), of: z.array(node).min(2), ...own }),
  gives: 'number',
  children: (node) => listed('of', node.of, 'number'),
  evaluate: (node, at) => {
    const uses = node.of.map((part) => at.child(part))
    return { uses, value: combine(uses, 'pass', decimal.product) }
  },
  explain: (_node, step, names) => joined(step.uses.map(names.use), '×'),
}
