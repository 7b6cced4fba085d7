import { difference } from '../difference.ts'
import { score } from '../evaluate/score.ts'
import { checkFacts } from '../facts/check.ts'
import type { Facts } from '../facts/facts.ts'
import { reorganised } from '../facts/reorganised.ts'
import { checks } from '../lint/lint.ts'
import type { Difference, Outcome } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'
import type { Finding, Problem } from '../problem.ts'
import { effectsOf } from './effect.ts'
import type { Effect } from './effect.ts'
import { rebuilt } from './rebuilt.ts'
import type { PackPart } from './rebuilt.ts'
import { recompute } from './recompute.ts'
import { nowhere, partOf, place, pointerOf } from './setting.ts'
import type { Draft, Placed, Setting } from './setting.ts'

/**
 * What would be otherwise. `pack` and `facts` are the changed ones, `findings` what lint finds wrong with the changed pack and not with the one
 * before (weights that no longer add up), `difference` the proof, unit by unit.
 */
export type WhatIf = {
  pack: Pack
  facts: Facts
  placed: Placed[]
  before: Outcome
  after: Outcome
  difference: Difference
  effects: Effect[]
  findings: Finding[]
}

/** Computes pack and facts (which were checked) as they are and with the settings. A path that leads nowhere or a value that does not fit gives problems, and nothing is computed. */
export function whatIf(
  read: Pack,
  facts: Facts,
  settings: readonly Setting[],
): ({ ok: true } & WhatIf) | { ok: false; problems: Problem[] } {
  const pack = reorganised(read, facts.reorganisations)
  const changed = change({ pack, facts }, settings)
  if (!changed.ok) return changed
  const { draft, placed } = changed
  const before = score(pack, facts)
  const after = recompute({ pack, facts }, before, draft)
  const found = difference(before, after)
  const effects = effectsOf(draft.pack, before, after, found)
  const findings = draft.pack === pack ? [] : newFindings(pack, draft.pack)
  return { ok: true, ...draft, placed, before, after, difference: found, effects, findings }
}

/** Pack and facts with all settings, checked as if they had been read. */
function change(
  given: Draft,
  settings: readonly Setting[],
): { ok: true; draft: Draft; placed: Placed[] } | { ok: false; problems: Problem[] } {
  let draft = given
  const placed: Placed[] = []
  const problems: Problem[] = []
  for (const setting of settings) {
    const found = place(draft, setting)
    if (found.ok) {
      draft = found.draft
      placed.push(found.placed)
    } else problems.push(found.problem)
  }
  if (problems.length > 0) return { ok: false, problems }
  const parts = new Set(placed.map(partOf).filter((part): part is PackPart => part !== null))
  const checked = parts.size === 0 ? { ok: true as const, pack: given.pack } : rebuilt(draft.pack, parts)
  if (!checked.ok) return { ok: false, problems: checked.problems.map((problem) => explained(problem, placed)) }
  const wrong = checkFacts(checked.pack, draft.facts)
  if (wrong.length > 0) return { ok: false, problems: wrong.map((problem) => explained(problem, placed)) }
  return { ok: true, draft: { pack: checked.pack, facts: draft.facts }, placed }
}

/** A problem that a setting has brought about: with a key that was not there it is told with those that are. */
function explained(problem: Problem, placed: readonly Placed[]): Problem {
  const file = (one: Placed): string => (partOf(one) === null ? 'facts' : `${partOf(one)}.yaml`)
  const own = placed.find((one) => one.fresh && file(one) === problem.file && problem.path === pointerOf(one))
  if (own && problem.code === 'wrong-type') return { ...problem, message: `${problem.message}该处原有：${own.beside.join('、')}。` }
  if (!own || problem.code !== 'unknown-key') return problem
  const lacking = String(own.parts.at(-1))
  return nowhere(own.path, { at: own.path.slice(0, -lacking.length - 1), lacking, known: own.beside })
}

/** What is found of the changed pack only. Whether the regulation's words answer for a number is left out: other numbers than theirs are what is asked. */
export function newFindings(before: Pack, after: Pack): Finding[] {
  const { holes: _, quotations: _1, ...own } = checks
  const found = (pack: Pack): Finding[] => Object.values(own).flatMap((check) => check(pack))
  const nameOf = ({ code, file, path, message }: Finding): string => [code, file, path, message].join('\n')
  const known = new Set(found(before).map(nameOf))
  return found(after).filter((one) => !known.has(nameOf(one)))
}
