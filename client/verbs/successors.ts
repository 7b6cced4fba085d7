import { sql } from 'kysely'
import type { Change } from '../../records/transaction.ts'
import type { Pack, Reorganisation } from '../../scoring/index.ts'
import { liaisonOf, postsOf } from '../posts.ts'
import type { Transferred } from './transfer-tasks.ts'

/** Enters the units that a reorganisation has made, each with its liaison officer: the one of the first unit before it, until another is registered. */
export async function addUnits({ db, cycle }: Change, before: Pack, after: Pack, { from }: Reorganisation): Promise<void> {
  const known = new Set((await db.selectFrom('unit').select('key').where('cycle', '=', cycle).execute()).map(({ key }) => key))
  const fresh = after.roster.units.filter(({ key }) => !known.has(key))
  if (fresh.length === 0) return
  const units = fresh.map(({ key, name, class: own, madeUp }, n) => ({
    ...{ cycle, key, name, class: own, made_up: madeUp === 'true', ord: known.size + n },
  }))
  await db.insertInto('unit').values(units).execute()
  const posts = db.selectFrom('post').select(['name', 'mail']).where('cycle', '=', cycle)
  const old = await posts.where('key', '=', liaisonOf(from[0] ?? '')).executeTakeFirst()
  const oldName = before.roster.units.find(({ key }) => key === from[0])?.name
  const registered = old !== undefined && old.name !== `${oldName}联络员`
  const made = postsOf(cycle, { ...after.roster, units: fresh, bodies: [] })
  await db
    .insertInto('post')
    .values(made.map((post) => ({ ...post, ...(registered ? { name: old.name } : {}), mail: old?.mail ?? null })))
    .execute()
}

/** Tells every unit concerned, once, what has become of it and what of its tasks. */
export async function tellOfUnits(change: Change, before: Pack, event: Reorganisation, { cancelled, opened }: Transferred): Promise<void> {
  const { db, cycle, now } = change
  const nameOf = (unit: string) => before.roster.units.find(({ key }) => key === unit)?.name ?? unit
  const [old, fresh] = [event.from.map(nameOf).join('、'), event.into.map(({ name }) => name).join('、')]
  const verb = { rename: '更名为', merge: '合并为', split: '分立为' }[event.kind]
  const title = `自 ${event.on} 起，${old}${verb}${fresh}`
  const detail =
    event.kind === 'rename'
      ? event.document
      : `${event.document}；原单位未办的 ${cancelled.length} 项任务取消，承接单位新开 ${opened.length} 项`
  const units = [...new Set([...event.from, ...event.into.map(({ key }) => key)])]
  await sql`
    insert into notice (cycle, key, post, kind, title, detail, at)
    select cycle, ${event.origin} || '/' || unit, min(key), 'decided', ${title}, ${detail}, ${now}::timestamptz
    from post where cycle = ${cycle} and unit = any(${units}::text[])
    group by cycle, unit on conflict (cycle, key) do nothing`.execute(db)
}
