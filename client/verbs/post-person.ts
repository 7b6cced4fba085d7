import { z } from 'zod'
import { isMailbox } from '../../notices/mailbox.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Change } from '../../records/transaction.ts'
import type { Post } from '../actor.ts'

/** What is said of a person who holds a post. */
export const Name = z
  .string()
  .trim()
  .min(1, '不能为空')
  .max(60, '不能超过 60 字')
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, '不能含有换行等控制字符')
export const Mailbox = z.string().trim().refine(isMailbox, '应为一个邮箱地址，如 zhangsan@example.gov.cn（不带姓名、引号，不写多个）')
export const Phone = z
  .string()
  .trim()
  .regex(/^\+?[\d -]{5,24}$/, '应为电话号码，如 0417-5800000（数字、空格和连字符，5 至 24 位）')

/** A post of the cycle, locked. @throws Refusal `not-found` */
export async function lockPost({ db, cycle }: Change, post: string): Promise<Post> {
  const row = await db.selectFrom('post').selectAll().where('cycle', '=', cycle).where('key', '=', post).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('not-found', `周期“${cycle}”中没有岗位“${post}”；用 post list ${cycle} 查看。`)
  return row
}
