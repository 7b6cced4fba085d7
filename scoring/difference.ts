import { canonicalJson } from './canonical.ts'
import type { Change, Difference, Outcome, ScoredUnit, Standing } from './outcome.ts'
import type { TraceStep } from './trace/trace.ts'

/** What of an outcome is compared: it may have put its steps away. */
export type Compared = Pick<Outcome, 'cohorts'> & { units: readonly ScoredUnit[] }
type Both = { result: ScoredUnit; standing: Standing | undefined; prizes: string }

/**
 * What differs between two outcomes, unit by unit. A unit is `unchanged` only if result, standing and every step of its trace (or the seal over
 * them) are equal, so that "no other unit changed" can be proved from the two outcomes.
 */
export function difference(before: Compared, after: Compared): Difference {
  const [old, now] = [byUnit(before), byUnit(after)]
  const found: Difference = { changed: [], unchanged: [], added: [], removed: [...old.keys()].filter((unit) => !now.has(unit)) }
  for (const [unit, b] of now) {
    const a = old.get(unit)
    if (!a) {
      found.added.push(unit)
      continue
    }
    const changes = changesOf(a, b)
    const trace = !sameWay(a.result.trace, b.result.trace)
    if (changes.length > 0 || trace) found.changed.push({ unit, class: b.result.class, changes, trace })
    else found.unchanged.push(unit)
  }
  return found
}

/** A seal covers the pack too: under another pack, only the steps themselves can tell. */
function sameWay(a: ScoredUnit['trace'], b: ScoredUnit['trace']): boolean {
  return a.seal === b.seal || (a.steps !== undefined && b.steps !== undefined && sameSteps(a.steps, b.steps))
}

/** Whether two traces have the same steps. From the end, because a difference anywhere mostly shows there. */
function sameSteps(a: readonly TraceStep[], b: readonly TraceStep[]): boolean {
  if (a === b) return true
  const same = (step: TraceStep, other: TraceStep): boolean =>
    step.id === other.id && step.value === other.value && canonicalJson(step) === canonicalJson(other)
  return a.length === b.length && a.findLastIndex((step, place) => !same(step, b[place]!)) < 0
}

function byUnit({ units, cohorts }: Compared): Map<string, Both> {
  const standings = new Map(cohorts.flatMap((cohort) => cohort.units.map((standing) => [standing.unit, standing])))
  const prizes = new Map<string, string[]>()
  for (const { label, units: places } of cohorts.flatMap((cohort) => cohort.prizes))
    for (const { unit, rank, won } of places)
      prizes.set(unit, [...(prizes.get(unit) ?? []), `${label}：${rank ?? '—'}${won === true ? '（获奖）' : ''}`])
  return new Map(
    units.map((result) => [
      result.unit,
      { result, standing: standings.get(result.unit), prizes: (prizes.get(result.unit) ?? []).join('；') },
    ]),
  )
}

function changesOf(a: Both, b: Both): Change[] {
  const fields: [Change['field'], (one: Both) => string | null][] = [
    ['state', ({ result }) => result.state],
    ['total', ({ result }) => result.total],
    ['published', ({ result }) => result.published],
    ['rank', ({ standing }) => (standing === undefined || standing.rank === null ? null : String(standing.rank))],
    ['last', ({ standing }) => (standing ? String(standing.last) : null)],
    ['grade', ({ standing }) => standing?.grade ?? null],
    ['consequences', ({ standing }) => (standing ? consequencesText(standing) : null)],
    ['prizes', ({ prizes }) => (prizes === '' ? null : prizes)],
  ]
  return fields.flatMap(([field, read]) => {
    const [before, after] = [read(a), read(b)]
    return before === after ? [] : [{ field, before, after }]
  })
}

/** Consequences in one line: `interview, excellent-raised=20, replace-head?` (? where it is open). */
function consequencesText({ consequences }: Standing): string {
  return consequences.map(({ key, state, value }) => `${key}${value === null ? '' : `=${value}`}${state === 'open' ? '?' : ''}`).join(', ')
}
