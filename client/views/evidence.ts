import { sql } from 'kysely'
import type { Queries } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import { beijingText } from './beijing.ts'
import { doerNames } from './posts.ts'

/** One place where a file proves something: the submission, its step, for which indicators, and whether it was cited there. */
export type EvidenceUse = { submission: string; step: string; name: string; at: string; indicators: string[]; cited: boolean }
/** A file that a unit or body has handed in, by its SHA-256, with every place where it is used. `size` in bytes. */
export type EvidenceView = { sha256: string; name: string; size: number; by: string; at: string; uses: EvidenceUse[] }

/** The evidence of one unit or body, oldest first. @throws Refusal `not-found` when there is no such cycle, unit or body */
export async function evidenceView(queries: Queries, cycle: string, of: string): Promise<EvidenceView[]> {
  const { roster } = await packOfCycle(queries, cycle)
  if (![...roster.units, ...roster.bodies].some(({ key }) => key === of))
    throw new Refusal('not-found', `周期“${cycle}”中没有名为“${of}”的单位或机构。`)
  const nameOf = await doerNames(queries, cycle)
  const uses = Map.groupBy(await useRows(queries, cycle, of), ({ sha256 }) => sha256)
  if (uses.size === 0) return []
  const files = await queries
    .selectFrom('evidence')
    .select(['sha256', 'name', 'by_post', 'at', sql<number>`octet_length(bytes)`.as('size')])
    .where('cycle', '=', cycle)
    .where('sha256', 'in', [...uses.keys()])
    .orderBy('at')
    .orderBy('sha256')
    .execute()
  return files.map(({ sha256, name, by_post, at, size }) => ({
    ...{ sha256, name, size, by: nameOf({ by_post, at }), at: beijingText(at) },
    uses: (uses.get(sha256) ?? []).map(({ sha256: _, ...use }) => ({ ...use, at: beijingText(use.at), cited: use.cited ?? false })),
  }))
}

async function useRows(queries: Queries, cycle: string, of: string) {
  const { rows } = await sql<EvidenceUse & { sha256: string }>`
    select e.sha256, h.id as submission, h.step, s.name, h.at,
      coalesce(array_agg(u.indicator order by length(u.indicator), u.indicator) filter (where u.indicator <> ''), '{}') as indicators,
      bool_or(u.cited) as cited
    from submission_evidence e join submission h on h.id = e.submission
      join post p on p.cycle = h.cycle and p.key = h.by_post
      join step s on s.cycle = h.cycle and s.key = h.step
      left join evidence_use u on u.submission = e.submission and u.sha256 = e.sha256
    where e.cycle = ${cycle} and coalesce(p.unit, p.body) = ${of}
    group by e.sha256, h.id, h.step, s.name, h.at order by h.id`.execute(queries)
  return rows
}
