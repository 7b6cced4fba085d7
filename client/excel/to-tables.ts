import type { EventFact, Facts, Leaf, NotApplicable, Pack, Sourced, UnitFacts } from '../../scoring/index.ts'
import {
  deferred,
  described,
  KEY,
  LABEL,
  NAME,
  NONE_HERE,
  ORIGIN,
  originOf,
  PARAMETER,
  sheetsOf,
  UNIT,
  VALUE,
  type Sheet,
} from './sheets.ts'
import { segmentsText } from './segments-text.ts'
import type { TextRow } from './tables.ts'
import { NONE, NOT_APPLICABLE } from './words.ts'

type UnitSheet = Exclude<Sheet, { kind: 'parameters' }>

/** Facts as tables, units in the order of the roster. Every unit has a row in the first. */
export function toTables(pack: Pack, facts: Facts): { sheet: Sheet; rows: TextRow[] }[] {
  return sheetsOf(pack).map((sheet) => ({
    sheet,
    rows: sheet.kind === 'parameters' ? parameterRows(pack, facts.parameters ?? {}) : unitRows(pack, sheet, facts),
  }))
}

function unitRows(pack: Pack, sheet: UnitSheet, facts: Facts): TextRow[] {
  return pack.roster.units.flatMap(({ key }) => rowsOf(pack, sheet, key, facts.units[key] ?? {}).map((row) => ({ [UNIT]: key, ...row })))
}

function parameterRows(pack: Pack, given: NonNullable<Facts['parameters']>): TextRow[] {
  return deferred(pack).map(([name, parameter]) => {
    const value = given[name]
    return { [PARAMETER]: name, [LABEL]: described(parameter), ...(value === undefined ? {} : sourcedCells(VALUE, ORIGIN, value)) }
  })
}

function rowsOf(pack: Pack, sheet: UnitSheet, unit: string, facts: UnitFacts): TextRow[] {
  if (sheet.kind === 'units') {
    const paths = sheet.columns.map(({ path }) => path).filter((path) => !path.includes('@'))
    return [Object.assign({}, ...paths.map((path) => leafCells(path, facts[path] as Leaf | undefined))) as TextRow]
  }
  if (sheet.kind === 'indicators') return indicatorRows(pack, unit, facts.indicators)
  const given = facts[sheet.input]
  if (given === undefined) return []
  if (!Array.isArray(given)) return [{ [NONE_HERE]: notApplicableText(given as NotApplicable) }]
  if (given.length === 0) return [{ [NONE_HERE]: NONE }]
  return sheet.kind === 'ratings'
    ? (given as (string | Sourced)[]).map((one) => sourcedCells(VALUE, ORIGIN, one))
    : (given as EventFact[]).map(eventCells)
}

function indicatorRows({ indicators: listed }: Pack, unit: string, given: UnitFacts['indicators']): TextRow[] {
  if (given === undefined) return []
  const entries = Object.entries(given)
  if (isNotApplicable(given)) return [{ [NONE_HERE]: notApplicableText(given) }]
  if (entries.length === 0) return [{ [NONE_HERE]: NONE }]
  const names = new Map((listed.units[unit] ?? []).map(({ key, name }) => [key, name]))
  return entries.map(([key, fields]) => {
    const name = names.get(key)
    const cells = Object.entries(fields as { [field: string]: Leaf }).map(([field, leaf]) => leafCells(field, leaf))
    return Object.assign({ [KEY]: key }, name === undefined ? {} : { [NAME]: name }, ...cells) as TextRow
  })
}

function eventCells({ origin, ...fields }: EventFact): TextRow {
  const cells = Object.entries(fields).map(([field, given]) => sourcedCells(field, originOf(field), given))
  return Object.assign({}, ...cells, origin === undefined ? {} : { [ORIGIN]: origin }) as TextRow
}

function leafCells(path: string, given: Leaf | undefined): TextRow {
  if (given === undefined) return {}
  if (typeof given === 'object' && 'segments' in given) return { [path]: segmentsText(given) }
  return isNotApplicable(given) ? { [path]: notApplicableText(given) } : sourcedCells(path, originOf(path), given)
}

function sourcedCells(path: string, origin: string, given: string | Sourced): TextRow {
  return typeof given === 'string' ? { [path]: given } : { [path]: given.value, [origin]: given.origin }
}

const isNotApplicable = (given: unknown): given is NotApplicable =>
  typeof given === 'object' && given !== null && typeof (given as NotApplicable).notApplicable === 'string'
const notApplicableText = ({ notApplicable }: NotApplicable): string => `${NOT_APPLICABLE}${notApplicable}`
