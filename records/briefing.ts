import { canonicalJson, sha256 } from '../scoring/canonical.ts'
import type { Queries } from './database.ts'
import type { Id } from './schema.ts'
import type { Change } from './transaction.ts'

/** What raters were shown: for each unit the results of earlier steps, in words, by step. */
export type Briefing = {
  steps: { key: string; name: string; label: string }[]
  units: { unit: string; results: { [step: string]: string } }[]
}

/** Keeps what is shown, once for each step. @returns its SHA-256 */
export async function storeBriefing({ db, cycle, now, log }: Change, step: string, briefing: Briefing): Promise<string> {
  const content = canonicalJson(briefing)
  const hash = sha256(content)
  await db
    .insertInto('briefing')
    .values({ cycle, step, content, hash, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await log('brief', step, { hash })
  return hash
}

export async function briefingOf(queries: Queries, cycle: string, step: string): Promise<{ briefing: Briefing; hash: string } | null> {
  const row = await queries
    .selectFrom('briefing')
    .select(['content', 'hash'])
    .where('cycle', '=', cycle)
    .where('step', '=', step)
    .executeTakeFirst()
  return row ? { briefing: row.content as Briefing, hash: row.hash } : null
}

/** Notes which briefing lay before whoever made the submission. */
export async function noteBriefed(change: Change, step: string, submission: Id): Promise<void> {
  const found = await briefingOf(change.db, change.cycle, step)
  if (!found) return
  await change.db.insertInto('briefed').values({ submission, cycle: change.cycle, step, hash: found.hash }).execute()
}
