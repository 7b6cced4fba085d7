import type { EventField, IndicatorField, InputDeclaration, Pack, Parameter } from '../../scoring/index.ts'
import { COLUMNS, SHEETS, TYPES } from './words.ts'

/** A column: `path` is its first heading, by which it is found again; `note` the second, for people. */
export type Column = { path: string; note: string }
/** A sheet of facts: its name, what a row is, its columns. */
export type Sheet = { name: string; columns: Column[] } & (
  | { kind: 'units' }
  | { kind: 'indicators' }
  | { kind: 'parameters' }
  | { kind: 'ratings'; input: string }
  | { kind: 'events'; input: string }
)

/** Paths of columns that are the same for all packs; no name in a pack holds an @. */
export const UNIT = '@unit'
export const KEY = '@key'
export const NAME = '@name'
export const PARAMETER = '@parameter'
export const LABEL = '@label'
export const VALUE = '@value'
export const ORIGIN = '@origin'
export const NONE_HERE = '@none'
/** The column of the origin of what stands in another. */
export const originOf = (path: string): string => `${path}${ORIGIN}`

const unit: Column = { path: UNIT, note: COLUMNS.unit }
const origin: Column = { path: ORIGIN, note: COLUMNS.origin }
const none: Column = { path: NONE_HERE, note: COLUMNS.none }

/** The sheets of facts that a pack has, in order. */
export function sheetsOf(pack: Pack): Sheet[] {
  const { inputs, indicatorFields } = pack.scoring
  const named = new Names()
  const single = Object.entries(inputs).filter(([, { type }]) => type !== 'numbers' && type !== 'events')
  const units: Sheet = {
    kind: 'units',
    name: named.free(SHEETS.units),
    columns: [unit, ...single.flatMap(([path, input]) => sourced({ path, note: described(input) }))],
  }
  const fields = Object.entries(indicatorFields).flatMap(([path, field]) => sourced({ path, note: described(field) }))
  const indicators: Sheet = {
    kind: 'indicators',
    name: named.free(SHEETS.indicators),
    columns: [unit, { path: KEY, note: COLUMNS.key }, { path: NAME, note: COLUMNS.name }, ...fields, none],
  }
  const lists = Object.entries(inputs).flatMap(([input, declared]) => listSheet(named, input, declared))
  return [units, ...(fields.length > 0 ? [indicators] : []), ...lists, ...parameterSheet(pack, named)]
}

/** What a later document sets; a parameter that the pack itself sets is none of the facts. */
export const deferred = ({ scoring }: Pack): [string, Parameter][] =>
  Object.entries(scoring.parameters).filter(([, { value }]) => value === undefined)

function parameterSheet(pack: Pack, named: Names): Sheet[] {
  if (deferred(pack).length === 0) return []
  const columns = [
    { path: PARAMETER, note: COLUMNS.parameter },
    { path: LABEL, note: COLUMNS.label },
    { path: VALUE, note: COLUMNS.value },
    origin,
  ]
  return [{ kind: 'parameters', name: named.free(SHEETS.parameters), columns }]
}

function listSheet(named: Names, input: string, declared: InputDeclaration): Sheet[] {
  if (declared.type === 'numbers') {
    const value: Column = { path: VALUE, note: described(declared) }
    return [{ kind: 'ratings', input, name: named.free(declared.label), columns: [unit, value, origin, none] }]
  }
  if (declared.type !== 'events') return []
  const fields = Object.entries(declared.fields).flatMap(([path, field]) => sourced({ path, note: eventNote(field) }))
  return [{ kind: 'events', input, name: named.free(declared.label), columns: [unit, ...fields, origin, none] }]
}

const sourced = (column: Column): Column[] => [column, { path: originOf(column.path), note: COLUMNS.origin }]

type Bounds = { min?: string | undefined; max?: string | undefined; values?: string[] | undefined }

/** What it is called, who supplies it, for whom, within which bounds. */
export function described(declared: InputDeclaration | IndicatorField | Parameter): string {
  const classes = 'classes' in declared && declared.classes ? `；只用于 ${declared.classes.join('、')}` : ''
  return `${declared.label}；${declared.by}${classes}${bounds(declared as Bounds & { type: string })}`
}

const eventNote = (field: EventField): string => {
  const words = TYPES[field.type] ?? field.type
  return `${words}${bounds({ ...field, type: '' } as Bounds & { type: string })}${field.optional === 'true' ? '；可不填' : ''}`
}

function bounds({ type, min, max, values }: Bounds & { type: string }): string {
  const most = max === 'full' ? '满分' : max
  if (values) return `；${values.join('、')}`
  if (type === 'flag' || type === 'date' || type === 'frame') return `；${TYPES[type]}`
  if (min !== undefined && most !== undefined) return `；${min} 至 ${most}`
  return min !== undefined ? `；不低于 ${min}` : most !== undefined ? `；不高于 ${most}` : ''
}

/** Names of sheets: at most 31 characters, none of those that Excel forbids, no two alike. */
class Names {
  private readonly taken = new Set<string>([SHEETS.about, 'history'])
  free(label: string): string {
    const base = label.replace(/[[\]:*?/\\'\s]+/g, ' ').trim() || SHEETS.units
    for (let nth = 1; ; nth++) {
      const end = nth === 1 ? '' : ` ${nth}`
      const name = `${[...base].reduce((sum, one) => (sum.length + one.length + end.length <= MOST_NAME ? sum + one : sum), '').trim()}${end}`
      if (this.taken.has(name.toLowerCase())) continue
      this.taken.add(name.toLowerCase())
      return name
    }
  }
}
const MOST_NAME = 31
