import { compare, highest, minus, sum } from '../decimal.ts'
import { usedBy } from '../facts/sample-use.ts'
import type { EventFact, IndicatorFacts, Leaf, Sourced, UnitFacts } from '../facts/facts.ts'
import { isNotApplicable, isRecord } from '../facts/check-leaf.ts'
import type { InputDeclaration } from '../pack/inputs.ts'
import type { Pack } from '../pack/pack.ts'

/**
 * One fact of a unit that could have been otherwise. `path` leads there below the unit, as what-if takes it; `family` is the input or the field
 * of indicators. A `number` can be moved between `low` and `high`, `ratings` all by as much; what happened or not can only be `turned`.
 */
export type Mover = { path: string; label: string; family: string } & (
  | { kind: 'number' | 'ratings'; current: string; low: string; high: string; step: string; with: (value: string) => UnitFacts }
  | { kind: 'turned'; current: string; turned: () => UnitFacts }
)

/** How far a number without a bound is tried. */
const far = '100'

/** The facts of a unit that its score has read, as the ids of its trace say; full points are not moved, and bound what they are the full points of. */
export function moversOf(pack: Pack, unit: string, facts: UnitFacts, read: ReadonlySet<string>): Mover[] {
  const { fulls, fullOf } = usedBy(pack)
  const inputs = Object.entries(pack.scoring.inputs).filter(([name]) => read.has(`input:${name}`) && !fulls.has(name))
  const bounded = (name: string, input: InputDeclaration): InputDeclaration => {
    const full = facts[fullOf.get(name) ?? '']
    return input.type === 'number' && input.max === undefined && full !== undefined ? { ...input, max: textOf(full as Leaf) } : input
  }
  return [...inputs.flatMap(([name, input]) => inputMovers(name, bounded(name, input), facts)), ...indicatorMovers(pack, unit, facts, read)]
}

function inputMovers(name: string, input: InputDeclaration, facts: UnitFacts): Mover[] {
  const given = facts[name]
  if (given === undefined || isNotApplicable(given)) return []
  const withFact = (value: NonNullable<UnitFacts[string]>): UnitFacts => ({ ...facts, [name]: value })
  if (input.type === 'number') {
    const current = textOf(given as Leaf)
    return [{ kind: 'number', path: name, family: name, label: input.label, current, ...range(input, current), with: withFact }]
  }
  if (input.type === 'numbers') return ratingsMover(name, input, given as (string | Sourced)[], withFact)
  if (input.type === 'flag') {
    const other = textOf(given as Leaf) === 'true' ? 'false' : 'true'
    return [{ kind: 'turned', path: name, family: name, label: input.label, current: textOf(given as Leaf), turned: () => withFact(other) }]
  }
  if (input.type !== 'events') return []
  const events = given as EventFact[]
  return events.map((_, place) => ({
    kind: 'turned',
    path: `${name}.${place}`,
    family: name,
    label: input.label,
    current: String(place + 1),
    turned: () => withFact(events.toSpliced(place, 1)),
  }))
}

/** All ratings moved by as much, each within its bounds; `current` is 0. */
function ratingsMover(
  name: string,
  input: Extract<InputDeclaration, { type: 'numbers' }>,
  given: (string | Sourced)[],
  withFact: (value: string[]) => UnitFacts,
): Mover[] {
  const ratings = given.map(textOf)
  if (ratings.length === 0) return []
  const [top, bottom] = [highest(ratings), ratings.reduce((low, one) => (compare(one, low) < 0 ? one : low))]
  const shifted = (by: string): UnitFacts => withFact(ratings.map((one) => clamped(sum([one, by]), input)))
  const high = input.max === undefined ? far : minus(input.max, bottom)
  const low = minus(input.min ?? minus(top, far), top)
  return [{ kind: 'ratings', path: name, family: name, label: input.label, current: '0', low, high, step: '0.01', with: shifted }]
}

function indicatorMovers({ scoring, indicators }: Pack, unit: string, facts: UnitFacts, read: ReadonlySet<string>): Mover[] {
  const given = facts.indicators
  if (!isRecord(given) || isNotApplicable(given)) return []
  const names = new Map((indicators.units[unit] ?? []).map(({ key, name }) => [key, name]))
  return Object.entries(given as { [key: string]: IndicatorFacts }).flatMap(([key, own]) =>
    Object.entries(scoring.indicatorFields).flatMap(([field, declared]): Mover[] => {
      const value = own[field]
      if (field === 'full' || declared.type !== 'number' || value === undefined || isNotApplicable(value)) return []
      if (!read.has(`input:indicators.${key}.${field}`)) return []
      const full = own['full']
      const max = declared.max === 'full' ? (full === undefined ? undefined : textOf(full)) : declared.max
      const current = textOf(value)
      const changed = (text: string): UnitFacts => ({ ...facts, indicators: { ...given, [key]: { ...own, [field]: text } } }) as UnitFacts
      const name = names.get(key)
      const label = `${declared.label}（${key}${name === undefined || name === key ? '' : ` ${name}`}）`
      return [
        {
          kind: 'number',
          path: `indicators.${key}.${field}`,
          family: `indicators.${field}`,
          label,
          current,
          ...range({ min: declared.min, max }, current),
          with: changed,
        },
      ]
    }),
  )
}

type Bounds = { min?: string | undefined; max?: string | undefined; whole?: string | undefined }

function range({ min, max, whole }: Bounds, current: string): { low: string; high: string; step: string } {
  return { low: min ?? minus(current, far), high: max ?? sum([current, far]), step: whole === 'true' ? '1' : '0.01' }
}

function clamped(number: string, { min, max }: Bounds): string {
  if (min !== undefined && compare(number, min) < 0) return min
  return max !== undefined && compare(number, max) > 0 ? max : number
}

const textOf = (given: Leaf): string => (typeof given === 'string' ? given : 'value' in given ? given.value : '')
