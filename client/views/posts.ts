import type { Queries } from '../../records/database.ts'
import { holdingsOf } from '../../records/holding.ts'
import { packOfCycle } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Instant } from '../../records/schema.ts'
import { SYSTEM } from '../../records/transaction.ts'
import { beijingText } from './beijing.ts'

/** Something that was done: by whom, when, and on whose behalf if not their own. */
export type Done = { by_post: string; at: Instant; for_post?: string | null }
/** Tells who did something, by name, as the post was held then; `甲（代乙）` for what was done on behalf of another. */
export type DoerNames = (done: Done) => string

/** The people of a cycle: what the system did by itself is said so, and whoever left a post keeps what they did in it. */
export async function doerNames(queries: Queries, cycle: string): Promise<DoerNames> {
  const rows = await queries.selectFrom('post').select(['key', 'name']).where('cycle', '=', cycle).execute()
  const names = new Map(rows.map((row) => [row.key, row.name]))
  const left = (await holdingsOf(queries, cycle)).filter(({ change }) => change === 'vacated')
  const nameAt = (post: string, at: Instant): string =>
    left.find((each) => each.post === post && each.at >= at)?.name ?? names.get(post) ?? (post === SYSTEM ? '系统' : post)
  return ({ by_post, at, for_post = null }) =>
    for_post === null ? nameAt(by_post, at) : `${nameAt(by_post, at)}（代${nameAt(for_post, at)}）`
}

/** Who has held a post, in order: `since` when this was written down, `by` whom. */
export type HoldingView = {
  change: 'registered' | 'vacated' | 'filled'
  name: string
  mail: string | null
  phone: string | null
  document: string | null
  reason: string | null
  at: string
  by: string
}

/** The register of one post. @throws Refusal `not-found` */
export async function postHistory(queries: Queries, cycle: string, post: string): Promise<HoldingView[]> {
  await packOfCycle(queries, cycle) // says so when there is no such cycle
  const found = await queries.selectFrom('post').select('key').where('cycle', '=', cycle).where('key', '=', post).executeTakeFirst()
  if (!found) throw new Refusal('not-found', `周期“${cycle}”中没有岗位“${post}”；用 post list ${cycle} 查看。`)
  const nameOf = await doerNames(queries, cycle)
  const rows = await holdingsOf(queries, cycle, post)
  return rows.map((row) => ({
    change: row.change,
    name: row.name,
    mail: row.mail,
    phone: row.phone,
    document: row.document,
    reason: row.reason,
    at: beijingText(row.at),
    by: nameOf(row),
  }))
}

/** A post: who holds it, for which unit or body it acts, where its mail and calls go, and since when nobody holds it. */
export type PostView = {
  post: string
  name: string
  of: string
  mail: string | null
  phone: string | null
  vacantSince: string | null
}

/** The posts of a cycle, units first, in the order of the roster. @throws Refusal `not-found` when there is no such cycle */
export async function postList(queries: Queries, cycle: string): Promise<PostView[]> {
  const { roster } = await packOfCycle(queries, cycle)
  const rows = await queries.selectFrom('post').selectAll().where('cycle', '=', cycle).orderBy('key').execute()
  const order = new Map(
    [...roster.units.map((unit) => `unit ${unit.key}`), ...roster.bodies.map((body) => `body ${body.key}`)].map((key, index) => [
      key,
      index,
    ]),
  )
  const place = ({ unit, body }: { unit: string | null; body: string | null }) =>
    order.get(unit === null ? `body ${body}` : `unit ${unit}`) ?? order.size
  return rows
    .toSorted((a, b) => place(a) - place(b))
    .map(({ key, name, unit, body, mail, phone, vacant_since }) => ({
      post: key,
      name,
      of: unit ?? body ?? '',
      mail,
      phone,
      vacantSince: vacant_since,
    }))
}
