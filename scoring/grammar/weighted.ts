import { z } from 'zod'
import { product, quotient, sum } from '../decimal.ts'
import { DecimalString } from '../pack/scalars.ts'
import type { Use } from '../value.ts'
import { combine, joined, own } from './combine.ts'
import type { WeightedNode } from './node.ts'
import type { Operator } from './operator.ts'

/**
 * `{ op: weighted, parts: [{ of: …, weight: "0.7" }, …], notApplicable: redistribute }`. A part that is not applicable gives its weight to
 * the others in proportion, counts zero because the pack says so, or makes the whole not applicable.
 */
export const weighted: Operator<WeightedNode> = {
  shape: (node) =>
    z.strictObject({
      op: z.literal('weighted'),
      parts: z.array(z.strictObject({ of: node, weight: DecimalString })).min(1),
      notApplicable: z.enum(['redistribute', 'zero', 'pass']),
      ...own,
    }),
  gives: 'number',
  children: (node) => node.parts.map((part, index) => ({ path: `parts/${index}/of`, node: part.of, wants: 'number' })),
  evaluate: (node, at) => {
    const uses = node.parts.map((part) => at.child(part.of))
    const value = combine(uses, node.notApplicable === 'pass' ? 'pass' : 'skip', () => total(node, uses))
    return { uses, value, detail: { weights: node.parts.map((part) => part.weight) } }
  },
  explain: (node, step, names) =>
    joined(
      step.uses.map((use, index) => `${names.use(use)} × ${node.parts[index]?.weight}`),
      '+',
    ) + (node.notApplicable === 'redistribute' && step.uses.some(isAway) ? '，不适用部分的权重按比例分给其余部分' : ''),
}

const isAway = (use: { value: string }): boolean => use.value.startsWith('notApplicable')

function total({ parts, notApplicable }: WeightedNode, uses: readonly Use[]): string {
  const present = uses.flatMap(({ value }, index) =>
    value.kind === 'number' ? [{ value: value.value, weight: parts[index]!.weight }] : [],
  )
  const plain = sum(present.map(({ value, weight }) => product([value, weight])))
  if (present.length === parts.length || notApplicable === 'zero') return plain
  const weights = (of: readonly { weight: string }[]): string => sum(of.map(({ weight }) => weight))
  return quotient(product([plain, weights(parts)]), weights(present))
}
