import { sql } from 'kysely'
import type { Queries } from './database.ts'

/** What is kept elsewhere in a year's dossier, or is no fact: files, results and the log have a form of their own there; requests and digests are traffic. */
const ELSEWHERE = ['result', 'computation', 'chain', 'entry', 'request', 'digest'] as const
/** What stays where it is: bytes are files of their own, mailboxes and telephones are nobody's business later on. */
const NOT_COPIED = ['bytes', 'mail', 'phone']

type Column = { table: string; column: string }

/** The tables that hold rows of a cycle, whichever there are, each with the columns that go into a dossier. */
export async function dossierTables(queries: Queries): Promise<Map<string, string[]>> {
  const { rows } = await sql<Column>`
    select c.table_name as "table", c.column_name as "column" from information_schema.columns c
    where c.table_schema = 'public' and exists (select from information_schema.columns k
      where k.table_schema = 'public' and k.table_name = c.table_name and k.column_name = 'cycle')
    order by c.table_name collate "C", c.ordinal_position`.execute(queries)
  const tables = Map.groupBy(rows, ({ table }) => table)
  for (const table of ELSEWHERE) tables.delete(table)
  return new Map(
    [...tables].map(([table, own]) => [table, own.map(({ column }) => column).filter((column) => !NOT_COPIED.includes(column))]),
  )
}

/** The rows of a cycle in a table, one line of JSON each, oldest first where they have ids. */
export async function dossierRows(queries: Queries, table: string, columns: readonly string[], cycle: string): Promise<string[]> {
  const copied = sql.join(columns.map((column) => sql.ref(column)))
  const order = columns.includes('id') ? sql`order by id` : sql`order by row_to_json(t)::text collate "C"`
  const { rows } = await sql<{ line: string }>`
    select row_to_json(t)::text as line from (select ${copied} from ${sql.table(table)} where cycle = ${cycle}) t ${order}`.execute(queries)
  return rows.map(({ line }) => line)
}

/** The results of one computation, a line of JSON for each unit with its outcome and its trace, byte for byte as they were stored. */
export async function dossierResults(queries: Queries, cycle: string, version: number): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select row_to_json(t)::text as line from (select unit, class, total, published, rank, outcome, trace from result
      where cycle = ${cycle} and version = ${version} order by unit collate "C") t`.execute(queries)
  return rows.map(({ line }) => line)
}

/** What one computation says of all, as one line of JSON. */
export async function dossierComputation(queries: Queries, cycle: string, version: number): Promise<string> {
  const { rows } = await sql<{ line: string }>`
    select row_to_json(t)::text as line from computation t where cycle = ${cycle} and version = ${version}`.execute(queries)
  return rows[0]?.line ?? 'null'
}
