import type { Selectable } from 'kysely'
import { packOfCycle } from '../records/pack.ts'
import { Refusal } from '../records/refusal.ts'
import type { Schema } from '../records/schema.ts'
import type { TaskRow } from '../records/task.ts'
import type { Change } from '../records/transaction.ts'

export type Post = Selectable<Schema['post']>

/** The post that acts. @throws Refusal `wrong-role` when the cycle has no such post */
export async function actingPost({ db, cycle, post }: Change): Promise<Post> {
  const found = await db.selectFrom('post').selectAll().where('cycle', '=', cycle).where('key', '=', post).executeTakeFirst()
  if (!found) throw new Refusal('wrong-role', `周期“${cycle}”中没有岗位“${post}”；用 --as 指明一个已登记的岗位。`)
  return found
}

/** @throws Refusal `wrong-role` unless the task is this post's, its unit's or its body's, and not about its own unit */
export async function requireAssignee(change: Change, task: TaskRow): Promise<Post> {
  const post = await actingPost(change)
  const mine = task.assignee_post === post.key || isSame(task.assignee_unit, post.unit) || isSame(task.assignee_body, post.body)
  if (!mine) {
    const expected = task.assignee_post ?? task.assignee_unit ?? (await nameOfBody(change, task.assignee_body ?? ''))
    throw new Refusal('wrong-role', `任务 ${task.id}（${task.title}）应由“${expected}”办理，岗位“${post.key}”无权办理。`)
  }
  if (task.assignee_body !== null && task.unit !== null && (await unitOfBody(change, task.assignee_body)) === task.unit)
    throw new Refusal('wrong-role', `“${task.assignee_body}”不得办理涉及本单位的任务 ${task.id}（回避）。`)
  return post
}

/** @throws Refusal `wrong-role` unless the post belongs to a body of this role, such as `office` */
export async function requireRole(change: Change, role: string): Promise<Post> {
  const post = await actingPost(change)
  const body = await change.db
    .selectFrom('body')
    .select('role')
    .where('cycle', '=', change.cycle)
    .where('key', '=', post.body ?? '')
    .executeTakeFirst()
  if (body?.role !== role) {
    const { roster } = await packOfCycle(change.db, change.cycle)
    const expected = roster.bodies.filter((each) => each.role === role).map((each) => each.name)
    throw new Refusal('wrong-role', `此事应由“${expected.join('、')}”办理，岗位“${post.key}”无权办理。`)
  }
  return post
}

const isSame = (assignee: string | null, own: string | null): boolean => assignee !== null && assignee === own

async function nameOfBody({ db, cycle }: Change, body: string): Promise<string> {
  const row = await db.selectFrom('body').select('name').where('cycle', '=', cycle).where('key', '=', body).executeTakeFirst()
  return row?.name ?? body
}

async function unitOfBody({ db, cycle }: Change, body: string): Promise<string | null> {
  const row = await db.selectFrom('body').select('unit').where('cycle', '=', cycle).where('key', '=', body).executeTakeFirst()
  return row?.unit ?? null
}
