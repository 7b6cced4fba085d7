import { z } from 'zod'
import { joined, listed, own } from './combine.ts'
import { connect } from './connect.ts'
import type { AllNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: all, of: […] }`: whether every condition holds. */
export const all: Operator<AllNode> = {
  shape: (node) => z.strictObject({ op: z.literal('all'), of: z.array(node).min(1), ...own }),
  gives: 'truth',
  children: (node) => listed('of', node.of, 'truth'),
  evaluate: (node, at) => {
    const uses = node.of.map((part) => at.child(part))
    return { uses, value: connect(uses, false) }
  },
  explain: (_node, step, names) => joined(step.uses.map(names.use), '且'),
}
