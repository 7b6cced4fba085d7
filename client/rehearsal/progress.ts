import { sql } from 'kysely'
import { dateAt } from '../../calendar/index.ts'
import type { Queries } from '../../records/database.ts'
import type { Instant } from '../../records/schema.ts'

/** Where a rehearsal stands. `inTime`, `late` and `lapsed` count tasks; `step` names the steps that are open. */
export type Progress = { date: string; step: string; inTime: number; late: number; lapsed: number; settled: number; steps: number }

export async function progressOf(queries: Queries, cycle: string, now: Instant): Promise<Progress> {
  const steps = await queries.selectFrom('step').select(['name', 'state']).where('cycle', '=', cycle).orderBy('ord').execute()
  const counts = await taskCounts(queries, cycle)
  const open = steps.filter((step) => step.state === 'open').map((step) => step.name)
  return {
    date: dateAt(now),
    step: open.join('、'),
    ...counts,
    settled: steps.filter((step) => step.state === 'settled').length,
    steps: steps.length,
  }
}

/** Tasks that were done in time, done late, and lapsed unanswered. */
export async function taskCounts(queries: Queries, cycle: string): Promise<{ inTime: number; late: number; lapsed: number }> {
  const { rows } = await sql<{ inTime: number; late: number; lapsed: number }>`
    select count(*) filter (where state = 'done' and not was_late)::int as "inTime",
      count(*) filter (where state = 'done' and was_late)::int as late,
      count(*) filter (where state = 'lapsed')::int as lapsed
    from task where cycle = ${cycle}`.execute(queries)
  return rows[0] ?? { inTime: 0, late: 0, lapsed: 0 }
}
