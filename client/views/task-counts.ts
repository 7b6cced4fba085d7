import { sql } from 'kysely'
import type { Queries } from '../../records/database.ts'
import type { TaskCounts } from './shapes/step.ts'

const NONE: TaskCounts = { total: 0, open: 0, overdue: 0, inTime: 0, late: 0, lapsed: 0, cancelled: 0 }

/** What became of the tasks of each step of a cycle, as its clock stands at `now`. A step without tasks is not in the map. */
export async function taskCounts(queries: Queries, cycle: string, now: string): Promise<Map<string, TaskCounts>> {
  const count = (condition: ReturnType<typeof sql>) => sql<number>`(count(*) filter (where ${condition}))::int`
  const rows = await queries
    .selectFrom('task')
    .select([
      'step',
      sql<number>`count(*)::int`.as('total'),
      count(sql`state = 'open'`).as('open'),
      count(sql`state = 'open' and due_at <= ${now}`).as('overdue'),
      count(sql`state = 'done' and not was_late`).as('inTime'),
      count(sql`state = 'done' and was_late`).as('late'),
      count(sql`state = 'lapsed'`).as('lapsed'),
      count(sql`state = 'cancelled'`).as('cancelled'),
    ])
    .where('cycle', '=', cycle)
    .groupBy('step')
    .execute()
  return new Map(rows.map(({ step, ...counts }) => [step, counts]))
}

/** The counts of several steps together. */
export function sumOfCounts(all: readonly TaskCounts[]): TaskCounts {
  const sum = { ...NONE }
  for (const counts of all) for (const field of Object.keys(NONE) as (keyof TaskCounts)[]) sum[field] += counts[field]
  return sum
}
