import { canonicalJson } from '../canonical.ts'
import { resultHash } from '../evaluate/score.ts'
import { scoreUnit } from '../evaluate/score-unit.ts'
import type { Facts } from '../facts/facts.ts'
import { grade } from '../grade/grade.ts'
import { roots, walk } from '../grammar/walk.ts'
import type { Outcome, UnitResult } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'

/** A pack with facts that were checked. */
export type Given = { pack: Pack; facts: Facts }

/**
 * The outcome of a changed pack and changed facts. A unit is scored again only if its facts or something that its score rests on is another;
 * the others keep the very results of the outcome before. Every class is graded again.
 */
export function recompute(before: Given, outcome: Outcome, after: Given): Outcome {
  const alike = sameArithmetic(before.pack, after.pack) && equal(before.facts.parameters, after.facts.parameters)
  const kept = new Map(alike ? outcome.units.map((result) => [result.unit, result]) : [])
  const classes = new Map(before.pack.roster.units.map((unit) => [unit.key, unit.class]))
  const units = after.pack.roster.units.map(({ key, class: own }): UnitResult => {
    const [old, now] = [before.facts.units[key], after.facts.units[key]]
    const same = classes.get(key) === own && (old === now || equal(old, now))
    return (same ? kept.get(key) : undefined) ?? scoreUnit(after.pack, key, now ?? {}, after.facts.parameters)
  })
  const cohorts = grade(after.pack, units, after.facts)
  const problems = units.flatMap((unit) => unit.problems)
  return { pack: after.pack.hash, units, cohorts, problems, resultHash: resultHash(after.pack.hash, units, cohorts) }
}

const equal = (a: unknown, b: unknown): boolean => canonicalJson(a ?? {}) === canonicalJson(b ?? {})

/** Whether both packs compute a unit's score alike: the same scoring.yaml, frame and prizes, and the same choices where it makes any. */
function sameArithmetic(a: Pack, b: Pack): boolean {
  const choices = ({ scoring, grades, assumptions }: Pack): unknown => {
    const used = new Set(roots({ scoring, grades }).flatMap(({ file, node }) => (file === 'scoring.yaml' ? chosenIn(node) : [])))
    return assumptions.filter(({ key }) => used.has(key)).map(({ key, choice }) => [key, choice])
  }
  const changes = ({ roster, indicators }: Pack): unknown => [roster.reorganisation, indicators.changes, indicators.total]
  const all = (pack: Pack): unknown[] => [pack.scoring, pack.indicators.frame, changes(pack), pack.grades.prizes, choices(pack)]
  return equal(all(a), all(b))
}

function chosenIn(tree: Parameters<typeof walk>[0]): string[] {
  return [...walk(tree, 'number')].flatMap(({ node }) => (node.op === 'choice' ? [node.assumption] : []))
}
