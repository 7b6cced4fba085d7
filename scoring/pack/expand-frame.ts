import type { GradesFile } from './grades-file.ts'
import type { Indicators } from './indicators.ts'
import type { ScoringFile } from './scoring-file.ts'

/** Replaces each rule with `perNode` by one rule for each node of the frame: `<rule>-<node>`, with the node's key in place of `$node`. */
export function expandRules(scoring: ScoringFile, { frame }: Indicators): ScoringFile {
  const rules = Object.entries(scoring.rules).flatMap(([name, { perNode, ...rule }]) => {
    if (perNode !== 'true') return [[name, rule] as const]
    return (frame?.nodes ?? []).map((node) => {
      const value = forNode(rule.value, node.key) as typeof rule.value
      return [`${name}-${node.key}`, { ...rule, label: `${rule.label}〔${node.name}〕`, value }] as const
    })
  })
  return { ...scoring, rules: Object.fromEntries(rules) }
}

/** Replaces each prize with `perNode` by one prize for each node of that level. */
export function expandPrizes(grades: GradesFile, { frame }: Indicators): GradesFile {
  const prizes = grades.prizes.flatMap(({ perNode, ...prize }) => {
    if (perNode === undefined) return [prize]
    const nodes = (frame?.nodes ?? []).filter(({ level }) => level === perNode)
    return nodes.map(({ key, name }) => ({
      ...prize,
      key: `${prize.key}-${key}`,
      label: `${prize.label}〔${name}〕`,
      rule: `${prize.rule}-${key}`,
    }))
  })
  return { ...grades, prizes }
}

function forNode(value: unknown, key: string): unknown {
  if (value === '$node') return key
  if (Array.isArray(value)) return value.map((part) => forNode(part, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, forNode(part, key)]))
}
