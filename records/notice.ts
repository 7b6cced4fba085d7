import { sql, type Selectable } from 'kysely'
import type { Queries } from './database.ts'
import { receiver } from './performer.ts'
import { occasionOf, type DueGroup } from './rounds.ts'
import type { Id, Schema } from './schema.ts'
import { toBeTold } from './to-be-told.ts'
import type { Change } from './transaction.ts'

export type DigestRow = Selectable<Schema['digest']>

/** Tells the assignees of tasks that they have opened, or come back. */
export async function announceTasks(change: Change, tasks: readonly Id[], kind: string): Promise<void> {
  if (tasks.length === 0) return
  await sql`
    insert into notice (cycle, key, post, kind, task, title, due_at, at)
    select t.cycle, ${kind} || '/' || t.id, p.key, ${kind}, t.id, t.title, t.due_at, ${change.now}
    from task t join lateral (${receiver(change.now)}) p on true
    where t.id = any(${tasks as Id[]}::bigint[])
    on conflict (cycle, key) do nothing`.execute(change.db)
}

/** Reminds of the open tasks of a group, when today is a day for it; not of those `held`, whose slip still holds because a pause moved its days. */
export async function remindOf({ db, cycle, now, calendar }: Change, group: DueGroup, today: string, held: readonly Id[]): Promise<void> {
  const occasion = occasionOf(group, today, calendar)
  if (occasion === null) return
  const kind = occasion.split('/')[0] ?? 'due'
  await sql`
    insert into notice (cycle, key, post, kind, task, title, due_at, at)
    select t.cycle, ${occasion} || '/' || t.id || '/' || extract(epoch from t.due_at)::bigint, p.key, ${kind}, t.id, t.title, t.due_at, ${now}
    from task t join lateral (${receiver(now)}) p on true
    where t.cycle = ${cycle} and t.step = ${group.step} and t.state = 'open' and t.due_at = ${group.due}::timestamptz
      -- who was told of the task only now needs no reminder on top
      and not exists (select from notice n where n.post = p.key and n.digest is null and n.cycle = t.cycle
        and (n.task = t.id or (n.task is null and n.kind in ('moved', 'resumed') and n.due_at = t.due_at)))
      -- who has a slip about it, to answer or answered with a day to come, is not reminded besides
      and not exists (select from slip s left join slip_answer a on a.slip = s.id
        where s.matter = t.id and t.due_at <= ${now}::timestamptz and coalesce(a.done_by, s.due_at) > ${now}::timestamptz)
      and not t.id = any(${held as Id[]}::bigint[])
    on conflict (cycle, key) do nothing`.execute(db)
}

/** Tells whoever must act now that tasks were given to them. A task that is given to a substitute while it opens is announced as a new one instead. */
export async function announceHandover({ db, now }: Change, reassignments: readonly Id[]): Promise<void> {
  await sql`
    insert into notice (cycle, key, post, kind, task, title, detail, due_at, at)
    select t.cycle, 'assigned/' || t.id || '/' || r.id, p.key, 'assigned', t.id, t.title, r.was || ' → ' || r.becomes, t.due_at, ${now}
    from reassignment r join task t on t.id = r.task join lateral (${receiver(now)}) p on true
    where r.id = any(${reassignments as Id[]}::bigint[])
      and (r.cause in ('filled', 'ordered') or exists (select from notice n where n.task = t.id))
    on conflict (cycle, key) do nothing`.execute(db)
}

/** Tells the office that something does not go on by itself: its first post that is filled, or an approving body's where the office itself is empty. */
export async function tellOffice(
  { db, cycle, now }: Change,
  key: string,
  { title, detail }: { title: string; detail: string },
): Promise<void> {
  await sql`
    insert into notice (cycle, key, post, kind, title, detail, at)
    select ${cycle}, ${key}, p.key, 'incident', ${title}, ${detail}, ${now}
    from post p join body b on b.cycle = p.cycle and b.key = p.body
    where p.cycle = ${cycle} and p.vacant_since is null and b.role in ('office', 'authority')
    order by b.role = 'authority', p.key limit 1
    on conflict (cycle, key) do nothing`.execute(db)
}

/** Tells one post what was decided about what it handed in. */
export async function tellMaker(
  { db, cycle, now }: Change,
  notice: { post: string; key: string; title: string; detail: string },
): Promise<void> {
  await db
    .insertInto('notice')
    .values({ cycle, kind: 'decided', at: now, ...notice })
    .onConflict((conflict) => conflict.columns(['cycle', 'key']).doNothing())
    .execute()
}

/** Tells the first post of a unit something that concerns it alone. */
export async function tellUnit(
  { db, cycle, now }: Change,
  unit: string,
  { kind, key, title, detail, due }: { kind: string; key: string; title: string; detail: string; due: string },
): Promise<void> {
  await sql`
    insert into notice (cycle, key, post, kind, title, detail, due_at, at)
    select cycle, ${key}, min(key), ${kind}, ${title}, ${detail}, ${due}, ${now} from post where cycle = ${cycle} and unit = ${unit}
    group by cycle on conflict (cycle, key) do nothing`.execute(db)
}

/** Tells every unit that the results are published. */
export async function tellUnits({ db, cycle, now }: Change, title: string): Promise<void> {
  await sql`
    insert into notice (cycle, key, post, kind, title, at)
    select cycle, 'published/' || key, min(p_key), 'published', ${title}, ${now}
    from (select u.cycle, u.key, p.key as p_key from unit u join post p on p.cycle = u.cycle and p.unit = u.key where u.cycle = ${cycle}) posts
    group by cycle, key on conflict (cycle, key) do nothing`.execute(db)
}

/** Tells every unit and every body that the rules have changed, and by which document. */
export async function tellOfAmendment({ db, cycle, now }: Change, amendment: number, title: string, detail: string): Promise<void> {
  await sql`
    insert into notice (cycle, key, post, kind, title, detail, at)
    select cycle, 'amendment/' || ${amendment}::int || '/' || coalesce(unit, body), min(key), 'decided', ${title}, ${detail}, ${now}
    from post where cycle = ${cycle} group by cycle, unit, body on conflict (cycle, key) do nothing`.execute(db)
}

/** One digest for each person and working day; what comes later on the day waits for the next. */
export async function gatherDigests({ db, cycle }: Change, today: string, canMail: boolean): Promise<void> {
  const { kind } = await db.selectFrom('cycle').select('kind').where('id', '=', cycle).executeTakeFirstOrThrow()
  const state = kind === 'live' && canMail ? 'waiting' : 'kept'
  const made = await sql<{ id: string }>`
    insert into digest (id, cycle, post, day, state)
    select distinct cycle || '/' || post || '/' || ${today}, cycle, post, ${today}::date, ${state}
    from notice where cycle = ${cycle} and ${toBeTold}
    on conflict do nothing returning id`.execute(db)
  if (made.rows.length === 0) return
  const ids = made.rows.map((row) => row.id)
  await sql`
    update notice set digest = d.id from digest d
    where notice.cycle = ${cycle} and ${toBeTold} and d.cycle = notice.cycle and d.post = notice.post and d.id = any(${ids}::text[])`.execute(
    db,
  )
}

/** Whether digests wait to be handed to the mail server. */
export async function digestsWait({ db, cycle }: Change): Promise<boolean> {
  const row = await db
    .selectFrom('digest')
    .select('id')
    .where('cycle', '=', cycle)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether there are notices that no digest has taken up yet. */
export async function noticesWait(queries: Queries, cycle: string): Promise<boolean> {
  const row = await queries.selectFrom('notice').select('id').where('cycle', '=', cycle).where(toBeTold).limit(1).executeTakeFirst()
  return row !== undefined
}
