import { z } from 'zod'
import { isMailbox } from '../../notices/mailbox.ts'
import { Refusal } from '../../records/refusal.ts'
import { change } from '../../records/transaction.ts'
import { sha256 } from '../../scoring/canonical.ts'
import { parseContent } from '../../steps/content.ts'
import { requireRole } from '../actor.ts'
import type { Call } from './verb.ts'

const Name = z
  .string()
  .trim()
  .min(1, '不能为空')
  .max(60, '不能超过 60 字')
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, '不能含有换行等控制字符')
const Mailbox = z.string().trim().refine(isMailbox, '应为一个邮箱地址，如 zhangsan@example.gov.cn（不带姓名、引号，不写多个）')
const Registration = z
  .strictObject({ post: z.string(), name: Name.optional(), mail: Mailbox.nullable().optional() })
  .refine(({ name, mail }) => name !== undefined || mail !== undefined, '应至少写明姓名或邮箱之一')

/** Who holds a post, and where mail reaches them; `mail: null` takes the mailbox out. What is left out stays as it is. */
export type RegisterPostInput = z.infer<typeof Registration>
export type RegisteredPost = { post: string; name: string; mail: string | null; changed: boolean }

/**
 * Enters name and mailbox of a post. The log tells that, by whom and when; it is handed to others, so names and mailboxes stand in it as hashes.
 * @throws Refusal `wrong-role`, `not-found`, `bad-input`
 */
export async function registerPost(call: Call, input: RegisterPostInput): Promise<RegisteredPost> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { post, name, mail } = parseContent(Registration, input, '岗位登记')
    const rows = open.db.selectFrom('post').select(['name', 'mail']).where('cycle', '=', call.cycle).where('key', '=', post)
    const was = await rows.forUpdate().executeTakeFirst()
    if (!was) throw new Refusal('not-found', `周期“${call.cycle}”中没有岗位“${post}”；用 post list ${call.cycle} 查看。`)
    const becomes = { name: name ?? was.name, mail: mail === undefined ? was.mail : mail }
    const changed = becomes.name !== was.name || becomes.mail !== was.mail
    if (changed) {
      await open.db.updateTable('post').set(becomes).where('cycle', '=', call.cycle).where('key', '=', post).execute()
      await open.log('register-post', post, { was: hashed(was), becomes: hashed(becomes) })
    }
    return { post, ...becomes, changed }
  })
}

const hashed = ({ name, mail }: { name: string; mail: string | null }) => ({
  name: sha256(name),
  mail: mail === null ? null : sha256(mail),
})
