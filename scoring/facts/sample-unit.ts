import type { InputDeclaration } from '../pack/inputs.ts'
import type { Pack } from '../pack/pack.ts'
import type { UnitFacts } from './facts.ts'
import { sampleEvents } from './sample-event.ts'
import { sampleTaskBook } from './sample-task-book.ts'
import type { Used } from './sample-use.ts'
import { count, mark, seldom, within } from './sample-value.ts'
import type { Draw } from './sample-value.ts'

/** With what facts are made up: the pack, how its rules use them, and whether anything special happens at all. */
export type Making = { pack: Pack; used: Used; eventful: boolean }

/** Facts for a unit: its task book, and every input that the pack declares for its class. */
export function sampleUnit(making: Making, unit: Pack['roster']['units'][number], draw: Draw): UnitFacts {
  const indicators = sampleTaskBook(making, unit, within(draw, 'indicators'))
  const keys = Object.keys(indicators)
  const facts: UnitFacts = keys.length === 0 ? {} : { indicators }
  for (const [name, input] of Object.entries(making.pack.scoring.inputs))
    if (!input.classes || input.classes.includes(unit.class)) facts[name] = inputFact(making, name, input, keys, within(draw, name))
  return facts
}

function inputFact(
  making: Making,
  name: string,
  input: InputDeclaration,
  indicators: readonly string[],
  draw: Draw,
): NonNullable<UnitFacts[string]> {
  if (input.type === 'flag') return String(making.eventful && seldom(draw, 12))
  if (input.type === 'choice') return draw.lot.pick(input.values, ...draw.names)
  if (input.type === 'numbers') return ratings(input, draw)
  if (input.type === 'events') return sampleEvents(making, { name, input, indicators }, draw)
  if (making.used.fulls.has(name)) return input.max ?? '100'
  if (input.whole === 'true' && input.max === undefined) return making.eventful ? count(draw, input) : (input.min ?? '0')
  return mark(draw, input)
}

function ratings(input: Extract<InputDeclaration, { type: 'numbers' }>, draw: Draw): string[] {
  const size = draw.lot.whole(5, 9, ...draw.names, 'size')
  return Array.from({ length: size }, (_, place) => mark(within(draw, String(place)), input))
}
