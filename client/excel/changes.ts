import type { EventFact, Facts, Leaf, NotApplicable, Sourced } from '../../scoring/index.ts'
import { segmentsText } from './segments-text.ts'
import { NONE, NOT_APPLICABLE } from './words.ts'

/** One fact that two facts files do not share, of a unit or (null) a parameter. `fact` says which (`leaders 第 2 项`); `before` is null where it is new, `after` where it is gone. */
export type FactChange = { unit: string | null; fact: string; before: string | null; after: string | null }

/** What would become of `before`, unit by unit, in the order of `units`. */
export function factChanges(units: readonly string[], before: Facts, after: Facts): FactChange[] {
  return [
    ...compared(null, told(before.parameters ?? {}), told(after.parameters ?? {})),
    ...units.flatMap((unit) => compared(unit, told(before.units[unit] ?? {}), told(after.units[unit] ?? {}))),
  ]
}

type Told = Map<string, string>

function compared(unit: string | null, old: Told, now: Told): FactChange[] {
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((fact) => ({ unit, fact, before: old.get(fact) ?? null, after: now.get(fact) ?? null }))
    .filter((change) => change.before !== change.after)
}

/** Each fact of a unit in words, by what it is. */
function told(facts: Facts['units'][string]): Told {
  const all: Told = new Map()
  for (const [name, given] of Object.entries(facts)) {
    if (given === undefined) continue
    if (Array.isArray(given)) {
      if (given.length === 0) all.set(name, NONE)
      for (const [index, one] of given.entries()) all.set(`${name} 第 ${index + 1} 项`, itemWords(one))
    } else if (name === 'indicators' && !isNotApplicable(given)) {
      const indicators = Object.entries(given as { [key: string]: { [field: string]: Leaf } })
      if (indicators.length === 0) all.set(name, NONE)
      for (const [key, fields] of indicators) {
        if (Object.keys(fields).length === 0) all.set(`指标 ${key}`, '（未填）')
        for (const [field, leaf] of Object.entries(fields)) all.set(`指标 ${key} ${field}`, leafWords(leaf))
      }
    } else all.set(name, leafWords(given as Leaf))
  }
  return all
}

function itemWords(one: string | Sourced | EventFact): string {
  if (typeof one === 'string' || isSourced(one)) return leafWords(one)
  const parts = Object.entries(one).map(([field, given]) => `${field}=${leafWords(given)}`)
  return parts.length === 0 ? '（未填）' : parts.join('、')
}

/** A rating with its origin; an event may have fields of these names too, which reads no worse. */
const isSourced = (one: Sourced | EventFact): one is Sourced => 'value' in one && Object.keys(one).length === 2 && 'origin' in one

function leafWords(leaf: Leaf): string {
  if (typeof leaf === 'string') return leaf
  if ('segments' in leaf) return segmentsText(leaf)
  return isNotApplicable(leaf) ? `${NOT_APPLICABLE}${leaf.notApplicable}` : `${leaf.value}（来源 ${leaf.origin}）`
}

const isNotApplicable = (given: object | string): given is NotApplicable => typeof given === 'object' && 'notApplicable' in given
