import { z } from 'zod'
import { minus, sum } from '../decimal.ts'
import { absentAmong, missingAmong, number, numbersAmong } from '../value.ts'
import { AbsentPolicy, joined, listed, own } from './combine.ts'
import type { DifferenceNode } from './node.ts'
import type { Operator } from './operator.ts'

/** `{ op: difference, from: …, less: […], notApplicable: skip }`: deductions that are not applicable can be skipped, what they come off cannot. */
export const difference: Operator<DifferenceNode> = {
  shape: (node) =>
    z.strictObject({ op: z.literal('difference'), from: node, less: z.array(node).min(1), notApplicable: AbsentPolicy, ...own }),
  gives: 'number',
  children: (node) => [{ path: 'from', node: node.from, wants: 'number' }, ...listed('less', node.less, 'number')],
  evaluate: (node, at) => {
    const from = at.child(node.from)
    const less = node.less.map((part) => at.child(part))
    const uses = less.length === 1 ? [from, less[0]!] : [from, ...less]
    const away = node.notApplicable === 'pass' ? absentAmong(uses) : from.value.kind === 'notApplicable' ? from.value : null
    return { uses, value: missingAmong(uses) ?? away ?? number(rest(numbersAmong(uses))) }
  },
  explain: (_node, step, names) => joined(step.uses.map(names.use), '-'),
}

function rest(numbers: readonly string[]): string {
  return minus(numbers[0] ?? '0', numbers.length === 2 ? numbers[1]! : sum(numbers.slice(1)))
}
