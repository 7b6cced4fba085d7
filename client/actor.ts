import { dateAt, dueText } from '../calendar/index.ts'
import { packOfCycle } from '../records/pack.ts'
import { performersOf } from '../records/performer.ts'
import { Refusal } from '../records/refusal.ts'
import type { TaskRow } from '../records/task.ts'
import type { PostRow } from '../records/enter.ts'
import type { Change } from '../records/transaction.ts'

export type Post = PostRow

/** The post that acts. @throws Refusal `wrong-role` when the cycle has no such post, or nobody holds it */
export const actingPost = ({ cycle, post, actor }: Change): Post => held(cycle, post, actor)

/** Another post of the cycle. @throws Refusal `wrong-role` when there is none of this name, or nobody holds it */
export async function postNamed({ db, cycle }: Change, key: string): Promise<Post> {
  return held(cycle, key, await db.selectFrom('post').selectAll().where('cycle', '=', cycle).where('key', '=', key).executeTakeFirst())
}

function held(cycle: string, post: string, found: Post | undefined): Post {
  if (!found) throw new Refusal('wrong-role', `周期“${cycle}”中没有岗位“${post}”；用 --as 指明一个已登记的岗位。`)
  if (found.vacant_since !== null)
    throw new Refusal('wrong-role', `岗位“${post}”自 ${dateAt(found.vacant_since)} 起空缺，无人可以以其名义办理；补任后再办（post fill）。`)
  return found
}

/**
 * The post that acts on a task, as its assignee, as a substitute, or on behalf of a post that has delegated to it (`forPost` of the change is set
 * then). @throws Refusal `wrong-role` unless it is one of these, and nothing keeps it back
 */
export async function requireAssignee(change: Change, task: TaskRow): Promise<Post> {
  const post = actingPost(change)
  if (isOwnDuty(task, post)) return post
  const able = (await performersOf(change.db, task.id, change.now)).filter((each) => each.post === post.key)
  const as = able.find(({ forPost }) => forPost === null) ?? able[0]
  if (!as) throw await whyNot(change, task, post)
  change.forPost = as.forPost
  return post
}

/** What a post's own unit, or its body, has to do itself, judging nobody: nothing can keep the post back, so nobody need be asked. */
const isOwnDuty = (task: TaskRow, post: Post): boolean =>
  task.verb !== 'decide' && task.verb !== 'resolve' && (task.unit === null || task.unit === task.assignee_unit) && isInCharge(task, post)

/** Why a post may not act on a task, in words. */
async function whyNot(change: Change, task: TaskRow, post: Post): Promise<Refusal> {
  const held = await delegatorOf(change, post, task)
  const own = isInCharge(task, post)
  const named = `任务 ${task.id}（${task.title}）`
  if (own || held.running) {
    const unit = await unitOfPost(change, own ? post : (held.post ?? post))
    const interested = task.unit !== null && [unit, await unitOfPost(change, post)].includes(task.unit)
    if (interested && task.assignee_unit !== task.unit)
      return new Refusal('wrong-role', `“${post.body ?? post.unit ?? post.key}”不得办理涉及本单位的任务 ${task.id}（回避）。`)
    if (task.verb === 'decide')
      return new Refusal('wrong-role', `岗位“${post.key}”${await makerWords(change, task, post)}（任务 ${task.id}）。`)
    if (task.verb === 'resolve') return new Refusal('wrong-role', `岗位“${post.key}”参与过 ${task.unit} 的评分，复核应由其他人员办理。`)
  }
  if (held.ended !== null)
    return new Refusal(
      'wrong-role',
      `岗位“${post.key}”受“${held.post?.key}”委托代办已于 ${dueText(held.ended)} 结束，${named}应由委托人自己办理。`,
    )
  return new Refusal('wrong-role', `${named}应由“${await expected(change, task)}”办理，岗位“${post.key}”无权办理。`)
}

/** Maker is never checker, and neither is whoever acts for the maker. */
async function makerWords({ db }: Change, { about }: TaskRow, { key }: Post): Promise<string> {
  const made =
    about === null
      ? undefined
      : await db.selectFrom('submission').select(['by_post', 'for_post']).where('id', '=', about).executeTakeFirst()
  if (made?.by_post === key) return '是报送人，不能审核自己报送的内容'
  return `受报送人“${made?.for_post ?? made?.by_post ?? ''}”委托或由其代办，不能审核其报送的内容`
}

const isSame = (assignee: string | null, own: string | null): boolean => assignee !== null && assignee === own

function isInCharge(task: TaskRow, { key, unit, body }: Post): boolean {
  if (task.substitute_body !== null || task.substitute_post !== null)
    return task.substitute_post === key || isSame(task.substitute_body, body)
  return task.assignee_post === key || isSame(task.assignee_unit, unit) || isSame(task.assignee_body, body)
}

/** Whoever has delegated the task to a post, if anybody: `ended` when that is over. */
async function delegatorOf({ db, cycle, now }: Change, post: Post, task: TaskRow) {
  const rows = await db
    .selectFrom('delegation as d')
    .leftJoin('delegation_end as e', 'e.delegation', 'd.id')
    .select(['d.post', 'd.until_at', 'e.at as ended'])
    .where('d.cycle', '=', cycle)
    .where('d.to_post', '=', post.key)
    .where('d.from_at', '<=', now)
    .orderBy('d.id', 'desc')
    .execute()
  for (const row of rows) {
    const from = await db.selectFrom('post').selectAll().where('cycle', '=', cycle).where('key', '=', row.post).executeTakeFirstOrThrow()
    if (!isInCharge(task, from)) continue
    const end = row.ended !== null && row.ended < row.until_at ? row.ended : row.until_at
    return { post: from, running: end > now, ended: end > now ? null : end }
  }
  return { post: null, running: false, ended: null }
}

async function expected(change: Change, task: TaskRow): Promise<string> {
  const { substitute_post, substitute_body, assignee_post, assignee_unit, assignee_body } = task
  const owner = assignee_post ?? assignee_unit ?? (await nameOfBody(change, assignee_body ?? ''))
  if (substitute_post === null && substitute_body === null) return owner
  return `${substitute_post ?? (await nameOfBody(change, substitute_body ?? ''))}（代“${owner}”）`
}

/** @throws Refusal `wrong-role` unless the post belongs to a body of this role, such as `office` */
export async function requireRole(change: Change, role: string): Promise<Post> {
  const post = actingPost(change)
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

async function nameOfBody({ db, cycle }: Change, body: string): Promise<string> {
  const row = await db.selectFrom('body').select('name').where('cycle', '=', cycle).where('key', '=', body).executeTakeFirst()
  return row?.name ?? body
}

/** The unit to which a post belongs, by itself or by its body. */
export async function unitOfPost({ db, cycle }: Change, { unit, body }: Post): Promise<string | null> {
  if (unit !== null || body === null) return unit
  const row = await db.selectFrom('body').select('unit').where('cycle', '=', cycle).where('key', '=', body).executeTakeFirst()
  return row?.unit ?? null
}
