import { amendmentsOf } from '../../records/amendment.ts'
import type { Queries } from '../../records/database.ts'
import { packInForce } from '../../records/pack.ts'
import { beijingText } from './beijing.ts'
import { doerNames } from './posts.ts'

type Act = { by: string; at: string }
/** Which versions of the rules a cycle has gone by (`opened`, `inForce` and each `pack` are hashes), and with which each computation was made. */
export type VersionsView = {
  cycle: string
  opened: string
  inForce: string
  amendments: {
    ordinal: number
    pack: string
    document: string
    reason: string
    proposed: Act
    decided: (Act & { outcome: 'approve' | 'refuse'; reason: string | null; document: string | null }) | null
    effects: unknown
    moved: unknown
  }[]
  computations: { version: number; step: string; at: string; pack: string; resultHash: string }[]
}

/** @throws Refusal `not-found` when there is no such cycle */
export async function versionsView(queries: Queries, cycle: string): Promise<VersionsView> {
  const inForce = await packInForce(queries, cycle)
  const { pack: opened } = await queries.selectFrom('cycle').select('pack').where('id', '=', cycle).executeTakeFirstOrThrow()
  const nameOf = await doerNames(queries, cycle)
  const act = ({ by_post, at }: { by_post: string; at: string }): Act => ({ by: nameOf({ by_post, at }), at: beijingText(at) })
  const amendments = (await amendmentsOf(queries, cycle)).map((row) => {
    const { ordinal, to_pack: pack, document, reason, effects, decision } = row
    const decided = decision && { ...act(decision), outcome: decision.outcome, reason: decision.reason, document: decision.document }
    return { ordinal, pack, document, reason, proposed: act(row), decided, effects, moved: decision?.moved ?? null }
  })
  const rows = await queries
    .selectFrom('computation as k')
    .innerJoin('step as s', (on) => on.onRef('s.cycle', '=', 'k.cycle').onRef('s.key', '=', 'k.step'))
    .select(['k.version', 's.name as step', 'k.at', 'k.pack', 'k.result_hash'])
    .where('k.cycle', '=', cycle)
    .orderBy('k.version')
    .execute()
  const computations = rows.map(({ at, result_hash, ...row }) => ({ ...row, at: beijingText(at), resultHash: result_hash }))
  return { cycle, opened, inForce, amendments, computations }
}
