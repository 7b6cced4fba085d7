import type { Facts, Leaf, NotApplicable, Pack, Sourced, UnitFacts } from '../../scoring/index.ts'
import { pointer } from '../../scoring/pack/read-yaml.ts'
import { KEY, NAME, NONE_HERE, ORIGIN, originOf, PARAMETER, UNIT, VALUE, type Sheet } from './sheets.ts'
import type { Cell, Row, Table } from './tables.ts'
import { NONE, NOT_APPLICABLE } from './words.ts'

/** Facts that were put together, where each stands (by JSON pointer), and complaints about rows. */
export type FoundFacts = { facts: Facts; places: Map<string, string>; complaints: string[] }
type Gathered = { [name: string]: unknown }

/** Puts facts together from tables. A unit without any is left out, as one that nobody has written about. */
export function fromTables(pack: Pack, tables: readonly Table[]): FoundFacts {
  const gathering = new Gathering(pack)
  for (const { sheet, rows } of tables) {
    if (sheet.kind === 'units') gathering.units(sheet, rows)
    else if (sheet.kind === 'indicators') gathering.indicators(rows)
    else if (sheet.kind === 'parameters') gathering.parameters(rows)
    else gathering.list(sheet, rows)
  }
  return gathering.done()
}

class Gathering {
  private readonly complaints: string[] = []
  private readonly places = new Map<string, string>()
  private readonly found: Map<string, Map<string, unknown>>
  private readonly set = new Map<string, string | Sourced>()
  private readonly pack: Pack
  constructor(pack: Pack) {
    this.pack = pack
    this.found = new Map(pack.roster.units.map(({ key }) => [key, new Map()]))
  }

  done(): FoundFacts {
    const units = [...this.found].filter(([, facts]) => facts.size > 0).map(([unit, facts]) => [unit, Object.fromEntries(facts)] as const)
    const parameters = this.set.size > 0 ? { parameters: Object.fromEntries(this.set) } : {}
    const facts = { pack: this.pack.pack.key, ...parameters, units: Object.fromEntries(units) as { [unit: string]: UnitFacts } }
    return { facts, places: this.places, complaints: this.complaints }
  }

  /** A row without a value leaves the parameter open. */
  parameters(rows: readonly Row[]): void {
    const seen = new Set<string>()
    for (const row of rows) {
      const name = row.cells.get(PARAMETER)
      const value = this.sourced(row, row.cells.get(VALUE), ORIGIN)
      if (!name) this.say(row.at, '应写明参数（@parameter），实为空缺；请补上，或删去这一行')
      else if (seen.has(name.text)) this.say(name.at, `一个参数应只有一行，\`${name.text}\` 重复；请并作一行`)
      else if (value !== undefined) {
        this.set.set(name.text, value)
        this.mark(pointer(['parameters', name.text]), row.cells.get(VALUE)?.at ?? name.at)
      }
      if (name) seen.add(name.text)
    }
  }

  units({ columns }: Sheet, rows: readonly Row[]): void {
    const paths = columns.map(({ path }) => path).filter((path) => !path.includes('@'))
    for (const [unit, [row, again]] of this.byUnit(rows)) {
      if (again) this.say(again.cells.get(UNIT)?.at ?? again.at, `一个单位应只有一行，\`${unit}\` 重复；请并作一行`)
      for (const path of row ? paths : []) {
        const leaf = this.leaf(row!, path, originOf(path))
        if (leaf !== undefined) this.put(unit, path, leaf, row!.cells.get(path)?.at ?? row!.at)
      }
    }
  }

  indicators(rows: readonly Row[]): void {
    for (const [unit, own] of this.byUnit(rows)) {
      const whole = this.whole(own, {})
      if (whole) {
        this.put(unit, 'indicators', whole.value, whole.at)
        continue
      }
      const listed = new Map<string, Gathered>()
      for (const row of own) {
        const key = row.cells.get(KEY)
        if (!key) this.say(row.at, '应有指标的键（@key），实际没有；请补上')
        else if (listed.has(key.text)) this.say(key.at, `一个单位的一项指标应只有一行，\`${unit}\` 的 \`${key.text}\` 重复；请并作一行`)
        else listed.set(key.text, this.fields(row, pointer(['units', unit, 'indicators', key.text])))
        if (key) this.mark(pointer(['units', unit, 'indicators', key.text]), key.at)
      }
      this.put(unit, 'indicators', Object.fromEntries(listed), own[0]!.at)
    }
  }

  list({ input, kind }: Extract<Sheet, { input: string }>, rows: readonly Row[]): void {
    for (const [unit, own] of this.byUnit(rows)) {
      const whole = this.whole(own, [])
      const items = whole ? [] : own.map((row, index) => this.listed(kind, row, pointer(['units', unit, input, index])))
      this.put(unit, input, whole ? whole.value : items, whole?.at ?? own[0]!.cells.get(UNIT)?.at ?? own[0]!.at)
    }
  }

  private listed(kind: 'ratings' | 'events', row: Row, path: string): unknown {
    const value = row.cells.get(VALUE)
    this.mark(path, value?.at ?? row.at)
    if (kind === 'events') return this.event(row, path)
    return this.leaf(row, VALUE, ORIGIN) ?? (value ? undefined : this.say(row.at, '应有评分（@value），实际没有；请补上，或删去这一行'))
  }

  private event(row: Row, path: string): Gathered {
    const fields = [...row.cells.keys()].filter((name) => !name.includes('@'))
    const sourced = [...row.cells.keys()].flatMap((name) => (/.@origin$/.test(name) ? [name.slice(0, -ORIGIN.length)] : []))
    const event = new Map<string, unknown>()
    for (const field of new Set([...fields, ...sourced])) {
      const cell = row.cells.get(field)
      event.set(field, this.sourced(row, cell, originOf(field)))
      if (cell) this.mark(path + pointer([field]), cell.at)
    }
    const origin = row.cells.get(ORIGIN)
    if (origin) event.set('origin', origin.text)
    return Object.fromEntries(event)
  }

  private fields(row: Row, path: string): Gathered {
    const fields = new Map<string, unknown>()
    const own = [UNIT, KEY, NAME, NONE_HERE]
    for (const name of [...row.cells.keys()].filter((each) => !own.includes(each))) {
      const field = name.endsWith(ORIGIN) ? name.slice(0, -ORIGIN.length) : name
      if (fields.has(field)) continue
      fields.set(field, this.leaf(row, field, originOf(field)))
      this.mark(path + pointer([field]), row.cells.get(name)!.at)
    }
    return Object.fromEntries(fields)
  }

  private leaf(row: Row, path: string, origin: string): Leaf | undefined {
    const cell = row.cells.get(path)
    const reason = cell && notApplicable(cell.text)
    if (!cell || reason === undefined) return this.sourced(row, cell, origin)
    if (reason.trim() === '') return this.say(cell.at, '不适用应写明原因，如“不适用：该类单位不设此项”；请补上')
    const from = row.cells.get(origin)
    return from ? this.say(from.at, '不适用的应没有来源；请把来源写进原因里') : { notApplicable: reason }
  }

  private sourced(row: Row, cell: Cell | undefined, origin: string): string | Sourced | undefined {
    const from = row.cells.get(origin)
    if (!from) return cell?.text
    return cell ? { value: cell.text, origin: from.text } : this.say(from.at, '应先有值再有来源，实际没有值；请补上值，或删去来源')
  }

  /** `无` or `不适用：原因` for all of a unit's list: then the only row, and nothing else in it. */
  private whole(rows: readonly Row[], empty: unknown): { value: unknown; at: string } | undefined {
    const told = rows.flatMap((row) => row.cells.get(NONE_HERE) ?? [])
    const [cell] = told
    if (!cell) return undefined
    const reason = notApplicable(cell.text)
    const isAlone = rows.length === 1 && [...rows[0]!.cells.keys()].every((path) => path === UNIT || path === NONE_HERE)
    if (cell.text !== NONE && !reason?.trim()) this.say(cell.at, `应为“${NONE}”或“${NOT_APPLICABLE}原因”，实为 \`${cell.text}\`；请更正`)
    else if (!isAlone) this.say(cell.at, `写“${cell.text}”的单位应没有别的内容，实际还有；请删去其中一种`)
    return { value: reason === undefined ? empty : ({ notApplicable: reason } satisfies NotApplicable), at: cell.at }
  }

  private byUnit(rows: readonly Row[]): Map<string, Row[]> {
    const units = new Map<string, Row[]>()
    for (const row of rows) {
      const unit = row.cells.get(UNIT)
      if (!unit) this.say(row.at, '应写明单位，实为空缺；请补上，或删去这一行')
      else if (!this.found.has(unit.text)) this.say(unit.at, `单位应在 roster.yaml 中，实为 \`${unit.text}\`；请更正或登记`)
      else units.set(unit.text, [...(units.get(unit.text) ?? []), row])
    }
    return units
  }

  private put(unit: string, name: string, value: unknown, at: string): void {
    this.found.get(unit)?.set(name, value)
    this.mark(pointer(['units', unit, name]), at)
  }

  private mark(path: string, at: string): void {
    if (!this.places.has(path)) this.places.set(path, at)
  }

  private say(at: string, sentence: string): undefined {
    this.complaints.push(`${at}：${sentence}。`)
  }
}

/** The reason, if the text says that something does not apply; a colon of either width. */
function notApplicable(text: string): string | undefined {
  return /^不适用(?:[：:]|$)/.test(text) ? text.slice(NOT_APPLICABLE.length) : undefined
}
