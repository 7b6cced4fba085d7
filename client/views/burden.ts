import { sql } from 'kysely'
import type { Queries } from '../../records/database.ts'
import { burdenMonths } from './cycle-burden.ts'
import type { BurdenView } from './shapes/unit.ts'

/** What a year asked of one unit: tasks, submissions, files and notices. */
export async function burdenOf(queries: Queries, cycle: string, unit: string): Promise<BurdenView> {
  const { rows } = await sql<Omit<BurdenView, 'months'>>`
    select count(*)::int as tasks,
      (count(*) filter (where state = 'done' and was_late))::int as late,
      (count(*) filter (where state = 'lapsed'))::int as lapsed,
      (select count(*)::int from submission s join post p on p.cycle = s.cycle and p.key = s.by_post
        where s.cycle = ${cycle} and p.unit = ${unit}) as submissions,
      (select count(*)::int from submission_evidence e join submission s on s.id = e.submission join post p on p.cycle = s.cycle and p.key = s.by_post
        where s.cycle = ${cycle} and p.unit = ${unit}
          and not exists (select from evidence_use u where u.submission = e.submission and u.sha256 = e.sha256 and u.cited)) as files,
      (select count(*)::int from notice n join post p on p.cycle = n.cycle and p.key = n.post
        where n.cycle = ${cycle} and p.unit = ${unit}) as notices
    from task where cycle = ${cycle} and assignee_unit = ${unit}`.execute(queries)
  const sums = rows[0] ?? { tasks: 0, late: 0, lapsed: 0, submissions: 0, files: 0, notices: 0 }
  return { ...sums, months: await burdenMonths(queries, cycle, unit) }
}
