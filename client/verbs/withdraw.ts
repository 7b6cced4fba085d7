import { requireRunning } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { lockStep, stepsOf, type StepRow } from '../../records/step.ts'
import { submissionById, type SubmissionRow } from '../../records/submission.ts'
import { lockTask, openTasks, taskById, wakeWhenLast, type NewTask, type TaskRow } from '../../records/task.ts'
import { change, oneAtATime, type Change } from '../../records/transaction.ts'
import { packOfCycle } from '../../records/pack.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { rulesOf } from '../../steps/index.ts'
import { windowFrom } from '../../steps/windows.ts'
import { actingPost, postNamed, requireAssignee } from '../actor.ts'
import type { Call } from './verb.ts'

const AGAIN_DAYS = '2'
/** What is withdrawn: what was handed in for a task, or, of one's own accord in a window, a submission. */
export type WithdrawInput = { reason: string } & ({ task: Id } | { submission: Id })
/** `task`: the one that is open again, with its due instant; null for what was handed in of one's own accord. */
export type Withdrawn = { submission: Id; task: Id | null; due: string | null; cancelled: Id[] }

/**
 * The submitter withdraws what it handed in, before it is decided on: the review of it is cancelled, and the task opens again with its due date, or a
 * fresh window where that is past. Everything stays on record. Withdrawn twice it is withdrawn once, and the first answer is given.
 * @throws Refusal `wrong-role`, `already-done` when it was decided on, `conflict` when it cannot be withdrawn, `bad-input`, `not-found`
 */
export async function withdraw(call: Call, input: WithdrawInput): Promise<Withdrawn> {
  return change(call.database, call, async (open) => {
    parseContent(Text, input.reason, '撤回的理由')
    const submission = await withdrawnOne(open, input)
    await oneAtATime(open.db, `${call.cycle}/withdraw/${submission.id}`)
    const task = submission.task === null ? null : await taskById(open.db, call.cycle, submission.task)
    await requireMaker(open, submission, task)
    const before = await answerBefore(open, submission.id)
    if (before) return before
    const reviews = await reviewsOf(open, submission.id)
    const steps = await lockStepsOf(open, [submission.step, ...reviews.map(({ step }) => step)])
    await requireRunning(open)
    const own = steps.get(submission.step)!
    if (!rulesOf(own.spec.kind).withdrawable)
      throw new Refusal('conflict', `环节“${own.name}”报送的内容即时生效，不能撤回；确有错误的，请考核办更正。`)
    const cancelled = await cancel(open, reviews)
    const again = task === null ? null : await openAgain(open, { own, task, review: reviews[0], steps })
    const row = {
      cycle: call.cycle,
      submission: submission.id,
      task: again?.id ?? null,
      reason: input.reason,
      by_post: open.post,
      at: open.now,
    }
    await open.db.insertInto('withdrawal').values(row).execute()
    await open.log('withdraw', own.key, { submission: submission.id, reason: input.reason, cancelled, again: again?.id ?? null })
    for (const step of steps.values()) if (step.state === 'open') await wakeWhenLast(open, step, rulesOf(step.spec.kind).window)
    return { submission: submission.id, task: again?.id ?? null, due: again?.due_at ?? null, cancelled }
  })
}

async function withdrawnOne({ db, cycle }: Change, input: WithdrawInput): Promise<SubmissionRow> {
  const task = 'task' in input ? await taskById(db, cycle, input.task) : null
  if (task !== null && task.verb !== 'submit')
    throw new Refusal('conflict', `任务 ${task.id}（${task.title}）要办的是 ${task.verb}，没有报送可以撤回。`)
  const which = 'task' in input ? ({ column: 'task', id: input.task } as const) : ({ column: 'id', id: input.submission } as const)
  const found = /^\d{1,18}$/.test(which.id)
    ? await db
        .selectFrom('submission')
        .select('id')
        .where('cycle', '=', cycle)
        .where(which.column, '=', which.id)
        .orderBy('id', 'desc')
        .executeTakeFirst()
    : undefined
  if (found) return submissionById(db, found.id)
  throw new Refusal(
    'not-found',
    task === null ? `周期“${cycle}”中没有编号为“${which.id}”的报送。` : `任务 ${task.id}（${task.title}）还没有报送，无可撤回。`,
  )
}

/** Whoever could hand it in may take it back: the task's assignee, or for a window the unit or body of whoever did. */
async function requireMaker(open: Change, submission: SubmissionRow, task: TaskRow | null): Promise<void> {
  if (task !== null) return void (await requireAssignee(open, task))
  const post = actingPost(open)
  const maker = await postNamed(open, submission.by_post)
  const same =
    post.key === maker.key || (post.unit !== null && post.unit === maker.unit) || (post.body !== null && post.body === maker.body)
  if (!same)
    throw new Refusal('wrong-role', `报送 ${submission.id} 应由报送它的“${maker.unit ?? maker.body}”撤回，岗位“${post.key}”无权撤回。`)
}

async function answerBefore({ db }: Change, submission: Id): Promise<Withdrawn | undefined> {
  const row = await db.selectFrom('withdrawal').select(['task']).where('submission', '=', submission).executeTakeFirst()
  if (!row) return undefined
  const again = row.task === null ? null : await db.selectFrom('task').select('due_at').where('id', '=', row.task).executeTakeFirstOrThrow()
  const cancelled = db.selectFrom('task').select('id').where('about', '=', submission).where('state', '=', 'cancelled').orderBy('id')
  return { submission, task: row.task, due: again?.due_at ?? null, cancelled: (await cancelled.execute()).map(({ id }) => id) }
}

/** What is to be decided about it. @throws Refusal `already-done` when something was */
async function reviewsOf({ db, cycle }: Change, submission: Id): Promise<TaskRow[]> {
  return db
    .selectFrom('task')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('about', '=', submission)
    .where('state', '<>', 'cancelled')
    .orderBy('id')
    .execute()
}

/** Locks in the order of the plan, as everybody who locks several steps does. */
async function lockStepsOf(open: Change, keys: readonly string[]): Promise<Map<string, StepRow>> {
  const locked = new Map<string, StepRow>()
  for (const { key } of await stepsOf(open.db, open.cycle))
    if (keys.includes(key)) locked.set(key, await lockStep(open.db, open.cycle, key, 'exclusive'))
  return locked
}

async function cancel(open: Change, reviews: readonly TaskRow[]): Promise<Id[]> {
  for (const { id } of reviews) {
    const { state, title } = await lockTask(open, id)
    if (state === 'open') continue
    throw new Refusal('already-done', `“${title}”已经办结（任务 ${id}），不能再撤回；请待退回，或按程序申请调整。`)
  }
  const ids = reviews.map(({ id }) => id)
  if (ids.length > 0) await open.db.updateTable('task').set({ state: 'cancelled', done_at: open.now }).where('id', 'in', ids).execute()
  return ids
}

type Reopening = { own: StepRow; task: TaskRow; review: TaskRow | undefined; steps: Map<string, StepRow> }

/** The task opens again as a new one, so that what was done stays as it was; in the step of the review where its own is over. */
async function openAgain(open: Change, { own, task, review, steps }: Reopening): Promise<TaskRow> {
  const over = own.state === 'settled'
  const step = over ? steps.get(review?.step ?? '') : own
  const rules = step === undefined ? undefined : rulesOf(step.spec.kind)
  if (step === undefined || step.state !== 'open' || (over && !rules?.again))
    throw new Refusal('conflict', `环节“${own.name}”已经办结，尚无审核任务，不能撤回；请待审核开始后撤回，或待退回。`)
  const context = { ...open, step, spec: step.spec, pack: await packOfCycle(open.db, open.cycle) }
  const timing = task.due_at > open.now ? { due: task.due_at } : windowFrom(open, AGAIN_DAYS, '撤回')
  const next: NewTask = over && rules?.again ? rules.again(context, review!) : { ...copyOf(task), key: `${task.key}/撤回`, ...timing }
  const [id] = await openTasks(open, step.key, [next], 'returned')
  if (id === undefined) throw new Refusal('conflict', `任务“${task.title}”已经重新开启。`)
  return taskById(open.db, open.cycle, id)
}

function copyOf({ unit, assignee_unit, assignee_body, assignee_post, about, title }: TaskRow): Omit<NewTask, 'key' | 'due'> {
  const assignee =
    assignee_unit !== null ? { unit: assignee_unit } : assignee_body !== null ? { body: assignee_body } : { post: assignee_post ?? '' }
  return { verb: 'submit', assignee, title, ...(unit === null ? {} : { unit }), ...(about === null ? {} : { about }) }
}
