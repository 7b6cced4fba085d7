import { z } from 'zod'
import { amendmentsOf } from '../../records/amendment.ts'
import { storePack } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import { change, oneAtATime, type Change } from '../../records/transaction.ts'
import type { Pack } from '../../scoring/index.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { requireRole } from '../actor.ts'
import { previewAmendment, type AmendmentPreview } from '../amendment-preview.ts'
import { requireDecided, requireSound } from './open-cycle.ts'
import type { Call } from './verb.ts'

const Words = z.strictObject({ document: Text, reason: Text })
/** Another version of the pack, the document that orders it, and why. */
export type AmendInput = { pack: Pack } & z.infer<typeof Words>
export type Proposed = { amendment: number; preview: AmendmentPreview; at: string }

/**
 * Proposes that a cycle goes by another version of its pack from now on. Nothing changes before somebody else decides; what the proposer was shown is
 * kept with the proposal.
 * @throws Refusal `wrong-role`, `bad-input` when the version does not fit the year (with a line for each fault), `conflict` when the year is published
 * or another amendment waits
 */
export async function amend(call: Call, { pack, ...input }: AmendInput): Promise<Proposed> {
  return change(call.database, call, async (open) => {
    const post = await requireRole(open, 'office')
    const { document, reason } = parseContent(Words, input, '修订')
    await oneAtATime(open.db, `${call.cycle}/amendment`)
    const kind = await requireUnpublished(open)
    const before = await amendmentsOf(open.db, call.cycle)
    const waiting = before.find(({ decision }) => decision === null)
    if (waiting)
      throw new Refusal(
        'conflict',
        `第 ${waiting.ordinal} 次修订（${waiting.document}）还没有决定，不能另提；先用 cycle decide-amendment 决定。`,
      )
    if (kind === 'live') {
      requireSound(pack)
      requireDecided(pack)
    }
    const preview = await previewAmendment(open.db, call.cycle, pack)
    requireFitting(preview)
    await storePack(open.db, pack)
    const ordinal = before.length + 1
    const row = {
      cycle: call.cycle,
      ordinal,
      from_pack: preview.from.hash,
      to_pack: pack.hash,
      document,
      reason,
      by_post: post.key,
      at: open.now,
    }
    await open.db
      .insertInto('amendment')
      .values({ ...row, effects: JSON.stringify(preview) })
      .execute()
    await open.log('propose-amendment', `amendment/${ordinal}`, { from: preview.from.hash, to: pack.hash, document, reason })
    return { amendment: ordinal, preview, at: open.now }
  })
}

/** @throws Refusal `conflict` once the results are published @returns the kind of the cycle */
export async function requireUnpublished({ db, cycle }: Change): Promise<'live' | 'rehearsal'> {
  const { state, kind } = await db.selectFrom('cycle').select(['state', 'kind']).where('id', '=', cycle).executeTakeFirstOrThrow()
  if (state !== 'open')
    throw new Refusal('conflict', `周期“${cycle}”的考评结果已经公布，办法不能再修订；新的办法用于下一年度（cycle roll）。`)
  return kind
}

/** @throws Refusal `bad-input` with the faults */
export function requireFitting({ to, faults }: AmendmentPreview): void {
  if (faults.length === 0) return
  throw new Refusal(
    'bad-input',
    `规则包 ${to.name} 第 ${to.version} 版不能用于本周期，有 ${faults.length} 处不合：${faults.slice(0, 3).join('；')}。未予保存。`,
    faults,
  )
}
