import { dateAt } from '../calendar/index.ts'
import type { Queries } from './database.ts'
import { inForceIn, type InForce } from './pack.ts'
import { Refusal } from './refusal.ts'
import type { Clocks, Id, Instant } from './schema.ts'
import type { Change } from './transaction.ts'

export type PauseRow = { id: Id; clocks: Clocks; document: string; reason: string; at: Instant }

/** The pause that a cycle is in; undefined while it runs. */
export async function pauseOf(queries: Queries, cycle: string): Promise<PauseRow | undefined> {
  return queries
    .selectFrom('pause as p')
    .leftJoin('resumption as r', 'r.pause', 'p.id')
    .select(['p.id', 'p.clocks', 'p.document', 'p.reason', 'p.at'])
    .where('p.cycle', '=', cycle)
    .where('r.pause', 'is', null)
    .executeTakeFirst()
}

/** The last pause that is over, with the document by which the cycle went on. */
export async function lastResumption(queries: Queries, cycle: string): Promise<{ pause: Id; document: string; days: number } | undefined> {
  const rows = queries.selectFrom('resumption as r').innerJoin('movement as m', 'm.id', 'r.movement')
  return rows
    .select(['r.pause', 'm.document', 'r.days'])
    .where('r.cycle', '=', cycle)
    .orderBy('r.pause', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Since when a cycle stands still and by which document, in words. */
export const pausedWords = ({ at, document }: PauseRow): string => `本年度考评自 ${dateAt(at)} 起依“${document}”暂停`

/** @throws Refusal `conflict` while the cycle is paused. `holds`: what holds in it, where that was read already. */
export async function requireRunning({ db, cycle }: Change, holds?: InForce): Promise<void> {
  const { paused_by } = holds ?? (await inForceIn(db, cycle))
  const pause = paused_by === null ? undefined : await pauseOf(db, cycle)
  if (pause) throw new Refusal('conflict', `${pausedWords(pause)}，恢复（cycle resume）之前不能办理，未予保存。`)
}
