import published from './cn-workdays-2012-2026.json' with { type: 'json' }
import { CalendarError, dateOf, dayNumber, weekdayOf } from './date.ts'
import type { IsoDate } from './date.ts'

/**
 * One year's notice of the State Council (国务院办公厅关于部分节假日安排的通知).
 * `off`: ranges of days off, both ends included. `work`: Saturdays and Sundays that are worked (调休上班).
 * `ordinary`: days that an earlier table changed and that go back to the rule of the week (a notice that amends another).
 * A notice may reach into the last week of the year before (2018-12-30 stands in the notice for 2019).
 */
export interface YearTable {
  readonly off: readonly (readonly [IsoDate, IsoDate])[]
  readonly work: readonly IsoDate[]
  readonly ordinary?: readonly IsoDate[]
  /** Nothing of the release's own table for the year holds beside this one. */
  readonly alone?: true
}
/**
 * Notices by the year that they are for. They lie over those of the release, day by day; `null`: the notice for that year is not known, whatever
 * the release has.
 */
export type WorkdayTables = Readonly<Record<string, YearTable | null>>
export type Mark = 'holiday' | 'makeUp' | 'ordinary'
interface Compiled {
  readonly marks: ReadonlyMap<number, Mark>
  readonly years: ReadonlySet<number>
}

/** The State Council's notices for 2012–2026 as this release knows them, read-only. */
export const publishedTables = published as unknown as Readonly<Record<string, YearTable>>

const LONGEST_HOLIDAY = 31
const base = compile(publishedTables, { marks: new Map(), years: new Set() })
const compiledExtras = new WeakMap<WorkdayTables, Compiled>()

function compiled(tables?: WorkdayTables): Compiled {
  if (tables === undefined) return base
  const known = compiledExtras.get(tables)
  if (known !== undefined) return known
  const fresh = compile(tables, base)
  compiledExtras.set(tables, fresh)
  return fresh
}

function compile(tables: WorkdayTables, under: Compiled): Compiled {
  const marks = new Map(under.marks)
  const years = new Set(under.years)
  for (const year of Object.keys(tables).sort()) {
    if (!/^\d{4}$/.test(year)) throw new CalendarError(`放假安排应以四位年份为键，实为 \`${year}\``)
    const table = tables[year]
    if ((table === null || table?.alone) && Object.hasOwn(publishedTables, year)) {
      for (const [day] of marksOf(year, publishedTables[year]!)) marks.delete(day)
    }
  }
  for (const year of Object.keys(tables).sort()) {
    const table = tables[year]
    if (!table) {
      years.delete(Number(year))
      continue
    }
    years.add(Number(year))
    for (const [day, mark] of marksOf(year, table)) marks.set(day, mark)
  }
  return { marks, years }
}

/** What a table says of each day that it names, by day number. @throws CalendarError for a faulty table */
export function marksOf(year: string, table: YearTable): Map<number, Mark> {
  const marks = new Map<number, Mark>()
  const mark = (day: number, as: Mark) => {
    const date = dateOf(day)
    if (!date.startsWith(year) && !date.startsWith(`${Number(year) - 1}-12-`)) {
      throw new CalendarError(`${year} 年的放假安排只能涉及当年及上年 12 月，实含 \`${date}\``)
    }
    if (marks.has(day)) throw new CalendarError(`${year} 年的放假安排中 \`${date}\` 出现了两次`)
    if (as === 'makeUp' && weekdayOf(day) % 6 !== 0) throw new CalendarError(`调休上班日应为周六或周日，实为 \`${date}\``)
    marks.set(day, as)
  }
  for (const [from, to] of table.off) {
    const [first, last] = [dayNumber(from), dayNumber(to)]
    if (last < first || last - first >= LONGEST_HOLIDAY) {
      throw new CalendarError(`放假起止应先后有序且不超过 ${LONGEST_HOLIDAY} 天，实为 \`${from}\` 至 \`${to}\``)
    }
    for (let day = first; day <= last; day++) mark(day, 'holiday')
  }
  for (const date of table.work) mark(dayNumber(date), 'makeUp')
  for (const date of table.ordinary ?? []) mark(dayNumber(date), 'ordinary')
  return marks
}

/** What a notice says of a day number, or undefined when the rule of the week holds. @throws CalendarError for a faulty table */
export function markOf(day: number, tables?: WorkdayTables): 'holiday' | 'makeUp' | undefined {
  const mark = compiled(tables).marks.get(day)
  return mark === 'ordinary' ? undefined : mark
}

/**
 * Whether the notice for a year is known. @param year four digits, as a number
 * @throws CalendarError for a faulty table
 */
export function yearStatus(year: number, tables?: WorkdayTables): 'published' | 'provisional' {
  return compiled(tables).years.has(year) ? 'published' : 'provisional'
}

/**
 * Names the tables that a result was computed with, e.g. `cn-2012-2026-0d3f…`: a cycle pins it when it opens.
 * Equal tables give equal names, whatever the order of keys. A fingerprint (FNV-1a, 64 bits), no protection against forgery.
 * @throws CalendarError for a faulty table
 */
export function calendarVersion(tables?: WorkdayTables): string {
  const { marks, years } = compiled(tables)
  const sorted = [...years].sort((a, b) => a - b)
  const lines = [...marks].sort(([a], [b]) => a - b).map(([day, mark]) => `${dateOf(day)} ${mark === 'ordinary' ? '-' : mark}`)
  return `cn-${sorted[0]}-${sorted.at(-1)}-${fnv(`${sorted.join(' ')}\n${lines.join('\n')}`)}`
}

function fnv(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash.toString(16).padStart(16, '0')
}
