import type { Queries } from '../../records/database.ts'
import type { Pack } from '../../scoring/index.ts'

/** The name of a pack's year, `<year>-<key>`; a key that ends with the year does not say it twice. */
export function yearName({ pack: { key, year } }: Pack): string {
  const bare = key.endsWith(`-${year}`) ? key.slice(0, -year.length - 1) : key
  return `${year}-${bare}`
}

/** The id of the cycle that a pack's live year has, unless another is given. */
export const liveId = (pack: Pack): string => `${yearName(pack)}-live`

/** An id for a new rehearsal: the first number that is free. */
export async function newRehearsalId(queries: Queries, pack: Pack, seed: string): Promise<string> {
  const stem = rehearsalStem(pack, seed)
  const taken = new Set(await idsLike(queries, stem))
  let number = 1
  while (taken.has(`${stem}-${number}`)) number++
  return `${stem}-${number}`
}

/** The rehearsal of exactly this pack and seed that is there already, if there is one: the newest. */
export async function knownRehearsal(queries: Queries, pack: Pack, seed: string): Promise<string | undefined> {
  const rows = await queries
    .selectFrom('cycle')
    .select('id')
    .where('kind', '=', 'rehearsal')
    .where('pack', '=', pack.hash)
    .where('seed', '=', seed)
    .where('id', 'like', `${likeText(rehearsalStem(pack, seed))}-%`)
    .execute()
  return rows
    .map((row) => row.id)
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .at(-1)
}

/** Seeds are free text, ids are not. */
const rehearsalStem = (pack: Pack, seed: string): string => `${yearName(pack)}-rehearsal-${seed.replaceAll(/[\s/]+/gu, '_').slice(0, 30)}`

async function idsLike(queries: Queries, stem: string): Promise<string[]> {
  const rows = await queries
    .selectFrom('cycle')
    .select('id')
    .where('id', 'like', `${likeText(stem)}-%`)
    .execute()
  return rows.map((row) => row.id)
}

const likeText = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`)
