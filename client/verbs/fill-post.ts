import { z } from 'zod'
import { storeHolding } from '../../records/holding.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { standIn, takeBack, type Owner } from '../../records/substitute.ts'
import { change, type Change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { requireRole, type Post } from '../actor.ts'
import { lockPost, Mailbox, Name, Phone } from './post-person.ts'
import { hashed } from './register-post.ts'
import type { Call } from './verb.ts'

const Filling = z.strictObject({
  post: z.string(),
  name: Name,
  mail: Mailbox.optional(),
  phone: Phone.optional(),
  document: Text,
  reason: Text,
})
/** Who holds a vacant post from now on, and by which document. */
export type FillPostInput = z.infer<typeof Filling>
/** `taken`: the open tasks that the new holder takes over. */
export type FilledPost = { post: string; name: string; taken: Id[] }

/**
 * A vacant post is held again. Where nobody of the unit or body was there, the new holder takes its open tasks, from a substitute or from an
 * incident; what others have finished meanwhile stays theirs.
 * @throws Refusal `wrong-role`, `not-found`, `bad-input`, `conflict` when somebody holds the post
 */
export async function fillPost(call: Call, input: FillPostInput): Promise<FilledPost> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { post, name, mail = null, phone = null, document, reason } = parseContent(Filling, input, '岗位补任')
    const row = await lockPost(open, post)
    if (row.vacant_since === null)
      throw new Refusal('conflict', `岗位“${post}”由“${row.name}”担任；换人的，先凭文件办理 post vacate，再补任。`)
    const alone = await nobodyElse(open, row)
    const becomes = { name, mail, phone }
    await open.db
      .updateTable('post')
      .set({ ...becomes, vacant_since: null })
      .where('cycle', '=', call.cycle)
      .where('key', '=', post)
      .execute()
    await storeHolding(open, { post, change: 'filled', ...becomes, document, reason })
    const taken = [
      ...(await takeBack(open, { column: 'assignee_post', value: post })),
      ...(alone ? await takeBack(open, ownerOf(row)) : []),
    ]
    await open.log('fill-post', post, { becomes: hashed(becomes), document, reason, tasks: taken })
    await standIn(open, undefined, true)
    return { post, name, taken }
  })
}

const ownerOf = ({ unit, body }: Post): Owner =>
  unit === null ? { column: 'assignee_body', value: body ?? '' } : { column: 'assignee_unit', value: unit }

async function nobodyElse({ db, cycle }: Change, post: Post): Promise<boolean> {
  const { column, value } = ownerOf(post)
  const others = db.selectFrom('post').select('key').where('cycle', '=', cycle).where('vacant_since', 'is', null)
  const found = await others
    .where(column === 'assignee_unit' ? 'unit' : 'body', '=', value)
    .limit(1)
    .execute()
  return found.length === 0
}
