import { z } from 'zod'
import { Key } from '../pack/scalars.ts'
import { truth } from '../value.ts'
import { own } from './combine.ts'
import type { OneOfNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: oneOf, of: { op: input, name: lastYear.grade }, values: [basic, failed] }`: whether a text is one of those. */
export const oneOf: Operator<OneOfNode> = {
  shape: (node) => z.strictObject({ op: z.literal('oneOf'), of: node, values: z.array(Key).min(1), ...own }),
  gives: 'truth',
  children: (node) => [{ path: 'of', node: node.of, wants: 'text' }],
  evaluate: (node, at) => {
    const of = at.child(node.of)
    return { uses: [of], value: of.value.kind === 'text' ? truth(node.values.includes(of.value.value)) : of.value }
  },
  explain: (node, step, names) =>
    `${step.uses.map(names.use).join('')} 为 ${node.values.map(names.text).join('、')}${node.values.length > 1 ? ' 之一' : ''}`,
}
