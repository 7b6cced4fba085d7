import { z } from 'zod'
import * as decimal from '../decimal.ts'
import { absentAmong, missingAmong, truth } from '../value.ts'
import type { Use } from '../value.ts'
import { own } from './combine.ts'
import type { CompareNode, Comparison } from './node.ts'
import type { Operator } from './operator.ts'

const holds: Record<Comparison, (order: number) => boolean> = {
  atLeast: (order) => order >= 0,
  above: (order) => order > 0,
  atMost: (order) => order <= 0,
  below: (order) => order < 0,
  equal: (order) => order === 0,
  notEqual: (order) => order !== 0,
}
const words: Record<Comparison, string> = {
  atLeast: '不低于',
  above: '高于',
  atMost: '不高于',
  below: '低于',
  equal: '等于',
  notEqual: '不等于',
}

/** `{ op: compare, left: …, is: atLeast, right: "60" }`. */
const numberIn = (use: Use | undefined): string => (use?.value.kind === 'number' ? use.value.value : '0')

export const compare: Operator<CompareNode> = {
  shape: (node) =>
    z.strictObject({
      op: z.literal('compare'),
      left: node,
      is: z.enum(['atLeast', 'above', 'atMost', 'below', 'equal', 'notEqual']),
      right: node,
      ...own,
    }),
  gives: 'truth',
  children: (node) => [
    { path: 'left', node: node.left, wants: 'number' },
    { path: 'right', node: node.right, wants: 'number' },
  ],
  evaluate: (node, at) => {
    const uses = [at.child(node.left), at.child(node.right)]
    const value = missingAmong(uses) ?? absentAmong(uses) ?? truth(holds[node.is](decimal.compare(numberIn(uses[0]), numberIn(uses[1]))))
    return { uses, value, detail: { is: node.is } }
  },
  explain: (node, step, names) => step.uses.map(names.use).join(` ${words[node.is]} `),
}
