import { z } from 'zod'
import { storeHolding } from '../../records/holding.ts'
import { Refusal } from '../../records/refusal.ts'
import { change } from '../../records/transaction.ts'
import { sha256 } from '../../scoring/canonical.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { requireRole } from '../actor.ts'
import { lockPost, Mailbox, Name, Phone } from './post-person.ts'
import type { Call } from './verb.ts'

const Registration = z
  .strictObject({
    post: z.string(),
    name: Name.optional(),
    mail: Mailbox.nullable().optional(),
    phone: Phone.nullable().optional(),
    document: Text.optional(),
  })
  .refine(({ name, mail, phone }) => name !== undefined || mail !== undefined || phone !== undefined, '应至少写明姓名、邮箱或电话之一')

/** Who holds a post, and where mail and calls reach them; `mail: null` takes the mailbox out. What is left out stays as it is. */
export type RegisterPostInput = z.infer<typeof Registration>
export type RegisteredPost = { post: string; name: string; mail: string | null; phone: string | null; changed: boolean }

/**
 * Enters name, mailbox and telephone of a post. The log tells that, by whom and when; it is handed to others, so what is personal stands in it as
 * hashes. Somebody else who takes the post over is not registered: the post is vacated and filled.
 * @throws Refusal `wrong-role`, `not-found`, `bad-input`, `conflict` when the post is vacant
 */
export async function registerPost(call: Call, input: RegisterPostInput): Promise<RegisteredPost> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { post, name, mail, phone, document } = parseContent(Registration, input, '岗位登记')
    const was = await lockPost(open, post)
    if (was.vacant_since !== null) throw new Refusal('conflict', `岗位“${post}”空缺；先用 post fill 登记新的担任人。`)
    const becomes = {
      name: name ?? was.name,
      mail: mail === undefined ? was.mail : mail,
      phone: phone === undefined ? was.phone : phone,
    }
    const changed = becomes.name !== was.name || becomes.mail !== was.mail || becomes.phone !== was.phone
    if (changed) {
      await open.db.updateTable('post').set(becomes).where('cycle', '=', call.cycle).where('key', '=', post).execute()
      await storeHolding(open, { post, change: 'registered', ...becomes, ...(document === undefined ? {} : { document }) })
      await open.log('register-post', post, { was: hashed(was), becomes: hashed(becomes) })
    }
    return { post, ...becomes, changed }
  })
}

/** What the log says of a person. */
export const hashed = ({ name, mail, phone }: { name: string; mail: string | null; phone: string | null }) => ({
  name: sha256(name),
  mail: mail === null ? null : sha256(mail),
  phone: phone === null ? null : sha256(phone),
})
