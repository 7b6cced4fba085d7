import { z } from 'zod'
import { closeIncidents } from '../../records/incident.ts'
import { packOfCycle } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { lockStep } from '../../records/step.ts'
import { storeSubmission } from '../../records/submission.ts'
import { finishTask, lockTask, taskById, wakeWhenLast, type TaskRow } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import type { StepKind } from '../../scoring/pack/plan.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { rulesOf } from '../../steps/index.ts'
import type { StepChange } from '../../steps/rules.ts'
import { requireRole, unitOfPost } from '../actor.ts'
import { storeDecision } from './decide.ts'
import type { Call } from './verb.ts'

const Why = z.strictObject({ document: Text, reason: Text })
/** A task is passed over (越过): by which document, and why. */
export type BypassInput = { task: Id } & z.infer<typeof Why>
/** A score that the office hands in where nobody else does; `content` as its step takes it in. */
export type SubstituteScoreInput = BypassInput & { content: unknown }
/** `prepared`: it waits for another post of the office (`confirm`). `opened`: the tasks that come of it. */
export type Repaired = { task: Id; title: string; state: 'prepared' | 'done'; opened: string[]; means: string }

/** Steps whose submissions are scores, or decide about them. */
export const SCORING: readonly StepKind[] = ['assessment', 'verification', 'deliberation', 'evaluation', 'results', 'parameters']

/**
 * Passes over a task on which nobody acts. It is then neither done nor approved, and says so; what depends on it goes on without it. One that
 * touches a score or a decision waits for a second post.
 * @throws Refusal `wrong-role`, `bad-input`, `not-found`, `already-done`, `conflict` for what can never be passed over
 */
export async function bypass(call: Call, { task: id, ...why }: BypassInput): Promise<Repaired> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { document, reason } = parseContent(Why, why, '越过')
    const { context, task } = await repairable(open, id)
    if (task.verb !== 'decide' && !SCORING.includes(context.spec.kind)) return passOver(context, task, { document, reason })
    await prepare(open, task, 'bypass', {}, { document, reason })
    return { task: id, title: task.title, state: 'prepared', opened: [], means: meaning(context, task) }
  })
}

/** Hands in a score where nobody else does; always confirmed by a second post. @throws Refusal as `bypass`, and when the content is not as the step wants it */
export async function substituteScore(call: Call, { task: id, content, ...why }: SubstituteScoreInput): Promise<Repaired> {
  return change(call.database, call, async (open) => {
    const post = await requireRole(open, 'office')
    const { document, reason } = parseContent(Why, why, '代评')
    const { context, task } = await repairable(open, id)
    if (task.verb !== 'submit' || !SCORING.includes(context.spec.kind))
      throw new Refusal('conflict', `任务 ${id}（${task.title}）不是评分，不能代评。`)
    if (task.unit !== null && (await unitOfPost(open, post)) === task.unit)
      throw new Refusal('wrong-role', `“${post.key}”不得办理涉及本单位的任务 ${id}（回避）。`)
    const shape = await rulesOf(context.spec.kind).content?.(context, task)
    if (shape) parseContent(shape, content, context.step.name)
    await prepare(open, task, 'substituteScore', content as object, { document, reason })
    return { task: id, title: task.title, state: 'prepared', opened: [], means: '经另一岗位确认后，作为该任务的得分。' }
  })
}

/** Another post of the office confirms what was prepared for a task; only then does it happen. @throws Refusal `wrong-role` for whoever prepared it, `not-found` */
export async function confirmRepair(call: Call, { task: id }: { task: Id }): Promise<Repaired> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { context, task } = await repairable(open, id)
    const repair = await pendingOf(open, id)
    if (!repair) throw new Refusal('not-found', `任务 ${id}（${task.title}）没有待确认的越过或代评。`)
    if (repair.by_post === open.post) throw new Refusal('wrong-role', `岗位“${open.post}”提出的，应由考核办的另一个岗位确认。`)
    const row = { repair: repair.id, cycle: open.cycle, by_post: open.post, at: open.now }
    await open.db.insertInto('repair_confirmation').values(row).execute()
    const { document, reason } = repair
    return repair.kind === 'bypass'
      ? passOver(context, task, { document, reason })
      : handInstead(context, task, repair.content, { document, reason })
  })
}

async function repairable(open: Change, id: Id): Promise<{ context: StepChange; task: TaskRow }> {
  const { step: key } = await taskById(open.db, open.cycle, id)
  const step = await lockStep(open.db, open.cycle, key, 'exclusive')
  const task = await lockTask(open, id)
  if (task.state !== 'open') throw new Refusal('already-done', `任务 ${id}（${task.title}）已经办结或失效，不需要处理。`)
  if (task.verb !== 'submit' && task.verb !== 'decide')
    throw new Refusal('conflict', `任务 ${id}（${task.title}）是签收、答复或公布，不能越过：这是单位的权利或最后的一步。`)
  return { context: { ...open, step, spec: step.spec, pack: await packOfCycle(open.db, open.cycle) }, task }
}

const pendingOf = ({ db }: Change, task: Id) =>
  db
    .selectFrom('repair as r')
    .leftJoin('repair_confirmation as c', 'c.repair', 'r.id')
    .selectAll('r')
    .where('r.task', '=', task)
    .where('c.repair', 'is', null)
    .orderBy('r.id', 'desc')
    .executeTakeFirst()

async function prepare(open: Change, task: TaskRow, kind: 'bypass' | 'substituteScore', content: object, why: z.infer<typeof Why>) {
  const row = { cycle: open.cycle, task: task.id, kind, content: JSON.stringify(content), ...why, by_post: open.post, at: open.now }
  await open.db.insertInto('repair').values(row).execute()
  await open.log('prepare-repair', task.step, { task: task.id, kind, ...why })
}

async function passOver(context: StepChange, task: TaskRow, { document, reason }: z.infer<typeof Why>): Promise<Repaired> {
  const { db, now, step } = context
  if (task.verb === 'decide') await storeDecision(context, task, { outcome: 'bypass', reason, document })
  await db.updateTable('task').set({ state: 'bypassed', done_at: now }).where('id', '=', task.id).execute()
  const before = await lastTask(context)
  await rulesOf(context.spec.kind).bypassed?.(context, task)
  await context.log('bypass', step.key, { task: task.id, document, reason })
  await closeIncidents(context)
  await wakeWhenLast(context, step, rulesOf(context.spec.kind).window)
  return { task: task.id, title: task.title, state: 'done', opened: await openedSince(context, before), means: meaning(context, task) }
}

async function handInstead(context: StepChange, task: TaskRow, content: unknown, why: z.infer<typeof Why>): Promise<Repaired> {
  const { step, spec } = context
  const rules = rulesOf(spec.kind)
  const shape = await rules.content?.(context, task)
  if (!shape) throw new Refusal('conflict', `环节“${step.name}”不接收报送。`)
  const parsed = parseContent(shape, content, step.name)
  const unit = task.unit === null ? {} : { unit: task.unit }
  const submission = await storeSubmission(context, { step: step.key, task: task.id, content: parsed, ...unit })
  await finishTask(context, task, { step, window: rules.window })
  const before = await lastTask(context)
  await rules.accept?.(context, submission, task)
  await context.log('substitute-score', step.key, { task: task.id, submission: submission.id, ...why })
  await closeIncidents(context)
  return { task: task.id, title: task.title, state: 'done', opened: await openedSince(context, before), means: '作为该任务的得分。' }
}

async function lastTask({ db }: Change): Promise<Id> {
  const row = await db
    .selectFrom('task')
    .select((is) => is.fn.max('id').as('id'))
    .executeTakeFirst()
  return row?.id ?? '0'
}

async function openedSince({ db, cycle }: Change, before: Id): Promise<string[]> {
  const rows = await db.selectFrom('task').select('title').where('cycle', '=', cycle).where('id', '>', before).orderBy('id').execute()
  return rows.map(({ title }) => title)
}

/** What it means that a task is passed over, in words. */
function meaning({ spec }: StepChange, { verb }: TaskRow): string {
  if (spec.kind === 'approval') return '这一机构没有审定，记为越过，不是批准；由下一机构照常审定。'
  if (spec.kind === 'review') return '这份申报没有通过审核，不进任务书。'
  if (verb === 'decide') return '所申请的事项没有批准，不予计入。'
  return SCORING.includes(spec.kind) ? '这一部分没有得分，不是零分；依赖它的成绩待定。' : '这一份没有报送，不再等待。'
}
