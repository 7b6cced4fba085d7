import { z } from 'zod'
import { normal } from '../decimal.ts'
import { DecimalString } from '../pack/scalars.ts'
import { number } from '../value.ts'
import { own } from './combine.ts'
import type { ValueNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: value, is: "5" }`, or just `"5"`: a parameter of the regulation. */
export const value: Operator<ValueNode> = {
  shape: () => z.strictObject({ op: z.literal('value'), is: DecimalString, ...own }),
  gives: 'number',
  children: () => [],
  constant: (node) => number(normal(node.is)),
  explain: () => '规定的数值',
}
