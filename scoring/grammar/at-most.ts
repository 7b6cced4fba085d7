import { z } from 'zod'
import { compare } from '../decimal.ts'
import { combine, own } from './combine.ts'
import type { AtMostNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: atMost, of: …, limit: "5" }`: the value, but the limit where the value is above it. */
export const atMost: Operator<AtMostNode> = {
  shape: (node) => z.strictObject({ op: z.literal('atMost'), of: node, limit: node, ...own }),
  gives: 'number',
  children: (node) => [
    { path: 'of', node: node.of, wants: 'number' },
    { path: 'limit', node: node.limit, wants: 'number' },
  ],
  evaluate: (node, at) => {
    const uses = [at.child(node.of), at.child(node.limit)]
    const value = combine(uses, 'pass', ([of = '0', limit = '0']) => (compare(of, limit) > 0 ? limit : of))
    return { uses, value }
  },
  explain: (_node, step, names) => `${names.use(step.uses[0]!)}（最高为 ${names.use(step.uses[1]!)}）`,
}
