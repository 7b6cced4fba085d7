import { compare, sum } from '../decimal.ts'
import { roots, walk } from '../grammar/walk.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

/** The weights of each weighted sum add up to 1, exactly. */
export const weights: Check = (pack) =>
  roots(pack).flatMap((root) =>
    [...walk(root.node, 'number')].flatMap(({ node, path }) => {
      if (node.op !== 'weighted') return []
      const total = sum(node.parts.map(({ weight }) => weight))
      return compare(total, '1') === 0
        ? []
        : [
            finding(
              'error',
              'weights',
              [root.file, `${root.path}${path}/parts`],
              `“${root.label}”的权重之和应为 1，实为 ${total}。请核对。`,
              node.source ?? root.source,
            ),
          ]
    }),
  )
