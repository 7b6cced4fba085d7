import { z } from 'zod'
import { compare, minus, product, quotient, sum } from '../decimal.ts'
import { DecimalString } from '../pack/scalars.ts'
import { combine, own } from './combine.ts'
import type { LinearNode } from './node.ts'
import type { Operator } from './operator.ts'

const Point = z.strictObject({ at: DecimalString, value: DecimalString })

/** `{ op: linear, of: …, from: { at: "0", value: "0" }, to: { at: "100", value: "5" }, outside: clamp }`: on the line through two points, `from.at` below `to.at`. */
export const linear: Operator<LinearNode> = {
  shape: (node) =>
    z
      .strictObject({ op: z.literal('linear'), of: node, from: Point, to: Point, outside: z.enum(['clamp', 'extend']), ...own })
      .refine(({ from, to }) => compare(from.at, to.at) < 0, 'from.at 小于 to.at'),
  gives: 'number',
  children: (node) => [{ path: 'of', node: node.of, wants: 'number' }],
  evaluate: (node, at) => {
    const uses = [at.child(node.of)]
    return { uses, value: combine(uses, 'pass', ([of = '0']) => onLine(node, of)), detail: { from: node.from, to: node.to } }
  },
  explain: (node, step, names) =>
    `${step.uses.map(names.use).join('')} 按比例折算（${node.from.at} 对应 ${node.from.value}，${node.to.at} 对应 ${node.to.value}）`,
}

function onLine({ from, to, outside }: LinearNode, of: string): string {
  if (outside === 'clamp' && compare(of, from.at) <= 0) return from.value
  if (outside === 'clamp' && compare(of, to.at) >= 0) return to.value
  const rise = product([minus(of, from.at), minus(to.value, from.value)])
  return sum([from.value, quotient(rise, minus(to.at, from.at))])
}
