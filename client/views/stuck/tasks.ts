import { sql } from 'kysely'
import type { Queries } from '../../../records/database.ts'
import { performers } from '../../../records/performer.ts'
import type { Id, Instant, TaskVerb } from '../../../records/schema.ts'
import type { Reader } from './reader.ts'

/**
 * An open task that does not move: due already, or nobody can act on it, or a repair of it waits for a second post. `who` is whose it is, `acts`
 * who acts in its place, `hands` the posts that may act now, `since` from when whoever has it now has it.
 */
export type StuckTask = {
  id: Id
  key: string
  step: string
  verb: TaskVerb
  title: string
  unit: string | null
  who: string
  owner: string
  ofUnit: boolean
  acts: string | null
  hands: string[]
  openedAt: Instant
  since: Instant
  dueAt: Instant
  incident: { sentence: string; since: Instant; at: Instant } | null
  repair: { kind: 'bypass' | 'substituteScore'; by: string; at: Instant; document: string } | null
}

/** Those of one reader, in one statement however many there are. */
export async function stuckTasks(queries: Queries, cycle: string, now: Instant, reader: Reader): Promise<StuckTask[]> {
  const { post, unit, body, all } = reader
  const { rows } = await sql<StuckTask>`
    select t.id, t.key, t.step, t.verb, t.title, coalesce(tu.name, t.unit) as unit, t.opened_at as "openedAt", t.due_at as "dueAt",
      coalesce(t.assignee_post, t.assignee_unit, t.assignee_body) as owner, t.assignee_unit is not null as "ofUnit",
      coalesce(ap.name, au.name, ab.name, t.assignee_post, t.assignee_unit, t.assignee_body) as who,
      coalesce(sb.name, t.substitute_post) as acts, greatest(t.opened_at, r.at) as since, h.hands,
      case when n.id is null then null else json_build_object('sentence', n.sentence, 'since', ${utc(sql`n.since`)}, 'at', ${utc(sql`n.at`)}) end as incident,
      case when x.id is null then null else json_build_object('kind', x.kind, 'by', x.by_post, 'at', ${utc(sql`x.at`)}, 'document', x.document) end as repair
    from task t
      left join unit tu on tu.cycle = t.cycle and tu.key = t.unit
      left join unit au on au.cycle = t.cycle and au.key = t.assignee_unit
      left join body ab on ab.cycle = t.cycle and ab.key = t.assignee_body
      left join post ap on ap.cycle = t.cycle and ap.key = t.assignee_post
      left join body sb on sb.cycle = t.cycle and sb.key = t.substitute_body
      left join lateral (select max(m.at) as at from reassignment m where m.task = t.id) r on true
      left join lateral (select i.* from incident_task it join incident i on i.id = it.incident
        where it.task = t.id and i.closed_at is null order by i.id desc limit 1) n on true
      left join lateral (select p.* from repair p where p.task = t.id
        and not exists (select from repair_confirmation c where c.repair = p.id) order by p.id desc limit 1) x on true
      cross join lateral (select coalesce(array_agg(c.post), '{}') as hands from (${performers(now)}) c) h
    where t.cycle = ${cycle} and t.state = 'open'
      and (t.due_at <= ${now}::timestamptz or n.id is not null or x.id is not null or h.hands = '{}')
      and (${all} or t.assignee_post = ${post} or t.assignee_unit = ${unit} or t.assignee_body = ${body}
        or t.substitute_post = ${post} or t.substitute_body = ${body} or ${post} = any(h.hands))
    order by t.due_at, t.id`.execute(queries)
  return rows.map((row) => ({ ...row, since: row.since ?? row.openedAt }))
}

/** Inside JSON an instant would follow the session's zone otherwise. */
const utc = (instant: ReturnType<typeof sql>) => sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
