import { z } from 'zod'
import { storeHolding } from '../../records/holding.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { standIn } from '../../records/substitute.ts'
import { change, type Change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { requireRole, type Post } from '../actor.ts'
import { lockPost } from './post-person.ts'
import { hashed } from './register-post.ts'
import type { Call } from './verb.ts'

const Vacancy = z.strictObject({ post: z.string(), document: Text, reason: Text })
/** A post that nobody holds any more, by which document, and why. */
export type VacatePostInput = z.infer<typeof Vacancy>
/** `moved`: open tasks that went to a substitute; `incidents`: what nobody can act on now. */
export type VacatedPost = { post: string; since: string; moved: Id[]; incidents: Id[] }

/** What stands where a name would. */
const NOBODY = '（空缺）'

/**
 * A post falls vacant. Whoever held it keeps what they have done; open tasks that nobody else of the unit or body can act on go by the rule of
 * the pack to a substitute, or become an incident that the office is told of.
 * @throws Refusal `wrong-role`, `not-found`, `bad-input`, `already-done`, `conflict` for the last post of the office
 */
export async function vacatePost(call: Call, input: VacatePostInput): Promise<VacatedPost> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { post, document, reason } = parseContent(Vacancy, input, '岗位空缺')
    const was = await lockPost(open, post)
    if (was.vacant_since !== null) throw new Refusal('already-done', `岗位“${post}”已经空缺，不能重复办理。`)
    await requireOfficeStays(open, was)
    const values = { name: NOBODY, mail: null, phone: null, vacant_since: open.now }
    await open.db.updateTable('post').set(values).where('cycle', '=', call.cycle).where('key', '=', post).execute()
    const { name, mail, phone } = was
    await storeHolding(open, { post, change: 'vacated', name, mail, phone, document, reason })
    await open.log('vacate-post', post, { was: hashed(was), document, reason })
    const { moved, incidents } = await standIn(open)
    return { post, since: open.now, moved, incidents }
  })
}

/** Without an office nobody could fill a post again. */
async function requireOfficeStays({ db, cycle }: Change, { key, body }: Post): Promise<void> {
  const others = await db
    .selectFrom('post as p')
    .innerJoin('body as b', (on) => on.onRef('b.cycle', '=', 'p.cycle').onRef('b.key', '=', 'p.body'))
    .select(['p.key', 'b.key as body'])
    .where('p.cycle', '=', cycle)
    .where('b.role', '=', 'office')
    .where('p.vacant_since', 'is', null)
    .execute()
  const own = others.some((each) => each.body === body)
  if (own && others.every((each) => each.key === key))
    throw new Refusal('conflict', `“${key}”是考核办唯一在任的岗位，不能空缺：请先补任考核办的另一个岗位，否则无人可以办理补任。`)
}
