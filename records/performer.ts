import { sql, type RawBuilder } from 'kysely'
import type { Queries } from './database.ts'
import type { Id, Instant } from './schema.ts'

/** Who may act on a task: a post, or a post on behalf of another that has delegated to it. */
export type Performer = { post: string; forPost: string | null }

/** The posts of whoever is to act on a task called `t`: its substitute where it has one, else its assignee. To be used beside a post called `p`. */
const inCharge = sql`p.cycle = t.cycle and (p.key = t.substitute_post or p.body = t.substitute_body
  or (t.substitute_post is null and t.substitute_body is null
    and (p.key = t.assignee_post or p.unit = t.assignee_unit or p.body = t.assignee_body)))`

/** When a delegation called `d` ends. */
const endOf = sql`least(d.until_at, coalesce((select e.at from delegation_end e where e.delegation = d.id), 'infinity'))`

/**
 * What keeps a post `x.key` from acting on a task `t`: it belongs to the unit that is judged (the unit's own duties are not judgement), it made,
 * or a post that has delegated to it made, what is decided on, or it scored the unit whose appeal is answered.
 */
const barred = sql`
  (t.unit is not null and t.assignee_unit is distinct from t.unit and t.verb not in ('acknowledge', 'publish') and coalesce(x.unit, b.unit) = t.unit)
  or (t.verb = 'decide' and exists (select from submission s where s.id = t.about and (x.key in (s.by_post, s.for_post)
    or exists (select from delegation d where d.cycle = t.cycle and d.to_post = x.key and d.post in (s.by_post, s.for_post) and ${endOf} > s.at))))
  or (t.verb = 'resolve' and t.state = 'open' and (
    exists (select from score s where s.cycle = t.cycle and s.unit = t.unit and x.key in (s.by_post, s.for_post)
      and not exists (select from score l where l.supersedes = s.id))
    or exists (select from addition s where s.cycle = t.cycle and s.unit = t.unit and not s.void and x.key in (s.by_post, s.for_post)
      and not exists (select from addition l where l.supersedes = s.id))))`

/** The performers of a task called `t` at an instant, as rows `post`, `for_post`, the one who is to hear of it first. */
export const performers = (at: Instant | RawBuilder<Instant>): RawBuilder<unknown> => sql`
  select c.post, c.for_post from (
    select p.key as post, null::text as for_post, p.key as place from post p where p.vacant_since is null and ${inCharge}
    union all
    select o.key, p.key, p.key
    from post p
      join delegation d on d.cycle = p.cycle and d.post = p.key and d.from_at <= ${at}::timestamptz and ${at}::timestamptz < ${endOf}
        and (d.scope = 'both' or (d.scope = 'open') = (t.opened_at <= d.from_at))
      join post o on o.cycle = d.cycle and o.key = d.to_post and o.vacant_since is null
    where p.vacant_since is null and ${inCharge}
  ) c
  where not exists (
    select from post x left join body b on b.cycle = x.cycle and b.key = x.body
    where x.cycle = t.cycle and x.key in (c.post, c.for_post) and (${barred}))
  order by c.place, c.for_post is null, c.post`

/** The post that hears of a task called `t`, as a row `key`: whoever must act now. */
export const receiver = (at: Instant): RawBuilder<unknown> => sql`select c.post as key from (${performers(at)} limit 1) c`

/** Everybody who may act on a task now, who hears of it first. */
export async function performersOf(queries: Queries, task: Id, at: Instant): Promise<Performer[]> {
  const { rows } = await sql<Performer>`
    select c.post, c.for_post as "forPost" from task t cross join lateral (${performers(at)}) c where t.id = ${task}`.execute(queries)
  return rows
}
