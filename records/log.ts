import { sql, type Insertable } from 'kysely'
import { sha256 } from '../scoring/canonical.ts'
import type { Database, Queries } from './database.ts'
import type { Id, Schema } from './schema.ts'
import { oneAtATime } from './transaction.ts'

/** One link of a cycle's log as it is exported: one line of JSON each. */
export type LogLine = {
  cycle: string
  seq: number
  entry: Id
  verb: string
  subject: string
  content: string
  by: string
  at: string
  previous: string
  hash: string
}

/** What the first link of a cycle has in place of a hash before it. */
export const genesis = (cycle: string): string => sha256(`niankao/${cycle}`)

/** The hash of a link: SHA-256 over its fields in this order, each followed by a line feed (content is one line of canonical JSON). */
export function linkHash(line: Omit<LogLine, 'hash'>): string {
  const { previous, cycle, seq, entry, verb, subject, content, by, at } = line
  return sha256([previous, cycle, String(seq), entry, verb, subject, content, by, at].map((field) => `${field}\n`).join(''))
}

const BATCH = 1_000
/** Entries get their ids when they are written and are seen when they are committed: so far back may one have been left behind. */
const LATE = 1_000

/** Chains what is not chained yet, a batch of it. @returns how many entries were chained */
export const chainEntries = async (database: Database): Promise<number> => (await chainBatch(database)).chained

/** How a pass over the log went: how many entries it chained, whether more may wait, and behind which entry the next pass may begin to look. */
export type ChainPass = { chained: number; full: boolean; after: number }

/**
 * Chains entries that are not chained yet, in the order of their ids, cycle by cycle. Entries are written with their facts and chained soon
 * after, so that those who write never queue for the head of the chain. `after`: looks only behind this entry, 0 for all.
 */
export async function chainBatch(database: Database, after = 0): Promise<ChainPass> {
  return database.transaction().execute(async (db) => {
    await oneAtATime(db, 'niankao/chain')
    const entries = await db
      .selectFrom('entry as e')
      .leftJoin('chain as c', 'c.entry', 'e.id')
      .selectAll('e')
      .where('c.entry', 'is', null)
      .where('e.id', '>', String(after))
      .orderBy('e.id')
      .limit(BATCH)
      .execute()
    const heads = new Map<string, { seq: number; hash: string }>()
    const links: Link[] = []
    for (const entry of entries) {
      const head = heads.get(entry.cycle) ?? (await headOf(db, entry.cycle))
      const seq = head.seq + 1
      const line = { ...entry, by: entry.by_post, entry: entry.id, seq, previous: head.hash }
      const hash = linkHash(line)
      heads.set(entry.cycle, { seq, hash })
      links.push({ cycle: entry.cycle, seq, entry: entry.id, previous: head.hash, hash })
    }
    if (links.length > 0) await storeLinks(db, links)
    const last = Number(entries.at(-1)?.id ?? 0)
    return { chained: links.length, full: links.length === BATCH, after: Math.max(after, last - LATE) }
  })
}

type Link = Insertable<Schema['chain']>

async function storeLinks(queries: Queries, links: readonly Link[]): Promise<void> {
  await sql`
    insert into chain (cycle, seq, entry, previous, hash)
    select cycle, seq, entry, previous, hash from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
      as l(cycle text, seq int, entry bigint, previous text, hash text)`.execute(queries)
}

/** The head of a cycle's chain; its short form can be printed on a form. */
export async function headOf(queries: Queries, cycle: string): Promise<{ seq: number; hash: string }> {
  const row = await queries
    .selectFrom('chain')
    .select(['seq', 'hash'])
    .where('cycle', '=', cycle)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { seq: 0, hash: genesis(cycle) }
}

/** The chained log of a cycle, in order. */
export async function exportLog(queries: Queries, cycle: string): Promise<LogLine[]> {
  const rows = await queries
    .selectFrom('chain as c')
    .innerJoin('entry as e', 'e.id', 'c.entry')
    .select(['c.cycle', 'c.seq', 'c.entry', 'e.verb', 'e.subject', 'e.content', 'e.by_post as by', 'e.at', 'c.previous', 'c.hash'])
    .where('c.cycle', '=', cycle)
    .orderBy('c.seq')
    .execute()
  return rows
}

export type LogVerdict = { ok: true; entries: number; head: string } | { ok: false; seq: number; sentence: string }

/** Re-checks a log by itself, without a database: order, links and hashes. `head` is the hash that was noted elsewhere, if it was. */
export function verifyLog(lines: readonly LogLine[], head?: string): LogVerdict {
  let previous = genesis(lines[0]?.cycle ?? '')
  for (const [index, line] of lines.entries()) {
    const seq = index + 1
    if (line.seq !== seq) return { ok: false, seq, sentence: `第 ${seq} 条应为序号 ${seq}，实为 ${line.seq}：有记录被删除或调换。` }
    if (line.previous !== previous) return { ok: false, seq, sentence: `第 ${seq} 条没有接在上一条之后：有记录被改动。` }
    if (linkHash(line) !== line.hash)
      return { ok: false, seq, sentence: `第 ${seq} 条（${line.verb} ${line.subject}）的内容与校验值不符：该条被改动。` }
    previous = line.hash
  }
  if (head !== undefined && head !== previous)
    return { ok: false, seq: lines.length, sentence: '日志末尾与所给校验值不符：末尾有记录被删除。' }
  return { ok: true, entries: lines.length, head: previous }
}
