import { z } from 'zod'
import { product, quotient } from '../decimal.ts'
import { DecimalString } from '../pack/scalars.ts'
import { Refusal } from '../refusal.ts'
import { combine, own } from './combine.ts'
import type { RatioNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: ratio, of: raw, full: …, scale: "100" }`: raw × scale ÷ full, divided last so that only one rounding (at 40 digits) can occur. */
export const ratio: Operator<RatioNode> = {
  shape: (node) => z.strictObject({ op: z.literal('ratio'), of: node, full: node, scale: DecimalString, ...own }),
  gives: 'number',
  children: (node) => [
    { path: 'of', node: node.of, wants: 'number' },
    { path: 'full', node: node.full, wants: 'number' },
  ],
  evaluate: (node, at) => {
    const uses = [at.child(node.of), at.child(node.full)]
    const value = combine(uses, 'pass', ([raw = '0', full = '0']) => {
      if (Number(full) === 0) throw new Refusal('zero-full', at.id, `满分应大于零，实为 ${full}，无法折算。请核对 ${at.id} 的满分。`)
      return quotient(product([raw, node.scale]), full)
    })
    return { uses, value, detail: { scale: node.scale } }
  },
  explain: (node, step, names) => `${step.uses.map(names.use).join(' ÷ ')}${node.scale === '1' ? '' : ` × ${node.scale}`}`,
}
