import { z } from 'zod'
import { amendmentsOf, type AmendmentRow } from '../../records/amendment.ts'
import { tellOfAmendment } from '../../records/notice.ts'
import { packByHash, packInForce } from '../../records/pack.ts'
import { requireRunning } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import { change, oneAtATime, type Change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { actingPost, requireRole } from '../actor.ts'
import { previewAmendment } from '../amendment-preview.ts'
import { requireFitting, requireUnpublished } from './amend.ts'
import { lockSteps, movePlan, type StepMoved } from './move-plan.ts'
import type { Call } from './verb.ts'

const Verdict = z
  .strictObject({
    amendment: z.number().int().min(1),
    outcome: z.enum(['approve', 'refuse']),
    reason: Text.optional(),
    document: Text.optional(),
  })
  .refine(({ outcome, reason }) => outcome === 'approve' || reason !== undefined, '不同意的应写明理由（--reason）')
export type DecideAmendmentInput = z.infer<typeof Verdict>
/** `pack`: the hash that is in force from now on; `moved`: what became of the steps. */
export type AmendmentDecided = { amendment: number; outcome: 'approve' | 'refuse'; pack: string; moved: StepMoved[]; at: string }

/**
 * Decides a proposed version of the pack: never by the post that proposed it, and by the body that the pack names, if it names one. Approved, it is in
 * force at once: what has opened goes on as it was, what has not opened goes by the new plan, the next computation by the new rules. What was computed
 * stays, under the version with which it was computed.
 * @throws Refusal `wrong-role`, `not-found`, `already-done`, `bad-input`, `conflict`
 */
export async function decideAmendment(call: Call, input: DecideAmendmentInput): Promise<AmendmentDecided> {
  return change(call.database, call, async (open) => {
    const { amendment, outcome, reason, document } = parseContent(Verdict, input, '修订的决定')
    await oneAtATime(open.db, `${call.cycle}/amendment`)
    const row = await undecided(open, amendment)
    await requireDecider(open, row)
    const moved = outcome === 'approve' ? await takeEffect(open, row) : []
    const values = { cycle: call.cycle, ordinal: amendment, outcome, reason: reason ?? null, document: document ?? null }
    await open.db
      .insertInto('amendment_decision')
      .values({ ...values, moved: JSON.stringify(moved), by_post: open.post, at: open.now })
      .execute()
    const words = { outcome, reason: reason ?? null, document: document ?? null }
    await open.log('decide-amendment', `amendment/${amendment}`, { ...words, from: row.from_pack, to: row.to_pack, moved })
    if (outcome === 'approve') await tellOfAmendment(open, amendment, `考评办法已修订（${row.document}）`, row.reason)
    return { amendment, outcome, pack: await packInForce(open.db, call.cycle), moved, at: open.now }
  })
}

async function undecided({ db, cycle }: Change, ordinal: number): Promise<AmendmentRow> {
  const row = (await amendmentsOf(db, cycle)).find((each) => each.ordinal === ordinal)
  if (!row) throw new Refusal('not-found', `周期“${cycle}”没有第 ${ordinal} 次修订；用 cycle amendments ${cycle} 查看。`)
  if (row.decision) throw new Refusal('already-done', `第 ${ordinal} 次修订已由 ${row.decision.by_post} 决定，不能再决定。`)
  return row
}

/** Maker is never checker; where the pack in force names a body for it, only that body decides. */
async function requireDecider(open: Change, { by_post, from_pack, ordinal }: AmendmentRow): Promise<void> {
  const { amendments } = (await packByHash(open.db, from_pack)).pack
  if (amendments === undefined) await requireRole(open, 'office')
  else if (actingPost(open).body !== amendments.body)
    throw new Refusal(
      'wrong-role',
      `修订应由“${amendments.body}”决定（${'article' in amendments.source ? amendments.source.article : '未决事项'}），岗位“${open.post}”无权决定。`,
    )
  if (by_post === open.post) throw new Refusal('wrong-role', `岗位“${open.post}”提出了第 ${ordinal} 次修订，不能自己决定。`)
}

/** Looks again whether the version fits, for the year has gone on since it was proposed. */
async function takeEffect(open: Change, { ordinal, to_pack }: AmendmentRow): Promise<StepMoved[]> {
  await requireUnpublished(open)
  await requireRunning(open)
  const rows = await lockSteps(open)
  const pack = await packByHash(open.db, to_pack)
  requireFitting(await previewAmendment(open.db, open.cycle, pack))
  return movePlan(open, rows, pack.plan, ordinal)
}
