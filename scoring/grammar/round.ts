import { z } from 'zod'
import * as decimal from '../decimal.ts'
import { Count } from '../pack/scalars.ts'
import { combine, own } from './combine.ts'
import type { RoundNode, Rounding } from './node.ts'
import type { Operator } from './operator.ts'

/** How a rounding is called in Chinese. */
export const roundingWords: Record<Rounding, string> = { halfUp: '四舍五入', up: '进一', down: '舍尾' }

/** `{ op: round, of: …, places: "2", mode: halfUp }`: the only place where a rule rounds. */
export const round: Operator<RoundNode> = {
  shape: (node) => z.strictObject({ op: z.literal('round'), of: node, places: Count, mode: z.enum(['halfUp', 'up', 'down']), ...own }),
  gives: 'number',
  children: (node) => [{ path: 'of', node: node.of, wants: 'number' }],
  evaluate: (node, at) => {
    const uses = [at.child(node.of)]
    const value = combine(uses, 'pass', ([of = '0']) => decimal.round(of, Number(node.places), node.mode))
    return { uses, value, detail: { places: node.places, mode: node.mode } }
  },
  explain: (node, step, names) => `${step.uses.map(names.use).join('')} ${roundingWords[node.mode]}到 ${node.places} 位小数`,
}
