import { sql } from 'kysely'
import { dueText } from '../../../calendar/index.ts'
import type { Queries } from '../../../records/database.ts'
import { movedBounds } from '../../../records/paused-bounds.ts'
import type { Id, Instant } from '../../../records/schema.ts'
import { beijingText } from '../beijing.ts'
import type { DoerNames } from '../posts.ts'
import type { Escalation, Reminders } from '../shapes/stuck.ts'

export const NEVER: Reminders = { count: 0, last: null }

/** How often each task was reminded of (before it was due, and since it is late), and what became of the last letter. */
export async function remindersOf(queries: Queries, tasks: readonly Id[], nameOf: DoerNames): Promise<Map<Id, Reminders>> {
  if (tasks.length === 0) return new Map()
  const { rows } = await sql<{ task: Id; count: number; at: Instant; post: string; state: string | null; message: string | null }>`
    select distinct on (n.task) n.task, (count(*) over (partition by n.task))::int as count, n.at, n.post, d.state, d.message
    from notice n left join digest d on d.id = n.digest
    where n.task = any(${tasks as Id[]}::bigint[]) and n.kind in ('due', 'late')
    order by n.task, n.at desc, n.id desc`.execute(queries)
  return new Map(
    rows.map(({ task, count, at, post, state, message }) => {
      const why = state === 'sent' ? null : message
      return [task, { count, last: { at: beijingText(at), to: nameOf({ by_post: post, at }), state, why } }]
    }),
  )
}

type Of = { queries: Queries; cycle: string; now: Instant; named: (key: string) => string }
/** The slips that went out about each task, in order; one that waits for its answer says `unanswered`. */
export type Slips = { escalated: Escalation[]; unanswered: boolean }

export async function slipsOf({ queries, cycle, now, named }: Of, tasks: readonly Id[]): Promise<Map<Id, Slips>> {
  const found = new Map<Id, Slips>()
  if (tasks.length === 0) return found
  const move = await movedBounds(queries, cycle)
  const rows = await queries
    .selectFrom('slip as s')
    .leftJoin('slip_answer as a', 'a.slip', 's.id')
    .select(['s.matter', 's.label', 's.name', 's.leader', 's.due_at', 's.at', 'a.done_by', 'a.at as answered_at'])
    .where('s.matter', 'in', [...tasks])
    .orderBy('s.number')
    .execute()
  for (const { matter, label, name, leader, due_at, at, done_by, answered_at } of rows) {
    const due = move(due_at, at)
    const unanswered = due <= now ? `${dueText(due)} 前未答复` : `待 ${dueText(due)} 前答复`
    const state = done_by === null ? unanswered : `已答复，${dueText(move(done_by, answered_at ?? at))} 前办结`
    const to = leader === null ? '办理人' : `办理人，知会${named(leader)}`
    const before = found.get(matter)?.escalated ?? []
    found.set(matter, {
      escalated: [...before, { what: `${name} ${label}`, to, at: beijingText(at), state }],
      unanswered: done_by === null,
    })
  }
  return found
}
