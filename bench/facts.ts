import type { Facts, Pack, UnitFacts } from '../scoring/index.ts'

/**
 * Facts for every input that the pack declares for a class, so many indicators and two events of each kind; numbers between 80 and 100, so that every
 * division has many digits. `nth` unit: each has another result on its first indicator.
 */
export function factsFor({ scoring: { inputs, indicatorFields } }: Pack, unitClass: string, count: number, nth = 0): UnitFacts {
  const facts: UnitFacts = {}
  if (Object.keys(indicatorFields).length > 0) facts.indicators = taskBook(count, nth)
  for (const [name, input] of Object.entries(inputs)) {
    if (input.classes && !input.classes.includes(unitClass)) continue
    if (input.type === 'number') facts[name] = name.endsWith('.full') ? '97' : input.max === undefined ? '3' : '88.35'
    else if (input.type === 'numbers') facts[name] = ['91.5', '88', '93.7', '90', '87.1', '95', '92.2']
    else if (input.type === 'flag') facts[name] = 'false'
    else if (input.type === 'events') facts[name] = [event(input.fields, '3'), event(input.fields)]
  }
  return facts
}

/** The same for every unit of the roster. */
export function factsOfAll(pack: Pack, count: number): Facts {
  const units = pack.roster.units.map((unit, nth) => [unit.key, factsFor(pack, unit.class, count, nth)] as const)
  return { pack: pack.pack.key, units: Object.fromEntries(units) }
}

function taskBook(count: number, nth: number): NonNullable<UnitFacts['indicators']> {
  const lost = (place: number): string => (place === 0 ? `0.${String(nth).padStart(4, '0')}` : '0.5')
  return Object.fromEntries(
    Array.from({ length: count }, (_, place) => [
      String(place + 1),
      { full: String((place % 25) + 3), result: String(Number(((place % 25) + 3 - Number(lost(place))).toFixed(4))) },
    ]),
  )
}

function event(fields: Record<string, { type: string; optional?: string | undefined }>, indicator?: string): Record<string, string> {
  const given = Object.entries(fields).flatMap(([name, { type }]) => {
    if (type === 'number') return [[name, '0.5']]
    if (type === 'text') return [[name, '核验记录']]
    return type === 'indicator' && indicator !== undefined ? [[name, indicator]] : []
  })
  return Object.fromEntries(given) as Record<string, string>
}
