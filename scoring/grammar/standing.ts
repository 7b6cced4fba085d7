import { z } from 'zod'
import { own } from './combine.ts'
import type { StandingNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: standing, field: rank }`: where the unit stands in its class: rank, published score, size of the class, last or not; its grade only in consequences. Only in grades.yaml. */
export const standing: Operator<StandingNode> = {
  shape: () => z.strictObject({ op: z.literal('standing'), field: z.enum(['rank', 'published', 'size', 'last', 'grade']), ...own }),
  gives: 'declared',
  children: () => [],
  refer: (node, at) => at.standing(node.field),
  explain: () => '类内排名情况',
}
