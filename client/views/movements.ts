import { sql } from 'kysely'
import { dateAt, dueText } from '../../calendar/index.ts'
import type { Queries } from '../../records/database.ts'
import type { Instant, MovementKind } from '../../records/schema.ts'
import { beijingText } from './beijing.ts'
import type { DoerNames } from './posts.ts'
import type { MovementView } from './shapes/changes.ts'

type Row = { movement: string; of: string; task: string | null; date: 'opens' | 'due'; was: Instant | null; becomes: Instant }
type Act = { id: string; kind: MovementKind; document: string; reason: string; by_post: string; at: Instant; reversed_by: string | null }

/** Every act that moved dates of a year, the oldest first, with all that it moved: steps, tasks, appeal windows. */
export async function movementViews(queries: Queries, cycle: string, nameOf: DoerNames): Promise<MovementView[]> {
  const { rows: acts } = await sql<Act>`
    select m.id, m.kind, m.document, m.reason, m.by_post, m.at,
      (select min(r.movement) from extension e join extension r on r.reverses = e.id where e.movement = m.id) as reversed_by
    from movement m where m.cycle = ${cycle} order by m.id`.execute(queries)
  if (acts.length === 0) return []
  const moved = Map.groupBy(await movedDates(queries, cycle), ({ movement }) => movement)
  return acts.map(({ id, kind, document, reason, at, by_post, reversed_by }) => ({
    ...{ number: id, kind, document, reason, reversedBy: reversed_by },
    ...{ by: nameOf({ by_post, at }), at: beijingText(at) },
    moved: (moved.get(id) ?? []).map(({ of, task, date, was, becomes }) => ({
      ...{ of, task, date },
      ...{ was: was === null ? null : textOf(date, was), becomes: textOf(date, becomes) },
    })),
  }))
}

const textOf = (date: 'opens' | 'due', instant: Instant): string => (date === 'due' ? dueText(instant) : dateAt(instant))

async function movedDates(queries: Queries, cycle: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select * from (
      select r.movement, s.name as of, null::bigint as task, r.date, r.was, r.becomes, 0 as part, s.ord as place
      from rescheduling r join step s on s.cycle = r.cycle and s.key = r.step where r.cycle = ${cycle}
      union all
      select e.movement, t.title, t.id, 'due', e.was, e.becomes, 1, t.id from extension e join task t on t.id = e.task where e.cycle = ${cycle}
      union all
      select a.movement, coalesce(u.name, a.unit), null, 'due', a.was, a.becomes, 2, coalesce(u.ord, 0)
      from appeal_extension a left join unit u on u.cycle = a.cycle and u.key = a.unit where a.cycle = ${cycle}
    ) moved order by movement, part, place, date desc`.execute(queries)
  return rows
}
