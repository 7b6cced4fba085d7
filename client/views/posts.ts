import type { Queries } from '../../records/database.ts'
import { SYSTEM } from '../../records/transaction.ts'

/** Tells the name of a post by its key; the key itself where nobody is registered. */
export type PostNames = (post: string) => string

/** The posts of a cycle by name; what the system did by itself is said so. */
export async function postNames(queries: Queries, cycle: string): Promise<PostNames> {
  const rows = await queries.selectFrom('post').select(['key', 'name']).where('cycle', '=', cycle).execute()
  const names = new Map(rows.map((row) => [row.key, row.name]))
  return (post) => names.get(post) ?? (post === SYSTEM ? '系统' : post)
}
