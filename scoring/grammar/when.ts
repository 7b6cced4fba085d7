import { z } from 'zod'
import type { Use } from '../value.ts'
import { own } from './combine.ts'
import type { WhenNode } from './node.ts'
import type { Child, Operator } from './operator.ts'

/** `{ op: when, cases: [{ if: …, then: … }], otherwise: … }`: the first case whose condition holds. A missing condition makes the whole missing. */
export const when: Operator<WhenNode> = {
  shape: (node) =>
    z.strictObject({ op: z.literal('when'), cases: z.array(z.strictObject({ if: node, then: node })).min(1), otherwise: node, ...own }),
  gives: 'same',
  children: (node) => [
    ...node.cases.flatMap((one, index): Child[] => [
      { path: `cases/${index}/if`, node: one.if, wants: 'truth' },
      { path: `cases/${index}/then`, node: one.then, wants: 'same' },
    ]),
    { path: 'otherwise', node: node.otherwise, wants: 'same' },
  ],
  evaluate: (node, at) => {
    const uses: Use[] = []
    for (const [index, one] of node.cases.entries()) {
      const condition = at.child(one.if)
      uses.push(condition)
      if (condition.value.kind !== 'truth') return { uses, value: condition.value, detail: { branch: '' } }
      if (!condition.value.value) continue
      const chosen = at.child(one.then)
      return { uses: [...uses, chosen], value: chosen.value, detail: { branch: `cases/${index}` } }
    }
    const chosen = at.child(node.otherwise)
    return { uses: [...uses, chosen], value: chosen.value, detail: { branch: 'otherwise' } }
  },
  explain: (_node, step, names) => {
    const chosen = names.whole(step.uses.at(-1)!)
    if (step.detail['branch'] === '') return `条件待定：${chosen}`
    const tried = step.uses.slice(0, -1)
    if (step.detail['branch'] === 'otherwise') return `${tried.map(names.whole).join('；')}；取 ${chosen}`
    return `${names.whole(tried.at(-1)!)}；取 ${chosen}`
  },
}
