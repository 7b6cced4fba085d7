import type { Node } from '../../grammar/node.ts'
import { operatorOf } from '../../grammar/operators.ts'
import type { Pack } from '../../pack/pack.ts'
import type { HoleFinder } from './hole.ts'
import { articleOf, spotsOf } from './hole.ts'

/** Points that come off a value which was converted to another scale: before the conversion or after it, the regulation should say. */
export const deductionScale: HoleFinder = (pack) =>
  spotsOf(pack).flatMap(({ root, node, path, source, cited }) => {
    if (node.op !== 'difference') return []
    const raw = node.less.some((part) => reads(pack, part, 'perEvent') && !reads(pack, part, 'ratio'))
    if (!raw || !reads(pack, node.from, 'ratio')) return []
    return [
      {
        code: 'deduction-scale',
        file: root.file,
        path,
        message: `“${root.label}”从折算后的得数中扣分，扣分在折算之前还是之后应写明，原文没有`,
        articles: [articleOf(pack, source)],
        cited,
      },
    ]
  })

/** Whether a node of a kind stands in the tree, through the rules that it refers to. */
function reads(pack: Pack, node: Node, op: Node['op'], seen: ReadonlySet<string> = new Set()): boolean {
  if (node.op === op) return true
  if (node.op === 'rule') {
    const rule = pack.scoring.rules[node.rule]
    return rule !== undefined && !seen.has(node.rule) && reads(pack, rule.value, op, new Set([...seen, node.rule]))
  }
  return operatorOf(node)
    .children(node)
    .some((child) => reads(pack, child.node, op, seen))
}
