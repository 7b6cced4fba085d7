import { z } from 'zod'
import { Key } from '../pack/scalars.ts'
import { own } from './combine.ts'
import type { ChoiceNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: choice, assumption: process-score, options: { mean: …, last: … } }`: what the register of assumptions has chosen; deciding otherwise there changes the computation here. */
export const choice: Operator<ChoiceNode> = {
  shape: (node) => z.strictObject({ op: z.literal('choice'), assumption: Key, options: z.record(Key, node), ...own }),
  gives: 'same',
  children: (node) =>
    Object.entries(node.options).map(([option, one]) => ({ path: `options/${option}`, node: one, wants: 'same' as const })),
  evaluate: (node, at) => {
    const option = at.choice(node.assumption)
    const chosen = at.child(node.options[option]!)
    return { uses: [chosen], value: chosen.value, detail: { choice: option } }
  },
  explain: (node, step, names) =>
    `按约定“${names.option(node.assumption, String(step.detail['choice']))}”：${step.uses.map(names.whole).join('')}`,
}
