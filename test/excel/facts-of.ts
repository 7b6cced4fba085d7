import fc from 'fast-check'
import type { EventField, Facts, IndicatorField, InputDeclaration, Pack, Parameter } from '../../scoring/index.ts'
import { nodesOf } from '../../scoring/pack/frame.ts'

/** Any facts that a pack takes: each input there or not, with or without origin, not applicable, with text as strange as it may be. */
export function factsOf(pack: Pack): fc.Arbitrary<Facts> {
  const units = pack.roster.units.slice(0, 4)
  const shapes = units.map(({ key, class: classKey }) => [key, fc.option(unitFacts(pack, classKey), { nil: {} })] as const)
  const open = Object.entries(pack.scoring.parameters).filter(([, parameter]) => parameter.value === undefined)
  const parameters = fc.record(Object.fromEntries(open.map(([name, parameter]) => [name, sourced(value(pack, parameter))])), {
    requiredKeys: [],
  })
  return fc.record({ pack: fc.constant(pack.pack.key), parameters, units: fc.record(Object.fromEntries(shapes)) }) as fc.Arbitrary<Facts>
}

/** What a cell could stumble over: blanks at the ends, line breaks, control characters, escapes of its own format, formulas, halves of pairs. */
const strange = fc.constantFrom(
  ' 甲 ',
  'a\r\nb\tc',
  '_x000D_',
  '_x005F_x',
  '=1+1',
  "'12",
  '1e3',
  '\u0000\u001f',
  '\ud800',
  '😀',
  '<&>"',
  '无',
)
const text = fc.oneof(fc.string({ minLength: 1, unit: 'grapheme' }), strange, fc.string({ minLength: 1, unit: 'binary' }))
const words = text.filter((one) => one.trim() !== '')
const notApplicable = words.map((reason) => ({ notApplicable: reason }))
const indicatorKey = fc.constantFrom('1', '2', '10', '重点工作', 'a.b', '__proto__')

function decimal({
  min,
  max,
  whole,
}: {
  min?: string | undefined
  max?: string | undefined
  whole?: string | undefined
}): fc.Arbitrary<string> {
  if (max === 'full') return fc.constantFrom('0', '0.00') // whatever the full points are
  const top = max === undefined ? 9 : Math.floor(Number(max)) - 1
  const bottom = min === undefined ? 0 : Math.ceil(Number(min))
  const places = whole === 'true' ? fc.constant('') : fc.constantFrom('', '.5', '.50', '.0', '.12345678901234567890')
  return fc.tuple(fc.integer({ min: Math.max(0, bottom), max: Math.max(0, bottom, top) }), places).map(([a, b]) => `${a}${b}`)
}

function value(pack: Pack, declared: InputDeclaration | IndicatorField | EventField | Parameter): fc.Arbitrary<string> {
  if (declared.type === 'flag') return fc.constantFrom('true', 'false')
  if (declared.type === 'choice') return fc.constantFrom(...declared.values)
  if (declared.type === 'text') return words
  if (declared.type === 'date') return fc.constantFrom('2014-01-31', '2012-02-29')
  if (declared.type === 'frame') return fc.constantFrom(...nodesOf(pack, declared.level))
  return declared.type === 'number' || declared.type === 'numbers' ? decimal(declared) : indicatorKey
}

const sourced = (of: fc.Arbitrary<string>): fc.Arbitrary<unknown> => fc.oneof(of, fc.record({ value: of, origin: text }))
const leaf = (of: fc.Arbitrary<string>): fc.Arbitrary<unknown> => fc.oneof(sourced(of), notApplicable)

function unitFacts(pack: Pack, classKey: string): fc.Arbitrary<unknown> {
  const { inputs, indicatorFields } = pack.scoring
  const own = Object.entries(inputs).filter(([, { classes }]) => !classes || classes.includes(classKey))
  const fields = Object.entries(indicatorFields).map(([name, field]) => [name, leaf(value(pack, field))] as const)
  const indicators =
    fields.length === 0
      ? {}
      : { indicators: fc.oneof(notApplicable, fc.dictionary(indicatorKey, fc.record(Object.fromEntries(fields), { requiredKeys: [] }))) }
  return fc
    .record({ ...Object.fromEntries(own.map(([name, input]) => [name, inputFacts(pack, input)])), ...indicators }, { requiredKeys: [] })
    .map(withKnownIndicators)
    .map((facts) => (pack.indicators.total ? withoutFull(facts) : facts))
}

function inputFacts(pack: Pack, input: InputDeclaration): fc.Arbitrary<unknown> {
  if (input.type === 'numbers') return fc.oneof(notApplicable, fc.array(sourced(value(pack, input)), { maxLength: 4 }))
  if (input.type !== 'events') return leaf(value(pack, input))
  const fields = Object.entries(input.fields)
  const required = fields.filter(([, { optional }]) => optional !== 'true').map(([name]) => name)
  const shapes: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(
    fields.map(([name, field]) => [name, sourced(value(pack, field))]),
  )
  const event = fc.record({ ...shapes, origin: text } as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: required })
  return fc.oneof(notApplicable, fc.array(event, { maxLength: 3 }))
}

/** An event may name indicators of its own unit only: those that it does not have are taken in. */
function withKnownIndicators(facts: Record<string, unknown>): Record<string, unknown> {
  const isBook = typeof facts['indicators'] === 'object' && !('notApplicable' in facts['indicators']!)
  const book = new Map(isBook ? Object.entries(facts['indicators'] as object) : [])
  let uses = false
  for (const list of Object.values(facts).filter((one): one is Record<string, unknown>[] => Array.isArray(one)))
    for (const event of list.filter((one) => typeof one === 'object' && 'indicator' in one)) {
      const given = event['indicator']
      const key = typeof given === 'string' ? given : (given as { value: string }).value
      uses = true
      if (!book.has(key)) book.set(key, {})
    }
  return uses ? { ...facts, indicators: Object.fromEntries(book) } : facts
}

/** Full points that must add up are left out: then there is nothing to add. */
function withoutFull(facts: Record<string, unknown>): unknown {
  const book = facts['indicators']
  if (typeof book !== 'object' || 'notApplicable' in book!) return facts
  const fields = Object.entries(book as object).map(([key, { full: _, ...rest }]: [string, { full?: unknown }]) => [key, rest] as const)
  return { ...facts, indicators: Object.fromEntries(fields) }
}
