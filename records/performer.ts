import { sql, type RawBuilder } from 'kysely'
import type { Queries } from './database.ts'
import type { Id, Instant } from './schema.ts'

/** Who may act on a task: a post, or a post on behalf of another that has delegated to it. */
export type Performer = { post: string; forPost: string | null }

/**
 * The posts `p` of whoever is to act on a task called `t`: its substitute where it has one, else its assignee. Each is looked up by what names it, so that a step of
 * a thousand units asks for a thousand posts and not for a thousand times all of them.
 */
const charged = sql`(
  select p.* from post p where p.cycle = t.cycle and p.key = coalesce(t.substitute_post, case when t.substitute_body is null then t.assignee_post end)
  union all
  select p.* from post p where p.cycle = t.cycle and p.unit = case when coalesce(t.substitute_post, t.substitute_body) is null then t.assignee_unit end
  union all
  select p.* from post p where p.cycle = t.cycle and p.body = coalesce(t.substitute_body, case when t.substitute_post is null then t.assignee_body end)
) p`

/** When a delegation called `d` ends. */
const endOf = sql`least(d.until_at, coalesce((select e.at from delegation_end e where e.delegation = d.id), 'infinity'))`

/** Whether something could keep a post back from a task `t` at all: it judges a unit, or decides on what somebody made. A unit's own duties do not. */
const judging = sql`(t.unit is not null and t.assignee_unit is distinct from t.unit and t.verb not in ('acknowledge', 'publish'))`
const barring = sql`(${judging} or t.verb in ('decide', 'resolve'))`

/**
 * What keeps a post `x.key` from acting on a task `t`: it belongs to the unit that is judged, it made, or a post that has delegated to it made, what is decided
 * on, or it scored the unit whose appeal is answered.
 */
const barred = sql`
  (${judging} and coalesce(x.unit, b.unit) = t.unit)
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
    select p.key as post, null::text as for_post, p.key as place from ${charged} where p.vacant_since is null
    union all
    select o.key, p.key, p.key
    from ${charged}
      join delegation d on d.cycle = p.cycle and d.post = p.key and d.from_at <= ${at}::timestamptz and ${at}::timestamptz < ${endOf}
        and (d.scope = 'both' or (d.scope = 'open') = (t.opened_at <= d.from_at))
      join post o on o.cycle = d.cycle and o.key = d.to_post and o.vacant_since is null
    where p.vacant_since is null and exists (select from delegation d where d.cycle = t.cycle) -- none at all as a rule: asked first, and once
  ) c
  where not ${barring} or not exists (
    select from (values (c.post), (c.for_post)) as own (key)
      join post x on x.cycle = t.cycle and x.key = own.key left join body b on b.cycle = x.cycle and b.key = x.body
    where ${barred})
  order by c.place, c.for_post is null, c.post`

/** The post that hears of a task called `t`, as a row `key`: whoever must act now. */
export const receiver = (at: Instant): RawBuilder<unknown> => sql`select c.post as key from (${performers(at)} limit 1) c`

/** Everybody who may act on a task now, who hears of it first. */
export async function performersOf(queries: Queries, task: Id, at: Instant): Promise<Performer[]> {
  const { rows } = await sql<Performer>`
    select c.post, c.for_post as "forPost" from task t cross join lateral (${performers(at)}) c where t.id = ${task}`.execute(queries)
  return rows
}
