import { z } from 'zod'
import { absentAmong, missingAmong } from '../value.ts'
import { own } from './combine.ts'
import type { CountedNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: counted, of: …, with: … }`: the value of `of`, if `with` has one too: full points count only where there is a score to count against them. */
export const counted: Operator<CountedNode> = {
  shape: (node) => z.strictObject({ op: z.literal('counted'), of: node, with: node, ...own }),
  gives: 'number',
  children: (node) => [
    { path: 'of', node: node.of, wants: 'number' },
    { path: 'with', node: node.with, wants: 'number' },
  ],
  evaluate: (node, at) => {
    const uses = [at.child(node.of), at.child(node.with)]
    return { uses, value: missingAmong(uses) ?? absentAmong(uses) ?? uses[0]!.value }
  },
  explain: (_node, step, names) => {
    const [of, other] = step.uses
    const away = other?.value.startsWith('notApplicable') === true
    return away ? `${names.label(other.id)} 不适用，不计` : `${names.use(of!)}，与“${names.label(other!.id)}”一并计入`
  },
}
