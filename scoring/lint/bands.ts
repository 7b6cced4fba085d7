import { compare } from '../decimal.ts'
import type { Band } from '../grammar/node.ts'
import { roots, walk } from '../grammar/walk.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

type End = { at: string; closed: boolean } | null
const lower = (band: Band): End =>
  band.atLeast !== undefined ? { at: band.atLeast, closed: true } : band.above !== undefined ? { at: band.above, closed: false } : null
const upper = (band: Band): End =>
  band.upTo !== undefined ? { at: band.upTo, closed: true } : band.below !== undefined ? { at: band.below, closed: false } : null

/** Bands follow each other without gap or overlap: each number between the outer ends belongs to exactly one. */
export const bands: Check = (pack) =>
  roots(pack).flatMap((root) =>
    [...walk(root.node, 'number')].flatMap(({ node, path }) =>
      node.op === 'bands'
        ? faults(node.bands).map((message) =>
            finding('error', 'bands', [root.file, `${root.path}${path}/bands`], `“${root.label}”${message}`, node.source ?? root.source),
          )
        : [],
    ),
  )

function faults(list: readonly Band[]): string[] {
  const rising = list.toSorted((a, b) => below(lower(a)) - below(lower(b)) || order(lower(a), lower(b)))
  return rising.slice(1).flatMap((band, index) => {
    const [from, to] = [upper(rising[index]!), lower(band)]
    if (!from || !to) return ['的区间应互不重叠，实有两个区间在同一侧没有界限。请写明界限。']
    const sign = compare(to.at, from.at)
    if (sign > 0 || (sign === 0 && !from.closed && !to.closed)) return [`的区间应相接，${from.at} 与 ${to.at} 之间实有空档。请补全。`]
    return sign < 0 || (from.closed && to.closed) ? [`的区间应互不重叠，${to.at} 实属两个区间。请改一端为 above 或 below。`] : []
  })
}

const below = (end: End): number => (end === null ? 0 : 1)
const order = (a: End, b: End): number => (a && b ? compare(a.at, b.at) : 0)
