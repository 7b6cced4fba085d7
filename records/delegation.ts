import { sql, type Selectable } from 'kysely'
import type { Queries } from './database.ts'
import { receiver } from './performer.ts'
import type { Instant, Schema } from './schema.ts'
import type { Change } from './transaction.ts'

/** `ends`: the instant at which it ends, by itself or because it was ended. */
export type DelegationRow = Selectable<Schema['delegation']> & { ends: Instant }

/** The delegations of a cycle, or those of one post, in order. */
export async function delegationsOf(queries: Queries, cycle: string, post?: string): Promise<DelegationRow[]> {
  let query = queries
    .selectFrom('delegation as d')
    .leftJoin('delegation_end as e', 'e.delegation', 'd.id')
    .selectAll('d')
    .select(sql<Instant>`least(d.until_at, coalesce(e.at, 'infinity'))`.as('ends'))
    .where('d.cycle', '=', cycle)
  if (post !== undefined) query = query.where('d.post', '=', post)
  return query.orderBy('d.id').execute()
}

/**
 * Tells the delegate of the open tasks that it has to act on from now on, and whoever delegated of those that come back when that is over. Each is
 * told once, so it may be asked every day.
 */
export async function announceDelegations({ db, cycle, now }: Change): Promise<void> {
  const all = await delegationsOf(db, cycle)
  if (all.length === 0) return
  const begun = all.filter(({ from_at }) => from_at <= now)
  for (const { id, post, to_post, scope, from_at, ends } of begun) {
    const over = ends <= now
    const covered = { open: sql`t.opened_at <= ${from_at}`, future: sql`t.opened_at > ${from_at}`, both: sql`true` }[scope]
    const before = over ? sql`t.opened_at < ${ends}` : sql`t.opened_at <= ${from_at}`
    const [key, who, detail] = over ? [`ended/${id}`, post, `${to_post} → ${post}`] : [`delegated/${id}`, to_post, `${post} → ${to_post}`]
    await sql`
      insert into notice (cycle, key, post, kind, task, title, detail, due_at, at)
      select t.cycle, ${key} || '/' || t.id, p.key, 'assigned', t.id, t.title, ${detail}, t.due_at, ${now}
      from task t join lateral (${receiver(now)}) p on p.key = ${who}
      where t.cycle = ${cycle} and t.state = 'open' and ${covered} and ${before}
        and ${ownedBy(cycle, post)} on conflict (cycle, key) do nothing`.execute(db)
  }
}

/** Whether a task called `t` is this post's, its unit's or its body's, or given to it. */
const ownedBy = (cycle: string, post: string) => sql<boolean>`exists (select from post p where p.cycle = ${cycle} and p.key = ${post}
  and (p.key in (t.substitute_post, t.assignee_post) or p.body in (t.substitute_body, t.assignee_body) or p.unit = t.assignee_unit))`

/** When delegations of a cycle begin or end after an instant: the round has something to say then. */
export async function delegationTurns(queries: Queries, cycle: string, now: Instant): Promise<Instant[]> {
  const all = await delegationsOf(queries, cycle)
  return all.flatMap(({ from_at, ends }) => [from_at, ends]).filter((instant) => instant > now)
}
