import { z } from 'zod'
import { dateAt, dueText, endOfDay, startOfDay } from '../../calendar/index.ts'
import { announceDelegations, delegationsOf } from '../../records/delegation.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { change, type Change } from '../../records/transaction.ts'
import { IsoDate, parseContent, Text } from '../../steps/content.ts'
import { actingPost, requireRole } from '../actor.ts'
import { lockPost } from './post-person.ts'
import type { Call } from './verb.ts'

const Delegation = z.strictObject({
  post: z.string(),
  to: z.string(),
  from: IsoDate,
  until: IsoDate,
  scope: z.enum(['open', 'future', 'both'], '应为 open（已开的任务）、future（以后的）或 both（都包括）'),
  document: Text,
  reason: Text,
})
/** A post acts for another from the beginning of one day (not before now) to the end of another. */
export type DelegatePostInput = z.infer<typeof Delegation>
export type DelegatedPost = { delegation: Id; from: string; until: string }

/**
 * Delegates a post's tasks, those that are open then, those that open later, or both; the office does so, or the post itself. Rows and log keep
 * both: who acted, and on whose behalf.
 * @throws Refusal `wrong-role`, `not-found`, `bad-input`, `conflict` when a post is vacant or delegated already
 */
export async function delegatePost(call: Call, input: DelegatePostInput): Promise<DelegatedPost> {
  return change(call.database, call, async (open) => {
    const { post, to, scope, document, reason, ...days } = parseContent(Delegation, input, '委托')
    await requireOwnOrOffice(open, post)
    if (post === to) throw new Refusal('bad-input', `受托岗位应为另一岗位，实为“${to}”自己，未予保存。`)
    for (const key of [post, to]) await requireHeld(open, key)
    const [from, until] = [startOfDay(days.from), endOfDay(days.until)]
    if (until <= open.now || until <= from)
      throw new Refusal('bad-input', `委托的止日应不早于起日和今日，实为 ${days.from} 至 ${days.until}，未予保存。`)
    const from_at = from > open.now ? from : open.now
    await requireFree(open, post, from_at, until)
    const row = {
      cycle: call.cycle,
      post,
      to_post: to,
      scope,
      from_at,
      until_at: until,
      document,
      reason,
      by_post: open.post,
      at: open.now,
    }
    const { id } = await open.db.insertInto('delegation').values(row).returning('id').executeTakeFirstOrThrow()
    await open.log('delegate', post, { delegation: id, to, scope, from: from_at, until, document, reason })
    await announceDelegations(open)
    return { delegation: id, from: from_at, until }
  })
}

const Ending = z.strictObject({ post: z.string(), document: Text, reason: Text })
/** Ends the delegation of a post that runs, or is to begin, before its day. @throws Refusal `wrong-role`, `not-found`, `bad-input` */
export async function endDelegation(call: Call, input: z.infer<typeof Ending>): Promise<{ delegation: Id; to: string }> {
  return change(call.database, call, async (open) => {
    const { post, document, reason } = parseContent(Ending, input, '结束委托')
    await requireOwnOrOffice(open, post)
    await lockPost(open, post)
    const running = (await delegationsOf(open.db, call.cycle, post)).find(({ ends }) => ends > open.now)
    if (!running) throw new Refusal('not-found', `岗位“${post}”没有进行中或尚未开始的委托。`)
    const row = { cycle: call.cycle, delegation: running.id, document, reason, by_post: open.post, at: open.now }
    await open.db.insertInto('delegation_end').values(row).execute()
    await open.log('end-delegation', post, { delegation: running.id, to: running.to_post, document, reason })
    await announceDelegations(open)
    return { delegation: running.id, to: running.to_post }
  })
}

async function requireOwnOrOffice(open: Change, post: string): Promise<void> {
  if (post === open.post) actingPost(open)
  else await requireRole(open, 'office')
}

async function requireHeld(open: Change, key: string): Promise<void> {
  const { vacant_since } = await lockPost(open, key)
  if (vacant_since !== null) throw new Refusal('conflict', `岗位“${key}”自 ${dateAt(vacant_since)} 起空缺，不能委托或受托。`)
}

async function requireFree(open: Change, post: string, from: string, until: string): Promise<void> {
  const other = (await delegationsOf(open.db, open.cycle, post)).find((each) => each.from_at < until && each.ends > from)
  if (other)
    throw new Refusal(
      'conflict',
      `岗位“${post}”已委托“${other.to_post}”代办至 ${dueText(other.ends)}，同一时间只能委托一人；先结束它（post delegate --end）。`,
    )
}
