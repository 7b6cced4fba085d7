import { z } from 'zod'
import { Key } from '../pack/scalars.ts'
import { own } from './combine.ts'
import type { ParameterNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: parameter, name: money-a-head }`: a number that is the same for all units; missing while a later document has not set it. */
export const parameter: Operator<ParameterNode> = {
  shape: () => z.strictObject({ op: z.literal('parameter'), name: Key, ...own }),
  gives: 'declared',
  children: () => [],
  refer: (node, at) => at.parameter(node.name),
  explain: () => '全年统一的参数',
}
