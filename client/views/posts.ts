import type { Queries } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import { SYSTEM } from '../../records/transaction.ts'

/** Tells the name of a post by its key; the key itself where nobody is registered. */
export type PostNames = (post: string) => string

/** The posts of a cycle by name; what the system did by itself is said so. */
export async function postNames(queries: Queries, cycle: string): Promise<PostNames> {
  const rows = await queries.selectFrom('post').select(['key', 'name']).where('cycle', '=', cycle).execute()
  const names = new Map(rows.map((row) => [row.key, row.name]))
  return (post) => names.get(post) ?? (post === SYSTEM ? '系统' : post)
}

/** A post: who holds it, for which unit or body it acts, and where its mail goes. */
export type PostView = { post: string; name: string; of: string; mail: string | null }

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
    .map(({ key, name, unit, body, mail }) => ({ post: key, name, of: unit ?? body ?? '', mail }))
}
