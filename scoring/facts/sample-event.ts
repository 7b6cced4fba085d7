import type { EventField, InputDeclaration } from '../pack/inputs.ts'
import type { EventFact } from './facts.ts'
import { day, mark, points, seldom, within } from './sample-value.ts'
import type { Draw } from './sample-value.ts'
import type { Making } from './sample-unit.ts'

type Events = Extract<InputDeclaration, { type: 'events' }>
/** An input of events, with the indicators that they may be about. */
type Of = { name: string; input: Events; indicators: readonly string[] }

/** None, one or two events of an input. */
export function sampleEvents(making: Making, of: Of, draw: Draw): EventFact[] {
  const { input, indicators } = of
  const needsIndicator = Object.values(input.fields).some(({ type, optional }) => type === 'indicator' && optional !== 'true')
  const most = needsIndicator ? Math.min(2, indicators.length) : 2
  const size = making.eventful ? draw.lot.whole(0, most, ...draw.names, 'size') : 0
  return Array.from({ length: size }, (_, place) => {
    const fields = Object.entries(input.fields).flatMap(([name, field]): [string, string][] => {
      const value = field.type === 'indicator' ? about(of, field, place, draw) : fieldFact(making, of, [name, field], place, draw)
      return value === null ? [] : [[name, value]]
    })
    return Object.fromEntries(fields)
  })
}

/** The indicator that an event is about, another for each event; null leaves it out, as an optional one sometimes is. */
function about({ indicators }: Of, { optional }: EventField, place: number, { lot, names }: Draw): string | null {
  if (indicators.length === 0 || (optional === 'true' && lot.whole(1, 2, ...names, String(place), 'about') === 1)) return null
  return indicators[(lot.whole(0, indicators.length - 1, ...names, 'about') + place) % indicators.length]!
}

function fieldFact(
  { pack, used }: Making,
  { name, input }: Of,
  [key, field]: [string, EventField],
  place: number,
  draw: Draw,
): string | null {
  const own = within(draw, String(place), key)
  if (field.type === 'text') return field.optional === 'true' && seldom(own, 3) ? null : `${input.label} ${place + 1}`
  if (field.type === 'flag') return String(seldom(own, 16))
  if (field.type === 'date') return day(own, pack.pack.year)
  if (field.type === 'choice') return own.lot.pick(used.listed(name, key, field.values), ...own.names)
  if (field.type !== 'number') return null
  const alone = Object.values(input.fields).filter(({ type }) => type === 'number').length === 1
  return alone ? points(own, field) : mark(own, field)
}
