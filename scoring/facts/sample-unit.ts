import { compare, minus, sum } from '../decimal.ts'
import type { EventField, IndicatorField, InputDeclaration } from '../pack/inputs.ts'
import type { Pack } from '../pack/pack.ts'
import type { EventFact, IndicatorFacts, UnitFacts } from './facts.ts'
import { count, mark, points, seldom, split, within } from './sample-value.ts'
import type { Draw } from './sample-value.ts'
import type { Used } from './sample-use.ts'

type Unit = Pack['roster']['units'][number]
type Events = Extract<InputDeclaration, { type: 'events' }>
/** With what facts are made up: the pack, how its rules use them, and whether anything special happens at all. */
export type Making = { pack: Pack; used: Used; eventful: boolean }

/** Facts for a unit: its task book, and every input that the pack declares for its class. */
export function sampleUnit(making: Making, unit: Unit, draw: Draw): UnitFacts {
  const indicators = taskBook(making, unit, within(draw, 'indicators'))
  const facts: UnitFacts = Object.keys(indicators).length === 0 ? {} : { indicators }
  for (const [name, input] of Object.entries(making.pack.scoring.inputs))
    if (!input.classes || input.classes.includes(unit.class))
      facts[name] = inputFact(making, name, input, Object.keys(indicators), within(draw, name))
  return facts
}

function inputFact(
  making: Making,
  name: string,
  input: InputDeclaration,
  indicators: string[],
  draw: Draw,
): NonNullable<UnitFacts[string]> {
  if (input.type === 'flag') return String(making.eventful && seldom(draw, 12))
  if (input.type === 'numbers') return ratings(input, draw)
  if (input.type === 'events') return events(making, name, input, indicators, draw)
  if (making.used.fulls.has(name)) return input.max ?? '100'
  if (input.whole === 'true' && input.max === undefined) return making.eventful ? count(draw, input) : (input.min ?? '0')
  return mark(draw, input)
}

function ratings(input: Extract<InputDeclaration, { type: 'numbers' }>, draw: Draw): string[] {
  const size = draw.lot.whole(5, 9, ...draw.names, 'size')
  return Array.from({ length: size }, (_, place) => mark(within(draw, String(place)), input))
}

function events({ used, eventful }: Making, name: string, input: Events, indicators: string[], draw: Draw): EventFact[] {
  const needsIndicator = Object.values(input.fields).some(({ type, optional }) => type === 'indicator' && optional !== 'true')
  const most = eventful ? Math.min(draw.lot.whole(0, 2, ...draw.names, 'size'), needsIndicator ? indicators.length : 2) : 0
  return Array.from({ length: most }, (_, place) => {
    const own = within(draw, String(place))
    const fields = Object.entries(input.fields).flatMap(([field, declared]): [string, string][] => {
      const value = fieldFact(used, [name, input, place], [field, declared], indicators, within(own, field))
      return value === null ? [] : [[field, value]]
    })
    return Object.fromEntries(fields)
  })
}

type Nth = [input: string, declared: Events, place: number]

/** A field of the event; null leaves it out, as an optional one sometimes is. */
function fieldFact(
  used: Used,
  [input, events, place]: Nth,
  [name, field]: [string, EventField],
  indicators: string[],
  draw: Draw,
): string | null {
  const { lot, names } = draw
  if (field.type === 'indicator') {
    if (indicators.length === 0 || (field.optional === 'true' && lot.whole(1, 2, ...names, 'there') === 1)) return null
    // events one after the other are about different indicators
    return indicators[(lot.whole(0, indicators.length - 1, ...names.slice(0, -2), name) + place) % indicators.length]!
  }
  if (field.type === 'text') return field.optional === 'true' && seldom(draw, 3) ? null : `${events.label} ${place + 1}`
  if (field.type === 'flag') return String(seldom(draw, 16))
  if (field.type === 'choice') return lot.pick(used.listed(input, name, field.values), ...names)
  const alone = Object.values(events.fields).filter(({ type }) => type === 'number').length === 1
  return alone ? points(draw, field) : mark(draw, field)
}

/** The indicators that the pack lists for a unit, and made-up ones up to the tasks and points of the roster. */
function taskBook({ pack, used }: Making, unit: Unit, draw: Draw): { [key: string]: IndicatorFacts } {
  const fields = Object.entries(pack.scoring.indicatorFields)
  const listed = pack.indicators.units[unit.key] ?? []
  if (fields.length === 0 || (listed.length === 0 && !used.taskBooks.has(unit.class))) return {}
  const fulls = new Map(listed.map(({ key, full }) => [key, full]))
  const left = minus(unit.points ?? (listed.length > 0 ? '0' : '100'), sum([...fulls.values()]))
  const lacking = Math.max(Number(unit.tasks ?? (listed.length > 0 ? 0 : 10)) - listed.length, 0)
  if (lacking > 0 && compare(left, '0') > 0)
    for (const [place, full] of split(draw, left, lacking).entries()) fulls.set(freshKey(fulls, place + listed.length + 1), full)
  return Object.fromEntries(
    [...fulls].map(([key, full], place) => [
      key,
      Object.fromEntries(
        fields.map(([field, declared]) => [field, field === 'full' ? full : itemFact(declared, full, within(draw, key, field), place)]),
      ),
    ]),
  )
}

function freshKey(taken: ReadonlyMap<string, unknown>, number: number): string {
  return taken.has(String(number)) ? freshKey(taken, number + 1) : String(number)
}

function itemFact(field: IndicatorField, full: string, draw: Draw, place: number): string {
  if (field.type === 'flag') return String(seldom(draw, 16))
  if (field.type === 'choice') return field.values[place % field.values.length]!
  return mark(draw, { ...field, max: field.max === 'full' ? full : field.max })
}
