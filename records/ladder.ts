import { sql } from 'kysely'
import { addWorkingDays, dueDate, type WorkdayTables } from '../calendar/index.ts'
import type { Rung, Supervision } from '../scoring/index.ts'
import { tablesOf } from './calendar.ts'
import type { Queries } from './database.ts'
import { packOfCycle } from './pack.ts'
import { movedBounds } from './paused-bounds.ts'
import type { Id, Instant } from './schema.ts'
import type { Change } from './transaction.ts'

export type Ladder = NonNullable<Supervision['ladder']>
/** Where a matter stands on the ladder: `rung` slips have gone out; until `bound` its last one holds: to be answered, or, once answered, the day promised. */
export type Standing = { due: Instant; rung: number; bound: Instant | null }
export type Matter = Standing & { task: Id }

/** The ladder of a cycle's pack, if it has one. */
export async function ladderOf(queries: Queries, cycle: string): Promise<Ladder | undefined> {
  return (await packOfCycle(queries, cycle)).supervision?.ladder
}

/**
 * The day on which the next slip of a matter goes out if it is not done before: so many working days after what was missed, its due date, or
 * the last slip's if that ran out later. Never the missed day itself. Null at the end of the ladder.
 */
export function nextSlipDay(rungs: readonly Rung[], { due, rung, bound }: Standing, tables?: WorkdayTables): string | null {
  const next = rungs[rung]
  if (!next) return null
  const missed = bound !== null && bound > due ? bound : due
  return addWorkingDays(dueDate(missed), Math.max(1, Number(next.after)), tables).date
}

/** The matters of a cycle, every open task of the steps for which there are slips, in an order that is the same in every rehearsal. */
export async function mattersOf(queries: Queries, cycle: string, ladder: Ladder, now: Instant): Promise<Matter[]> {
  const { rows } = await sql<Matter & SetAt>`
    select t.id as task, t.due_at as due, coalesce(l.rung, 0) as rung, ${bounds} ${standings(cycle, ladder)}
      and t.due_at <= ${now}::timestamptz order by t.due_at, s.ord, t.key`.execute(queries)
  return moved(queries, cycle, rows)
}

/** The matters whose last slip is still to be answered, or whose promised day has not come. */
export async function heldMatters({ db, cycle, now }: Change): Promise<Id[]> {
  const ladder = await ladderOf(db, cycle)
  if (!ladder) return []
  return (await mattersOf(db, cycle, ladder, now)).filter(({ bound }) => bound !== null && bound > now).map(({ task }) => task)
}

/** The days on which slips will go out, as far as can be foreseen. */
export async function slipDays(queries: Queries, cycle: string): Promise<string[]> {
  const ladder = await ladderOf(queries, cycle)
  if (!ladder) return []
  const { rows } = await sql<Standing & SetAt>`
    select distinct t.due_at as due, coalesce(l.rung, 0) as rung, ${bounds} ${standings(cycle, ladder)}`.execute(queries)
  const tables = await tablesOf(queries, cycle)
  return (await moved(queries, cycle, rows)).flatMap((row) => nextSlipDay(ladder.rungs, row, tables) ?? [])
}

/** When a bound was set, so that a pause after it moves it. */
type SetAt = { set_at: Instant | null }
const bounds = sql`coalesce(a.done_by, l.due_at) as bound, coalesce(a.at, l.at) as set_at`

/** Bounds as they hold after the pauses of the year. */
async function moved<S extends Standing & SetAt>(queries: Queries, cycle: string, rows: readonly S[]): Promise<S[]> {
  if (rows.every(({ bound }) => bound === null)) return [...rows]
  const move = await movedBounds(queries, cycle)
  return rows.map((row) => (row.bound === null || row.set_at === null ? row : { ...row, bound: move(row.bound, row.set_at) }))
}

const standings = (cycle: string, { kinds }: Ladder) => sql`
  from task t join step s on s.cycle = t.cycle and s.key = t.step
    left join lateral (select * from slip where slip.matter = t.id order by rung desc limit 1) l on true
    left join slip_answer a on a.slip = l.id
  where t.cycle = ${cycle} and t.state = 'open' and (${kinds === undefined} or s.kind = any(${kinds ?? []}::text[]))`
