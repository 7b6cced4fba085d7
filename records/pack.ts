import { packFromJson, packToJson, reorganised, type Pack } from '../scoring/index.ts'
import type { Queries } from './database.ts'
import { Refusal } from './refusal.ts'
import { reorganisationsOf } from './reorganisation.ts'

const known = new Map<string, Pack>()
const MOST_KNOWN = 20

/**
 * The pack that is in force in a cycle: that of its last approved amendment, or the one with which it was opened, with the units that are in
 * force after what has become of them.
 */
export async function packOfCycle(queries: Queries, cycle: string): Promise<Pack> {
  return reorganised(await packByHash(queries, await packInForce(queries, cycle)), await reorganisationsOf(queries, cycle))
}

/** The hash of that pack. @throws Refusal `not-found` when there is no such cycle */
export async function packInForce(queries: Queries, cycle: string): Promise<string> {
  const row = await queries
    .selectFrom('cycle as c')
    .leftJoin('amendment as a', 'a.cycle', 'c.id')
    .leftJoin('amendment_decision as d', (on) =>
      on.onRef('d.cycle', '=', 'a.cycle').onRef('d.ordinal', '=', 'a.ordinal').on('d.outcome', '=', 'approve'),
    )
    .select(['c.pack', 'd.ordinal', 'a.to_pack'])
    .where('c.id', '=', cycle)
    .orderBy('d.ordinal', (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new Refusal('not-found', `没有名为“${cycle}”的年度考评周期；用 cycle list 查看现有周期。`)
  return row.ordinal === null ? row.pack : (row.to_pack ?? row.pack)
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
