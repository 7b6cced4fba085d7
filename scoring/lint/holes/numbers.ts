import type { Node } from '../../grammar/node.ts'
import type { Pack } from '../../pack/pack.ts'
import type { Hole, HoleFinder } from './hole.ts'
import { articleOf, keyOf, spotsOf, wordsOf } from './hole.ts'
import { says } from './words.ts'

/** Numbers that need no words: nothing, the whole, and the hundred-point scale of a conversion. */
const plain = new Set(['0', '1'])

/** Each number of a rule, a quota, a parameter, a slip or a ceiling stands in the words that are quoted for it: a number of nobody's is an open question. */
export const numbers: HoleFinder = (pack) => [...inRules(pack), ...inQuotas(pack), ...inParameters(pack), ...inSupervision(pack)]

function inRules(pack: Pack): Hole[] {
  return spotsOf(pack).flatMap(({ root, node, path, source, cited }) =>
    numbersOf(node)
      .filter((number) => !plain.has(number) && !says(wordsOf(source), number))
      .map((number) => ({
        code: 'number',
        file: root.file,
        path,
        message: `“${root.label}”中的 ${number} 应见于所引的条文，实际没有：${told(wordsOf(source))}`,
        articles: [articleOf(pack, source)],
        cited,
      })),
  )
}

/** The numbers that a node itself carries. */
function numbersOf(node: Node): string[] {
  switch (node.op) {
    case 'value':
      return [node.is]
    case 'ratio':
      return node.scale === '100' ? [] : [node.scale]
    case 'weighted':
      return node.parts.map(({ weight }) => weight)
    case 'linear':
      return [node.from.at, node.from.value, node.to.at, node.to.value]
    case 'bands':
      return node.bands.flatMap(({ atLeast, above, below, upTo }) => [atLeast, above, below, upTo].filter((end) => end !== undefined))
    case 'perEvent': {
      const points = 'each' in node.points ? [node.points.each] : 'table' in node.points ? Object.values(node.points.table) : []
      const limits = [node.limit, node.perGroup?.limit, ...(node.caps ?? []).map(({ limit }) => limit)]
      return [...points, ...limits.filter((limit) => limit !== undefined)]
    }
    default:
      return []
  }
}

function inQuotas(pack: Pack): Hole[] {
  return pack.grades.grades.flatMap(({ label, quota, source, assumes }, index) =>
    (quota ?? []).flatMap(({ places, share }, nth) =>
      [places, share]
        .filter((number) => number !== undefined && !says(wordsOf(source), number))
        .map((number) => ({
          code: 'number',
          file: 'grades.yaml',
          path: `/grades/${index}/quota/${nth}`,
          message: `“${label}”的名额 ${number} 应见于所引的条文，实际没有：${told(wordsOf(source))}`,
          articles: [articleOf(pack, source)],
          cited: [...keyOf(source), ...(assumes ?? [])],
        })),
    ),
  )
}

function inParameters(pack: Pack): Hole[] {
  return Object.entries(pack.scoring.parameters).flatMap(([name, { label, type, value, source, assumes }]) =>
    type !== 'number' || value === undefined || plain.has(value) || says(wordsOf(source), value)
      ? []
      : [
          {
            code: 'number',
            file: 'scoring.yaml',
            path: `/parameters/${name}`,
            message: `参数“${label}”的值 ${value} 应见于所引的条文，实际没有：${told(wordsOf(source))}`,
            articles: [articleOf(pack, source)],
            cited: [...keyOf(source), ...(assumes ?? [])],
          },
        ],
  )
}

function inSupervision(pack: Pack): Hole[] {
  const { ladder, burden } = pack.supervision ?? {}
  const numbers = [
    ...(ladder?.rungs ?? []).flatMap(({ slip, after, days }, index) =>
      [after, days].map((number) => ({ number, label: slip, path: `/ladder/rungs/${index}`, part: ladder! })),
    ),
    ...(['forms', 'files', 'visits'] as const).flatMap((what) =>
      burden?.[what] === undefined ? [] : [{ number: burden[what], label: '每月上限', path: `/burden/${what}`, part: burden }],
    ),
  ]
  return numbers
    .filter(({ number, part }) => !says(wordsOf(part.source), number))
    .map(({ number, label, path, part: { source, assumes } }) => ({
      code: 'number',
      file: 'supervision.yaml',
      path,
      message: `“${label}”中的 ${number} 应见于所引的条文，实际没有：${told(wordsOf(source))}`,
      articles: [articleOf(pack, source)],
      cited: [...keyOf(source), ...(assumes ?? [])],
    }))
}

const told = (words: string): string => (words === '' ? '没有引文' : `“${words.length > 40 ? `${words.slice(0, 40)}…` : words}”`)
