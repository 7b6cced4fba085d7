import type { Facts, Pack, Sourced, UnitFacts } from '../../scoring/index.ts'
import { pointer } from '../../scoring/pack/read-yaml.ts'
import { Findings } from './findings.ts'
import { readEvent, readFields, readLeaf, readSourced, readWhole } from './read-row.ts'
import { KEY, ORIGIN, originOf, PARAMETER, UNIT, VALUE, type Sheet } from './sheets.ts'
import type { Row, Table } from './tables.ts'

/** Puts facts together from tables. A unit without any is left out, as one that nobody has written about. */
export function fromTables(pack: Pack, tables: readonly Table[]): { facts: Facts; found: Findings } {
  const gathering = new Gathering(pack)
  for (const { sheet, rows } of tables) {
    if (sheet.kind === 'units') gathering.units(sheet, rows)
    else if (sheet.kind === 'indicators') gathering.indicators(rows)
    else if (sheet.kind === 'parameters') gathering.parameters(rows)
    else gathering.list(sheet, rows)
  }
  return { facts: gathering.facts(pack.pack.key), found: gathering.found }
}

class Gathering {
  readonly found = new Findings()
  private readonly set = new Map<string, string | Sourced>()
  private readonly gathered: Map<string, Map<string, unknown>>
  constructor({ roster }: Pack) {
    this.gathered = new Map(roster.units.map(({ key }) => [key, new Map()]))
  }

  facts(pack: string): Facts {
    const units = [...this.gathered]
      .filter(([, facts]) => facts.size > 0)
      .map(([unit, facts]) => [unit, Object.fromEntries(facts)] as const)
    const parameters = this.set.size > 0 ? { parameters: Object.fromEntries(this.set) } : {}
    return { pack, ...parameters, units: Object.fromEntries(units) as { [unit: string]: UnitFacts } }
  }

  /** A row without a value leaves the parameter open. */
  parameters(rows: readonly Row[]): void {
    const seen = new Set<string>()
    for (const row of rows) {
      const name = row.cells.get(PARAMETER)
      const value = readSourced(row, VALUE, ORIGIN, this.found)
      if (!name) this.found.say(row.at, '应写明参数（@parameter），实为空缺；请补上，或删去这一行')
      else if (seen.has(name.text)) this.found.say(name.at, `一个参数应只有一行，\`${name.text}\` 重复；请并作一行`)
      else if (value !== undefined) {
        this.set.set(name.text, value)
        this.found.mark(pointer(['parameters', name.text]), row.cells.get(VALUE)?.at ?? name.at)
      }
      if (name) seen.add(name.text)
    }
  }

  units({ columns }: Sheet, rows: readonly Row[]): void {
    const paths = columns.map(({ path }) => path).filter((path) => !path.includes('@'))
    for (const [unit, [row, ...others]] of this.byUnit(rows)) {
      for (const again of others) this.found.say(again.cells.get(UNIT)?.at ?? again.at, `一个单位应只有一行，\`${unit}\` 重复；请并作一行`)
      for (const path of row ? paths : []) {
        const leaf = readLeaf(row!, path, originOf(path), this.found)
        if (leaf !== undefined) this.put(unit, path, leaf, row!.cells.get(path)?.at ?? row!.at)
      }
    }
  }

  indicators(rows: readonly Row[]): void {
    for (const [unit, own] of this.byUnit(rows)) {
      const whole = readWhole(own, {}, this.found)
      this.put(unit, 'indicators', whole ? whole.value : this.taskBook(unit, own), whole?.at ?? own[0]!.at)
    }
  }

  private taskBook(unit: string, rows: readonly Row[]): { [key: string]: unknown } {
    const listed = new Map<string, unknown>()
    for (const row of rows) {
      const key = row.cells.get(KEY)
      if (!key) {
        this.found.say(row.at, '应有指标的键（@key），实际没有；请补上')
        continue
      }
      const path = pointer(['units', unit, 'indicators', key.text])
      this.found.mark(path, key.at)
      if (listed.has(key.text)) this.found.say(key.at, `一个单位的一项指标应只有一行，\`${unit}\` 的 \`${key.text}\` 重复；请并作一行`)
      else listed.set(key.text, readFields(row, path, this.found))
    }
    return Object.fromEntries(listed)
  }

  list({ input, kind }: Extract<Sheet, { input: string }>, rows: readonly Row[]): void {
    for (const [unit, own] of this.byUnit(rows)) {
      const whole = readWhole(own, [], this.found)
      const items = whole ? [] : own.map((row, index) => this.listed(kind, row, pointer(['units', unit, input, index])))
      this.put(unit, input, whole ? whole.value : items, whole?.at ?? own[0]!.cells.get(UNIT)?.at ?? own[0]!.at)
    }
  }

  private listed(kind: 'ratings' | 'events', row: Row, path: string): unknown {
    const value = row.cells.get(VALUE)
    this.found.mark(path, value?.at ?? row.at)
    if (kind === 'events') return readEvent(row, path, this.found)
    if (value) return readLeaf(row, VALUE, ORIGIN, this.found)
    return this.found.say(row.at, '应有评分（@value），实际没有；请补上，或删去这一行')
  }

  private byUnit(rows: readonly Row[]): Map<string, Row[]> {
    const units = new Map<string, Row[]>()
    for (const row of rows) {
      const unit = row.cells.get(UNIT)
      if (!unit) this.found.say(row.at, '应写明单位，实为空缺；请补上，或删去这一行')
      else if (!this.gathered.has(unit.text)) this.found.say(unit.at, `单位应在 roster.yaml 中，实为 \`${unit.text}\`；请更正或登记`)
      else {
        const own = units.get(unit.text)
        if (own) own.push(row)
        else units.set(unit.text, [row])
      }
    }
    return units
  }

  private put(unit: string, name: string, value: unknown, at: string): void {
    this.gathered.get(unit)?.set(name, value)
    this.found.mark(pointer(['units', unit, name]), at)
  }
}
