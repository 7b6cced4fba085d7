import { z } from 'zod'
import { closeIncidents } from '../../records/incident.ts'
import { packOfCycle } from '../../records/pack.ts'
import { performersOf } from '../../records/performer.ts'
import { storeReassignments } from '../../records/reassignment.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { lockTask, type TaskRow } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { requireRole } from '../actor.ts'
import type { Call } from './verb.ts'

const TaskId = z.string().regex(/^\d{1,18}$/, '应为任务编号')
const Reassignment = z.strictObject({
  tasks: z.array(TaskId).default([]),
  of: Text.optional(),
  to: Text,
  document: Text,
  reason: Text,
})
/** Who acts on these tasks from now on, or on all open ones of a unit, a body or a post (`of`): a body, or one post. */
export type ReassignInput = z.input<typeof Reassignment>
/** `told`: who is to act on each now. */
export type Reassigned = { task: Id; title: string; was: string; becomes: string; told: string | null }[]

/**
 * Gives open tasks to somebody else, who is told. The task stays whose it was; what counts for scoring does not change. All or none: one that the new
 * one may not do (recusal, maker and checker) is named, and nothing is moved.
 * @throws Refusal `wrong-role`, `bad-input`, `not-found`, `already-done`
 */
export async function reassign(call: Call, input: ReassignInput): Promise<Reassigned> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { tasks, of, to, document, reason } = parseContent(Reassignment, input, '改派')
    const ids = await idsOf(open, tasks, of)
    const target = await targetOf(open, to)
    const moved: Reassigned = []
    for (const id of ids) moved.push(await moveOne(open, await lockTask(open, id), target, to))
    await storeReassignments(
      open,
      moved.map(({ task, was, becomes }) => ({ task, cause: 'ordered', was, becomes, document, reason })),
    )
    await open.log('reassign', to, { tasks: ids, of: of ?? null, document, reason })
    await closeIncidents(open)
    return moved
  })
}

async function idsOf({ db, cycle }: Change, tasks: readonly Id[], of: string | undefined): Promise<Id[]> {
  if ((tasks.length === 0) === (of === undefined))
    throw new Refusal('bad-input', '改派应指明任务编号，或以 --of 指明全部未办任务所属的单位、机构或岗位，二者取一。')
  if (of === undefined) return [...new Set(tasks)]
  const rows = await db
    .selectFrom('task')
    .select('id')
    .where('cycle', '=', cycle)
    .where('state', '=', 'open')
    .where((is) => is.or([is('assignee_body', '=', of), is('assignee_unit', '=', of), is('assignee_post', '=', of)]))
    .orderBy('id')
    .execute()
  if (rows.length === 0) throw new Refusal('not-found', `“${of}”没有未办的任务。`)
  return rows.map(({ id }) => id)
}

type Target = { substitute_body: string | null; substitute_post: string | null }

async function targetOf({ db, cycle }: Change, to: string): Promise<Target> {
  const { roster } = await packOfCycle(db, cycle)
  if (roster.bodies.some(({ key }) => key === to)) return { substitute_body: to, substitute_post: null }
  const post = await db.selectFrom('post').select('key').where('cycle', '=', cycle).where('key', '=', to).executeTakeFirst()
  if (!post) throw new Refusal('not-found', `周期“${cycle}”中没有名为“${to}”的机构或岗位，未予改派。`)
  return { substitute_body: null, substitute_post: to }
}

async function moveOne(open: Change, task: TaskRow, target: Target, to: string): Promise<Reassigned[number]> {
  if (task.state !== 'open') throw new Refusal('already-done', `任务 ${task.id}（${task.title}）已经办结或失效，不能改派。`)
  const owner = task.assignee_post ?? task.assignee_unit ?? task.assignee_body ?? ''
  const own = to === owner
  const becomes = own ? { substitute_body: null, substitute_post: null } : target
  await open.db.updateTable('task').set(becomes).where('id', '=', task.id).execute()
  const [first] = await performersOf(open.db, task.id, open.now)
  if (!first) throw new Refusal('wrong-role', `任务 ${task.id}（${task.title}）不能改派给“${to}”：岗位空缺，或须回避。全部未予改派。`)
  return { task: task.id, title: task.title, was: task.substitute_post ?? task.substitute_body ?? owner, becomes: to, told: first.post }
}
