import { difference } from '../difference.ts'
import { score } from '../evaluate/score.ts'
import { checkFacts } from '../facts/check.ts'
import type { Facts } from '../facts/facts.ts'
import type { Difference, Outcome } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'
import type { Finding, Problem } from '../problem.ts'
import { effectsOf } from '../what-if/effect.ts'
import type { Effect } from '../what-if/effect.ts'
import type { Setting } from '../what-if/setting.ts'
import { newFindings, whatIf } from '../what-if/what-if.ts'

/** The facts that are on record under one version of a pack and under another. `problems`: what of the facts the later one does not allow. */
export type PackEffects = {
  before: Outcome
  after: Outcome
  difference: Difference
  effects: Effect[]
  findings: Finding[]
  problems: Problem[]
}
type Given = { pack: Pack; facts: Facts }

/** Computes the same facts both ways. Each side has them in the form that its pack gives them. */
export function packEffects(before: Given, after: Given): PackEffects {
  const [old, now] = [score(before.pack, before.facts), score(after.pack, after.facts)]
  const found = difference(old, now)
  const known = new Set(checkFacts(before.pack, before.facts).map(nameOf))
  return {
    before: old,
    after: now,
    difference: found,
    effects: effectsOf(after.pack, old, now, found),
    findings: newFindings(before.pack, after.pack),
    problems: checkFacts(after.pack, after.facts).filter((problem) => !known.has(nameOf(problem))),
  }
}

const nameOf = ({ path, message }: Problem): string => `${path} ${message}`

/** The next version of a pack, which says that it amends it: what-if's settings, made to last. Problems where a setting leads nowhere or does not fit. */
export function amendedPack(pack: Pack, settings: readonly Setting[]): { ok: true; pack: Pack } | { ok: false; problems: Problem[] } {
  const version = String(Number(pack.pack.version) + 1)
  const head = [
    { path: 'pack.version', value: `"${version}"` },
    { path: 'pack.previous', value: `"${pack.hash}"` },
  ]
  const found = whatIf(pack, { pack: pack.pack.key, units: {} }, [...settings, ...head])
  return found.ok ? { ok: true, pack: found.pack } : found
}
