import { packFromJson, packToJson, reorganised, type Pack } from '../scoring/index.ts'
import type { Queries } from './database.ts'
import { Refusal } from './refusal.ts'
import { reorganisationsOf } from './reorganisation.ts'

const known = new Map<string, Pack>()
const MOST_KNOWN = 20

/** The pack that a cycle has pinned, with the units that are in force after what has become of them. */
export async function packOfCycle(queries: Queries, cycle: string): Promise<Pack> {
  return reorganised(await pinnedPack(queries, cycle), await reorganisationsOf(queries, cycle))
}

/** The pack as it was pinned. Packs never change, so each is read and parsed once in a process. */
async function pinnedPack(queries: Queries, cycle: string): Promise<Pack> {
  const row = await queries.selectFrom('cycle').select('pack').where('id', '=', cycle).executeTakeFirst()
  if (!row) throw new Refusal('not-found', `没有名为“${cycle}”的年度考评周期；用 cycle list 查看现有周期。`)
  const found = known.get(row.pack)
  if (found) return found
  const { content } = await queries.selectFrom('pack').select('content').where('hash', '=', row.pack).executeTakeFirstOrThrow()
  const pack = packFromJson(content)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(row.pack, pack)
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
