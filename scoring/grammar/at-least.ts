import { z } from 'zod'
import { compare } from '../decimal.ts'
import { combine, own } from './combine.ts'
import type { AtLeastNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: atLeast, of: …, limit: "5" }`: the value, but the limit where the value is below it. */
export const atLeast: Operator<AtLeastNode> = {
  shape: (node) => z.strictObject({ op: z.literal('atLeast'), of: node, limit: node, ...own }),
  gives: 'number',
  children: (node) => [
    { path: 'of', node: node.of, wants: 'number' },
    { path: 'limit', node: node.limit, wants: 'number' },
  ],
  evaluate: (node, at) => {
    const uses = [at.child(node.of), at.child(node.limit)]
    const value = combine(uses, 'pass', ([of = '0', limit = '0']) => (compare(of, limit) < 0 ? limit : of))
    return { uses, value }
  },
  explain: (_node, step, names) => `${names.use(step.uses[0]!)}（最低为 ${names.use(step.uses[1]!)}）`,
}
