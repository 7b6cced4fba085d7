import { z } from 'zod'
import { Key } from '../pack/scalars.ts'
import { own } from './combine.ts'
import type { InputNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: input, name: process.q3 }`: a fact of the unit, a number or a flag. Lists are read by `mean`, `highestOf` and `perEvent`. */
export const input: Operator<InputNode> = {
  shape: () => z.strictObject({ op: z.literal('input'), name: Key, ...own }),
  gives: 'declared',
  children: () => [],
  refer: (node, at) => at.input(node.name),
  explain: () => '录入的事实',
}
