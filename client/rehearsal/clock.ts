import { sql } from 'kysely'
import type { Database, Queries } from '../../records/database.ts'
import { noticesWait } from '../../records/notice.ts'
import { leaveMessages, type Message } from '../../records/outbox.ts'
import { pauseOf } from '../../records/pause.ts'
import { nextRound, nextRoundTime } from '../../records/rounds.ts'
import type { Instant } from '../../records/schema.ts'
import { workflowIds } from '../../workflows/ids.ts'

/** The next instant at which time alone makes something happen: a step opens or closes, a window ends, the daily round has work. A year that is paused only has its letters delivered. */
export async function nextEvent(queries: Queries, cycle: string, now: Instant): Promise<Instant | null> {
  if (await pauseOf(queries, cycle)) return (await noticesWait(queries, cycle)) ? nextRoundTime(now) : null
  const { rows } = await sql<{ at: Instant | null }>`
    select min(at) as at from (
      select opens_at as at from step where cycle = ${cycle} and state = 'scheduled' and mode = 'automatic'
      union all
      select greatest(case when s.mode = 'window' then s.due_at end, max(t.due_at))
        from step s left join task t on t.cycle = s.cycle and t.step = s.key and t.state = 'open' and t.verb = 'submit'
        where s.cycle = ${cycle} and s.state = 'open' and s.spec->>'late' = 'lapse' group by s.cycle, s.key
      union all
      select due_at from appeal where cycle = ${cycle} and state = 'window'
    ) events where at > ${now}::timestamptz`.execute(queries)
  const [event, round] = [rows[0]?.at ?? null, await nextRound(queries, cycle, now)]
  return [event, round].filter((at) => at !== null).sort()[0] ?? null
}

/** Moves the clock of a rehearsal forward, never back, and tells every workflow for which the new time may mean something. */
export async function moveClock(database: Database, cycle: string, to: Instant): Promise<void> {
  await database.transaction().execute(async (db) => {
    await sql`update cycle set clock_at = ${to} where id = ${cycle} and kind = 'rehearsal' and clock_at < ${to}::timestamptz`.execute(db)
    await leaveMessages(db, await concerned(db, cycle, to))
  })
}

/** The workflows that have something to do at this time of the cycle. Telling one twice does no harm. */
export async function concerned(queries: Queries, cycle: string, now: Instant): Promise<Message[]> {
  if (await pauseOf(queries, cycle)) return []
  const { rows } = await sql<{ workflow: 'step' | 'appeal'; key: string }>`
    select 'step' as workflow, key from step
      where cycle = ${cycle} and state = 'scheduled' and mode = 'automatic' and opens_at <= ${now}::timestamptz
    union all
    select 'step', s.key from step s left join task t on t.cycle = s.cycle and t.step = s.key and t.state = 'open' and t.verb = 'submit'
      where s.cycle = ${cycle} and s.state = 'open' and s.spec->>'late' = 'lapse'
      group by s.cycle, s.key
      having greatest(case when s.mode = 'window' then s.due_at end, max(t.due_at)) <= ${now}::timestamptz
    union all
    select 'appeal', unit from appeal where cycle = ${cycle} and state = 'window' and due_at <= ${now}::timestamptz`.execute(queries)
  return rows.map(({ workflow, key }) => ({ action: 'changed', workflow, workflowId: workflowIds[workflow](cycle, key) }))
}

export const roundsMessage = (cycle: string): Message => ({ action: 'changed', workflow: 'rounds', workflowId: workflowIds.rounds(cycle) })
