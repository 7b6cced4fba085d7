import { sql } from 'kysely'
import { receiver } from './performer.ts'
import type { Id } from './columns.ts'
import type { Change } from './transaction.ts'

export type SlipNotice = { number: number; task: Id; title: string; detail: string; due: string; leader: string | null }

/** Hands a slip to the one who has to act, and lets the leading body know where the rung names one. */
export async function tellOfSlip(change: Change, { number, task, title, detail, due, leader }: SlipNotice): Promise<void> {
  const { db, cycle, now } = change
  await sql`
    insert into notice (cycle, key, post, kind, task, title, detail, due_at, at)
    select t.cycle, 'slip/' || ${number}::int, p.key, 'slip', t.id, ${title}, ${detail}, ${due}, ${now}
    from task t join lateral (${receiver(now)}) p on true
    where t.cycle = ${cycle} and t.id = ${task} on conflict (cycle, key) do nothing`.execute(db)
  if (leader === null) return
  await tellBody(change, { key: `slip/${number}/leader`, body: leader, kind: 'informed', title, detail })
}

export type BodyNotice = { key: string; body: string; kind: 'informed' | 'decided'; title: string; detail: string }

/** Tells the first post of a body something that is not a task of its own. */
export async function tellBody({ db, cycle, now }: Change, { key, body, kind, title, detail }: BodyNotice): Promise<void> {
  await sql`
    insert into notice (cycle, key, post, kind, title, detail, at)
    select p.cycle, ${key}, min(p.key), ${kind}, ${title}, ${detail}, ${now}
    from post p where p.cycle = ${cycle} and p.body = ${body} group by p.cycle on conflict (cycle, key) do nothing`.execute(db)
}

export type CollectionNotice = { number: number; units: readonly string[]; title: string; due: string }

/** Tells units what they are asked for outside the plan, once it is approved. */
export async function tellOfCollection({ db, cycle, now }: Change, { number, units, title, due }: CollectionNotice): Promise<void> {
  if (units.length === 0) return
  await sql`
    insert into notice (cycle, key, post, kind, title, due_at, at)
    select p.cycle, 'collection/' || ${number}::int || '/' || p.unit, min(p.key), 'asked', ${title}, ${due}, ${now}
    from post p where p.cycle = ${cycle} and p.unit = any(${units as string[]}::text[])
    group by p.cycle, p.unit on conflict (cycle, key) do nothing`.execute(db)
}
