import type { Change, Difference, Outcome, ScoredUnit, Standing } from './outcome.ts'

/** What of an outcome is compared: it may have put its steps away. */
export type Compared = Pick<Outcome, 'cohorts'> & { units: readonly ScoredUnit[] }
type Both = { result: ScoredUnit; standing: Standing | undefined; prizes: string }

/**
 * What differs between two outcomes, unit by unit. A unit is `unchanged` only if result, standing and the seal, which covers every step of
 * its trace, are equal, so that "no other unit changed" can be proved from the two outcomes.
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
    const trace = a.result.trace.seal !== b.result.trace.seal
    if (changes.length > 0 || trace) found.changed.push({ unit, class: b.result.class, changes, trace })
    else found.unchanged.push(unit)
  }
  return found
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
