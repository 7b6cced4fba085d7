import { sql, type Selectable } from 'kysely'
import type { Database, Queries } from './database.ts'
import type { Schema } from './schema.ts'

export type BreakdownRow = Selectable<Schema['breakdown']>
/** What was to be done: an activity for a step, a unit, or (`''`) the year. */
export type Doing = { cycle: string; activity: string; subject: string }

/** Writes down that an activity has failed, in a transaction of its own, since the one that failed is gone. */
export async function noteBreakdown(
  database: Database,
  { cycle, activity, subject }: Doing,
  message: string,
  refused: boolean,
): Promise<void> {
  await sql`
    insert into breakdown as b (cycle, activity, subject, attempts, refused, message, since, last_at)
    values (${cycle}, ${activity}, ${subject}, 1, ${refused}, ${message}, clock_timestamp(), clock_timestamp())
    on conflict (cycle, activity, subject) do update set
      attempts = case when b.over_at is null then b.attempts else 0 end + 1,
      since = case when b.over_at is null then b.since else excluded.since end,
      refused = excluded.refused, message = excluded.message, last_at = excluded.last_at, over_at = null`.execute(database)
}

/** Writes down that it went well. */
export async function endBreakdown(database: Database, { cycle, activity, subject }: Doing): Promise<void> {
  await sql`
    update breakdown set over_at = clock_timestamp()
    where cycle = ${cycle} and activity = ${activity} and subject = ${subject} and over_at is null`.execute(database)
}

/** What fails now, the longest first. */
export async function breakdownsOf(queries: Queries, cycle: string): Promise<BreakdownRow[]> {
  return queries.selectFrom('breakdown').selectAll().where('cycle', '=', cycle).where('over_at', 'is', null).orderBy('since').execute()
}
