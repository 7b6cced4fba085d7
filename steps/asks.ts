import { compare, product, quotient, round, sum } from '../scoring/decimal.ts'
import type { PlanStep } from '../scoring/index.ts'

type Spec = Extract<PlanStep, { kind: 'declaration' }>
type Declared = { key: string; full: string; fields: { [name: string]: string } }

/** Answers that are not among the words that the plan lists for them. */
export const askFaults = ({ asks = [] }: Spec, { key, fields }: Declared): string[] =>
  asks.flatMap(({ key: name, label, values }) => {
    const given = fields[name]
    return values === undefined || given === undefined || values.includes(given)
      ? []
      : [`指标 ${key} 的${label}（fields.${name}）应为 ${values.join('、')} 之一，实为 \`${given}\``]
  })

/** What a reviewer should know of a declaration that is in order otherwise: a share of the points that should be reached as a rule, and is not. */
export function askWarnings({ asks = [] }: Spec, indicators: readonly Declared[]): string[] {
  const all = sum(indicators.map(({ full }) => full))
  return asks.flatMap(({ key: name, label, atLeast }) => {
    if (atLeast === undefined || compare(all, '0') <= 0) return []
    const own = sum(indicators.filter(({ fields }) => fields[name] === atLeast.value).map(({ full }) => full))
    if (compare(own, product([all, atLeast.share])) >= 0) return []
    return [`${label}为“${atLeast.value}”的指标 ${own} 分，占 ${percent(quotient(own, all))}，原则上应不低于 ${percent(atLeast.share)}`]
  })
}

const percent = (share: string): string => `${round(product([share, '100']), 1, 'halfUp').replace(/\.0$/, '')}%`
