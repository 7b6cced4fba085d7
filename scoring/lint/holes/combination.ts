import type { Node } from '../../grammar/node.ts'
import { operatorOf } from '../../grammar/operators.ts'
import type { Pack } from '../../pack/pack.ts'
import type { HoleFinder } from './hole.ts'
import { articleOf, spotsOf } from './hole.ts'

/**
 * Several results that become one by a mean or the highest: of several bodies (who has how much?) or of several rounds (how do they
 * combine?). The regulation should say it.
 */
export const combination: HoleFinder = (pack) =>
  spotsOf(pack).flatMap(({ root, node, path, source, cited }) => {
    if ((node.op !== 'mean' && node.op !== 'highestOf') || node.of === undefined || node.of.length < 2) return []
    const bodies = new Set(node.of.flatMap((part) => suppliersOf(pack, part)))
    const several = bodies.size > 1
    const what = several ? `由 ${[...bodies].join('、')} 分别考评` : '由几次考评合成'
    return [
      {
        code: several ? 'joint-assessors' : 'rounds',
        file: root.file,
        path,
        message: `“${root.label}”${what}，怎样合为一个得数应写明，原文没有`,
        articles: [articleOf(pack, source)],
        cited,
      },
    ]
  })

/** Who supplies what a node reads, through the rules that it refers to. */
function suppliersOf(pack: Pack, node: Node, seen: ReadonlySet<string> = new Set()): string[] {
  const { inputs, indicatorFields, rules } = pack.scoring
  if (node.op === 'input') return [inputs[node.name]?.by ?? '']
  if (node.op === 'item') return [indicatorFields[node.field]?.by ?? '']
  if (node.op === 'rule') {
    const rule = rules[node.rule]
    return !rule || seen.has(node.rule) ? [] : suppliersOf(pack, rule.value, new Set([...seen, node.rule]))
  }
  const list = 'over' in node && node.over !== undefined ? inputs[node.over]?.by : undefined
  return [
    ...(list === undefined ? [] : [list]),
    ...operatorOf(node)
      .children(node)
      .flatMap((child) => suppliersOf(pack, child.node, seen)),
  ]
}
