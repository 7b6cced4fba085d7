import { z } from 'zod'
import { joined, listed, own } from './combine.ts'
import { connect } from './connect.ts'
import type { AnyNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: any, of: […] }`: whether one condition holds. */
export const any: Operator<AnyNode> = {
  shape: (node) => z.strictObject({ op: z.literal('any'), of: z.array(node).min(1), ...own }),
  gives: 'truth',
  children: (node) => listed('of', node.of, 'truth'),
  evaluate: (node, at) => {
    const uses = node.of.map((part) => at.child(part))
    return { uses, value: connect(uses, true) }
  },
  explain: (_node, step, names) => joined(step.uses.map(names.use), '或'),
}
