import { product, round, sum } from '../../decimal.ts'
import type { HoleFinder } from './hole.ts'
import { articleOf, keyOf } from './hole.ts'

const modes = { halfUp: '四舍五入', up: '进一', down: '舍尾' } as const

/** A share of the real classes that gives another number of places when it is rounded another way: the regulation should say how. */
export const quotaRounding: HoleFinder = (pack) =>
  pack.grades.grades.flatMap(({ label, quota, source, assumes }, index) => {
    const shares = (quota ?? []).flatMap(({ classes, share }) => (share === undefined ? [] : classes.map((key) => ({ key, share }))))
    const places = (mode: keyof typeof modes): string =>
      sum(
        shares.map(({ key, share }) =>
          round(product([String(pack.roster.units.filter((unit) => unit.class === key).length), share]), 0, mode),
        ),
      )
    const counts = Object.keys(modes).map((mode) => places(mode as keyof typeof modes))
    if (new Set(counts).size < 2) return []
    const told = Object.values(modes).map((word, nth) => `${word} ${counts[nth]} 个`)
    return [
      {
        code: 'quota-rounding',
        file: 'grades.yaml',
        path: `/grades/${index}/quota`,
        message: `“${label}”的名额按比例评定，${shares.length} 个类别合计 ${told.join('、')}，应写明怎样取整，原文没有`,
        articles: [articleOf(pack, source)],
        cited: [...keyOf(source), ...(assumes ?? [])],
      },
    ]
  })
