import { compare, minus, sum } from '../decimal.ts'
import { nodesOf } from '../pack/frame.ts'
import type { IndicatorField } from '../pack/inputs.ts'
import type { Pack } from '../pack/pack.ts'
import type { IndicatorFacts } from './facts.ts'
import { mark, seldom, split, within } from './sample-value.ts'
import type { Draw } from './sample-value.ts'
import type { Making } from './sample-unit.ts'

type Unit = Pack['roster']['units'][number]

/** The indicators that the pack lists for a unit, and made-up ones up to the tasks and points of the roster (or the total that the pack fixes). */
export function sampleTaskBook({ pack, used }: Making, unit: Unit, draw: Draw): { [key: string]: IndicatorFacts } {
  const fields = Object.entries(pack.scoring.indicatorFields)
  const listed = pack.indicators.units[unit.key] ?? []
  if (fields.length === 0 || (listed.length === 0 && !used.taskBooks.has(unit.class))) return {}
  const fulls = new Map(listed.map(({ key, full }) => [key, full]))
  for (const full of fullsLacking(pack, unit, [...fulls.values()], draw)) fulls.set(freshKey(fulls, fulls.size + 1), full)
  return Object.fromEntries(
    [...fulls].map(([key, full], place) => [
      key,
      Object.fromEntries(
        fields.map(([field, declared]) => [
          field,
          field === 'full' ? full : itemFact(pack, declared, full, within(draw, key, field), place),
        ]),
      ),
    ]),
  )
}

/** The full points of the indicators that are not listed. */
function fullsLacking({ indicators }: Pack, { tasks, points }: Unit, listed: readonly string[], draw: Draw): string[] {
  const none = listed.length === 0
  const left = minus(indicators.total?.full ?? points ?? (none ? '100' : '0'), sum(listed))
  const lacking = Math.max(Number(tasks ?? (none ? 10 : 0)) - listed.length, indicators.total ? 1 : 0)
  return lacking > 0 && compare(left, '0') > 0 ? split(draw, left, lacking) : []
}

function freshKey(taken: ReadonlyMap<string, unknown>, number: number): string {
  return taken.has(String(number)) ? freshKey(taken, number + 1) : String(number)
}

function itemFact(pack: Pack, field: IndicatorField, full: string, draw: Draw, place: number): string {
  if (field.type === 'flag') return String(seldom(draw, 16))
  if (field.type === 'number') return mark(draw, { ...field, max: field.max === undefined || field.max === 'full' ? full : field.max })
  const values = field.type === 'choice' ? field.values : nodesOf(pack, field.level)
  return values[place % values.length]!
}
