import type { Pack } from '../pack/pack.ts'
import type { Node } from './node.ts'
import { walk } from './walk.ts'

type Scoring = Pick<Pack, 'scoring'>

/** The trees that give a rule its value: its own and those of the exceptions that aim at it. */
export function treesOf({ scoring }: Scoring, rule: string): Node[] {
  const own = scoring.rules[rule]
  const exceptions = scoring.exceptions.filter(({ target }) => target === rule).flatMap(({ when, value }) => [when, value])
  return own ? [own.value, ...exceptions] : exceptions
}

/** The rules that one refers to directly; `inside` tells whether within an `each`. */
export function refersTo(pack: Scoring, rule: string): { rule: string; insideEach: boolean }[] {
  return treesOf(pack, rule).flatMap((tree) =>
    [...walk(tree, 'number')].flatMap(({ node, insideEach }) => (node.op === 'rule' ? [{ rule: node.rule, insideEach }] : [])),
  )
}

/** The rules whose value belongs to an indicator, because they read its fields without an `each` of their own, or refer to such a rule. */
export function indicatorRules(pack: Scoring): Set<string> {
  const found = known.get(pack) ?? findIndicatorRules(pack)
  known.set(pack, found)
  return found
}

const known = new WeakMap<Scoring, Set<string>>()

function findIndicatorRules(pack: Scoring): Set<string> {
  const names = Object.keys(pack.scoring.rules)
  const found = new Set(names.filter((name) => treesOf(pack, name).some(readsItem)))
  const references = new Map(names.map((name) => [name, refersTo(pack, name).filter(({ insideEach }) => !insideEach)]))
  for (let grown = true; grown;) {
    const more = names.filter((name) => !found.has(name) && references.get(name)?.some(({ rule }) => found.has(rule)))
    for (const name of more) found.add(name)
    grown = more.length > 0
  }
  return found
}

function readsItem(tree: Node): boolean {
  return [...walk(tree, 'number')].some(({ node, insideEach }) => !insideEach && isItem(node))
}

/** Whether a node itself reads the indicator at hand. */
export function isItem(node: Node): boolean {
  return node.op === 'item' || (node.op === 'perEvent' && (node.where ?? []).some(({ test }) => test === 'item'))
}

/** A circle of rules that refer to each other, as a list that ends where it began; null if there is none. */
export function circle(pack: Scoring): string[] | null {
  const done = new Set<string>()
  const visit = (rule: string, trail: string[]): string[] | null => {
    const seen = trail.indexOf(rule)
    if (seen >= 0) return [...trail.slice(seen), rule]
    if (done.has(rule)) return null
    for (const next of refersTo(pack, rule)) {
      const found = visit(next.rule, [...trail, rule])
      if (found) return found
    }
    done.add(rule)
    return null
  }
  for (const rule of Object.keys(pack.scoring.rules)) {
    const found = visit(rule, [])
    if (found) return found
  }
  return null
}
