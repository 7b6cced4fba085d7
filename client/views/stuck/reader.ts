import type { Queries } from '../../../records/database.ts'
import { Refusal } from '../../../records/refusal.ts'

/** Who reads: a post with its unit or body. `all`: it belongs to the office, which administers the year. */
export type Reader = { post: string; unit: string | null; body: string | null; of: string; all: boolean }

/**
 * The one rule of who sees what does not move: the office sees everything, whoever else only what is its own to do.
 * @throws Refusal `wrong-role` for a post that the cycle does not have
 */
export async function readerOf(queries: Queries, cycle: string, post: string): Promise<Reader> {
  const found = await queries
    .selectFrom('post as p')
    .leftJoin('body as b', (on) => on.onRef('b.cycle', '=', 'p.cycle').onRef('b.key', '=', 'p.body'))
    .leftJoin('unit as u', (on) => on.onRef('u.cycle', '=', 'p.cycle').onRef('u.key', '=', 'p.unit'))
    .select(['p.unit', 'p.body', 'b.role', 'b.name as bodyName', 'u.name as unitName'])
    .where('p.cycle', '=', cycle)
    .where('p.key', '=', post)
    .executeTakeFirst()
  if (!found) throw new Refusal('wrong-role', `周期“${cycle}”中没有岗位“${post}”；用 --as 指明一个已登记的岗位。`)
  const { unit, body, role, bodyName, unitName } = found
  return { post, unit, body, of: unitName ?? bodyName ?? post, all: role === 'office' }
}
