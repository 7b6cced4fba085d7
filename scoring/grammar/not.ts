import { z } from 'zod'
import { truth } from '../value.ts'
import { own } from './combine.ts'
import type { NotNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: not, of: … }`. */
export const not: Operator<NotNode> = {
  shape: (node) => z.strictObject({ op: z.literal('not'), of: node, ...own }),
  gives: 'truth',
  children: (node) => [{ path: 'of', node: node.of, wants: 'truth' }],
  evaluate: (node, at) => {
    const of = at.child(node.of)
    return { uses: [of], value: of.value.kind === 'truth' ? truth(!of.value.value) : of.value }
  },
  explain: (_node, step, names) => `不是：${step.uses.map(names.use).join('')}`,
}
