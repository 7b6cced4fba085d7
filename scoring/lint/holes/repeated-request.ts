import { plannedMonths, subjectOf } from '../../supervision/asks.ts'
import type { Hole, HoleFinder } from './hole.ts'
import { articleOf, keyOf } from './hole.ts'

const WORDS = { indicators: '指标', progress: '各项指标的进度', ratings: '评价' } as const

/** Where a ceiling on the burden is declared: two steps that ask one unit for the same thing within a month. */
export const repeatedRequest: HoleFinder = (pack) => {
  const burden = pack.supervision?.burden
  if (!burden) return []
  const found = plannedMonths(pack).flatMap(({ class: unitClass, month, steps }) =>
    [...Map.groupBy(steps, (step) => subjectOf(step, unitClass))].flatMap(([subject, alike]) =>
      subject === null || alike.length < 2 ? [] : [{ month, subject, steps: alike.map(({ name }) => name).join('、') }],
    ),
  )
  const once = new Map(found.map((each) => [`${each.month} ${each.steps}`, each]))
  return [...once.values()].map(({ month, subject, steps }): Hole => ({
    code: 'repeated-request',
    file: 'supervision.yaml',
    path: '/burden',
    message: `${month} 月向同一单位要两次${WORDS[subject]}（${steps}），是否合并应写明`,
    articles: [articleOf(pack, burden.source)],
    cited: [...keyOf(burden.source), ...(burden.assumes ?? [])],
  }))
}
