import { sql } from 'kysely'
import { packFromJson, packToJson, reorganised, type Pack } from '../scoring/index.ts'
import type { Queries } from './database.ts'
import { Refusal } from './refusal.ts'
import { reorganisationsOf } from './reorganisation.ts'
import type { Id } from './schema.ts'

const known = new Map<string, Pack>()
const MOST_KNOWN = 20

/**
 * What holds in a cycle: the pack of its last approved amendment, or the one with which it was opened, by its hash; how many changes of units there were; and the
 * pause that it is in.
 */
export type InForce = { pack: string; reorganisations: number; paused_by: Id | null }

/** The same as columns of a cycle called `c`. */
export const inForce = [
  sql<string>`coalesce(c.amended_pack, c.pack)`.as('pack'),
  sql<number>`c.reorganisations`.as('reorganisations'),
  sql<Id | null>`c.paused_by`.as('paused_by'),
] as const

/** The pack that is in force in a cycle, with the units that are in force after what has become of them. */
export async function packOfCycle(queries: Queries, cycle: string): Promise<Pack> {
  return packOf(queries, cycle, await inForceIn(queries, cycle))
}

export async function packOf(queries: Queries, cycle: string, { pack, reorganisations }: InForce): Promise<Pack> {
  const found = await packByHash(queries, pack)
  return reorganisations === 0 ? found : reorganised(found, await reorganisationsOf(queries, cycle))
}

/** The hash of that pack. @throws Refusal `not-found` when there is no such cycle */
export const packInForce = async (queries: Queries, cycle: string): Promise<string> => (await inForceIn(queries, cycle)).pack

export async function inForceIn(queries: Queries, cycle: string): Promise<InForce> {
  const row = await queries.selectFrom('cycle as c').select(inForce).where('c.id', '=', cycle).executeTakeFirst()
  if (!row) throw new Refusal('not-found', `没有名为“${cycle}”的年度考评周期；用 cycle list 查看现有周期。`)
  return row
}

/** The pack with which a computation was made; the one in force where there is no such computation. */
export async function packOfVersion(queries: Queries, cycle: string, version: number): Promise<Pack> {
  const row = await queries
    .selectFrom('computation')
    .select('pack')
    .where('cycle', '=', cycle)
    .where('version', '=', version)
    .executeTakeFirst()
  // units are merged and split only while nothing is computed
  return row ? reorganised(await packByHash(queries, row.pack), await reorganisationsOf(queries, cycle)) : packOfCycle(queries, cycle)
}

/** A stored pack. Packs never change, so each is read and parsed once in a process. */
export async function packByHash(queries: Queries, hash: string): Promise<Pack> {
  const found = known.get(hash)
  if (found) return found
  const { content } = await queries.selectFrom('pack').select('content').where('hash', '=', hash).executeTakeFirstOrThrow()
  const pack = packFromJson(content)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(hash, pack)
  return pack
}

/** Stores a pack once, by its hash. */
export async function storePack(queries: Queries, pack: Pack): Promise<void> {
  const row = { hash: pack.hash, key: pack.pack.key, version: pack.pack.version, content: packToJson(pack) }
  await queries
    .insertInto('pack')
    .values(row)
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute()
}
