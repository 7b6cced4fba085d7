import { lastKnownYear, layNotice, tablesUntil, type WorkdayTables, type YearTable } from '../calendar/index.ts'
import type { Queries } from './database.ts'

/** Which days a cycle knows to be worked; undefined: all that the release knows. */
export type Tables = WorkdayTables | undefined

const known = new Map<string, Tables>()
const MOST_KNOWN = 50

/**
 * The working days of a cycle: what was known when it opened, and the notices published to it since. A calendar is known by its name, which
 * follows from its days, so each is put together once in a process.
 */
export async function tablesOf(queries: Queries, cycle: string, name?: string): Promise<Tables> {
  if (name !== undefined && known.has(name)) return known.get(name)
  const row = await queries.selectFrom('cycle').select(['calendar', 'calendar_until']).where('id', '=', cycle).executeTakeFirst()
  if (!row) return undefined
  if (known.has(row.calendar)) return known.get(row.calendar)
  const notices = await noticesOf(queries, cycle)
  let tables: Tables = tablesUntil(row.calendar_until ?? lastKnownYear)
  for (const { year, content } of notices) tables = layNotice(tables, year, content)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(row.calendar, tables)
  return tables
}

export type HolidayNotice = {
  version: number
  year: number
  content: YearTable
  document: string
  calendar: string
  by_post: string
  at: string
}

/** The notices published to a cycle, in the order in which it got to know them. */
export async function noticesOf(queries: Queries, cycle: string): Promise<HolidayNotice[]> {
  const rows = await queries.selectFrom('holiday_notice').selectAll().where('cycle', '=', cycle).orderBy('version').execute()
  return rows.map(({ cycle: _, ...row }) => row)
}
