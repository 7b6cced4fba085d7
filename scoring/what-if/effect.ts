import { compare, highest, minus, sum } from '../decimal.ts'
import type { Difference, Outcome, Standing, UnitChange, UnitResult } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'

/** How far-reaching a change is, the gravest first. `trace`: all numbers are equal, the way to them is not. */
export const effectKinds = ['state', 'grade', 'amount', 'consequence', 'prize', 'rank', 'score', 'trace'] as const
export type EffectKind = (typeof effectKinds)[number]
/** An amount that follows for a unit, counted in `unit` (money, persons), before and after; null where there was none. */
export type AmountChange = { key: string; label: string; unit: string; before: string | null; after: string | null }
/**
 * What a change means for a unit: `kind` is the gravest of it, `size` how large it is within its kind (grades, the highest difference of an amount,
 * consequences, prizes, ranks, points), never negative.
 */
export type Effect = UnitChange & { kind: EffectKind; size: string; rank: string; score: string; amounts: AmountChange[] }

/** The effects of a difference, the gravest first, inside a kind by size, then by ranks and points. */
export function effectsOf(pack: Pack, before: Outcome, after: Outcome, { changed }: Difference): Effect[] {
  const [old, now] = [sidesOf(before), sidesOf(after)]
  const grades = [...new Set(pack.grades.grades.map((one) => one.as ?? one.key))]
  return changed
    .map((change) => effectOf(change, old.get(change.unit)!, now.get(change.unit)!, grades))
    .toSorted(
      (a, b) =>
        effectKinds.indexOf(a.kind) - effectKinds.indexOf(b.kind) ||
        compare(b.size, a.size) ||
        compare(b.rank, a.rank) ||
        compare(b.score, a.score),
    )
}

type Side = { result: UnitResult; standing: Standing | undefined; won: Set<string> }

function sidesOf({ units, cohorts }: Outcome): Map<string, Side> {
  const standings = new Map(cohorts.flatMap((cohort) => cohort.units.map((standing) => [standing.unit, standing])))
  const won = Map.groupBy(
    cohorts.flatMap(({ prizes }) =>
      prizes.flatMap(({ key, units: places }) => places.filter((one) => one.won).map(({ unit }) => ({ unit, key }))),
    ),
    ({ unit }) => unit,
  )
  return new Map(
    units.map((result) => {
      const keys = (won.get(result.unit) ?? []).map(({ key }) => key)
      return [result.unit, { result, standing: standings.get(result.unit), won: new Set(keys) }]
    }),
  )
}

function effectOf(change: UnitChange, before: Side, after: Side, grades: readonly string[]): Effect {
  const amounts = amountChanges(before.standing, after.standing)
  const rank = distance(text(before.standing?.rank), text(after.standing?.rank))
  const score = distance(before.result.total, after.result.total)
  const prizes = before.won.symmetricDifference(after.won).size
  const fields = new Set(change.changes.map(({ field }) => field))
  const placeOf = (side: Side): number => (side.standing?.grade ? grades.indexOf(side.standing.grade) : grades.length)
  const sizes: Record<EffectKind, string> = {
    state: '1',
    grade: String(Math.abs(placeOf(before) - placeOf(after))),
    amount: highest(['0', ...amounts.map((one) => distance(one.before ?? '0', one.after ?? '0'))]),
    consequence: String(moved(before.standing, after.standing)),
    prize: String(prizes),
    rank,
    score,
    trace: '0',
  }
  const applies: Record<EffectKind, boolean> = {
    state: fields.has('state'),
    grade: fields.has('grade'),
    amount: amounts.length > 0,
    consequence: fields.has('consequences'),
    prize: prizes > 0,
    rank: fields.has('rank') || fields.has('last'),
    score: fields.size > 0,
    trace: true,
  }
  const kind = effectKinds.find((one) => applies[one])!
  return { ...change, kind, size: sizes[kind], rank, score, amounts }
}

const text = (number: number | null | undefined): string | null => (number === null || number === undefined ? null : String(number))

/** How far apart two numbers are; 0 where one of them is not there. */
function distance(a: string | null, b: string | null): string {
  if (a === null || b === null) return '0'
  return compare(a, b) < 0 ? minus(b, a) : minus(a, b)
}

function amountChanges(before: Standing | undefined, after: Standing | undefined): AmountChange[] {
  const amountsOf = (standing: Standing | undefined) =>
    new Map((standing?.consequences ?? []).flatMap((one) => (one.unit !== null && isNumber(one.value) ? [[one.key, one] as const] : [])))
  const [old, now] = [amountsOf(before), amountsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [a, b] = [old.get(key), now.get(key)]
    if (a?.value === b?.value) return []
    const { label, unit } = (b ?? a)!
    return [{ key, label, unit: unit ?? '', before: a?.value ?? null, after: b?.value ?? null }]
  })
}

const isNumber = (value: string | null): boolean => value !== null && /^-?\d/.test(value)

/** How many consequences came, went or were decided. */
function moved(before: Standing | undefined, after: Standing | undefined): number {
  const of = (standing: Standing | undefined): Set<string> =>
    new Set((standing?.consequences ?? []).map(({ key, state }) => `${key} ${state}`))
  return of(before).symmetricDifference(of(after)).size
}

/** All amounts of a kind added up, before and after: what a change costs. */
export function amountTotals(effects: readonly Effect[]): AmountChange[] {
  const byKey = Map.groupBy(
    effects.flatMap(({ amounts }) => amounts),
    ({ key }) => key,
  )
  return [...byKey].map(([key, all]) => ({
    key,
    label: all[0]!.label,
    unit: all[0]!.unit,
    before: sum(all.flatMap(({ before }) => (before === null ? [] : [before]))),
    after: sum(all.flatMap(({ after }) => (after === null ? [] : [after]))),
  }))
}
