import { z } from 'zod'
import { Key } from '../pack/scalars.ts'
import { own } from './combine.ts'
import type { ItemNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: item, field: result }`: a field of the indicator at hand, inside `each`. */
export const item: Operator<ItemNode> = {
  shape: () => z.strictObject({ op: z.literal('item'), field: Key, ...own }),
  gives: 'declared',
  children: () => [],
  refer: (node, at) => at.item(node.field),
  explain: () => '本项指标的事实',
}
