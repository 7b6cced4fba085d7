import { z } from 'zod'
import { Key } from '../pack/scalars.ts'
import { own } from './combine.ts'
import type { RuleNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ rule: satisfaction }`: the value of another rule, computed once. */
export const rule: Operator<RuleNode> = {
  shape: () => z.strictObject({ op: z.literal('rule'), rule: Key, ...own }),
  gives: 'declared',
  children: () => [],
  refer: (node, at) => at.rule(node.rule),
  explain: () => '另一规则的得数',
}
