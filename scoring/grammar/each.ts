import { z } from 'zod'
import { highest, sum } from '../decimal.ts'
import { missing, notApplicable } from '../value.ts'
import { AbsentPolicy, combine, joined, own } from './combine.ts'
import { meanOf } from './mean.ts'
import type { EachNode } from './node.ts'
import type { Operator } from './operator.ts'
import { WhereShape } from './where.ts'

/** Why there is nothing to count at a node of the frame. */
export const noneUnder = '该节点下没有指标'
/** The indicator in the label of a step. */
const scope = /〔[^〕]*〕/u
const ways = { sum, mean: meanOf, highest }

/** `{ op: each, over: indicators, value: …, then: sum, notApplicable: skip }`: the value for each indicator of the task book, put together. No task book is missing; a node of the frame without an indicator is not applicable. */
export const each: Operator<EachNode> = {
  shape: (node) =>
    z.strictObject({
      op: z.literal('each'),
      over: z.literal('indicators'),
      where: WhereShape.optional(),
      value: node,
      then: z.enum(['sum', 'mean', 'highest']),
      notApplicable: AbsentPolicy,
      ...own,
    }),
  gives: 'number',
  children: (node) => [{ path: 'value', node: node.value, wants: 'number' }],
  evaluate: (node, at) => {
    const { header, items } = at.eachIndicator(node.value, node.where ?? [])
    const ofFrame = node.where?.some(({ test }) => test === 'under') === true
    const none = items.length > 0 ? null : ofFrame ? notApplicable(noneUnder) : missing('indicators')
    const value = header.value.kind !== 'number' ? header.value : (none ?? combine(items, node.notApplicable, ways[node.then]))
    return { uses: [header, ...items], value, detail: { then: node.then } }
  },
  explain: (node, step, names) => {
    const items = step.uses.slice(1)
    const [common, ...others] = new Set(items.map(({ id }) => names.label(id).replace(scope, '')))
    const alike = common !== undefined && others.length === 0 && items.length > 1 && items.every(({ id }) => scope.test(names.label(id)))
    const parts = alike
      ? items.map(({ id, value }, nth) => `${nth === 0 ? `${common} ` : ''}${scope.exec(names.label(id))![0]}${names.value(value)}`)
      : items.map(items.length === 1 ? names.whole : names.use)
    return node.then === 'sum' ? joined(parts, '+') : `${parts.join('、')} ${node.then === 'mean' ? '的算术平均' : '中最高者'}`
  },
}
