import { openIncident } from '../records/incident.ts'
import { announceTasks } from '../records/notice.ts'
import { storeScores } from '../records/score.ts'
import { lockStep } from '../records/step.ts'
import { openTasks, wakeWhenLast, type TaskRow } from '../records/task.ts'
import type { Change } from '../records/transaction.ts'
import type { Silence } from '../scoring/pack/silence.ts'
import { rulesOf } from '../steps/index.ts'
import type { StepChange } from '../steps/rules.ts'
import { authorityOf, defaultGround, isLeading, POLICY_WORDS, silenceOf, silentFrom } from '../steps/silence.ts'
import { nameOf } from '../steps/units.ts'
import { windowFrom } from '../steps/windows.ts'
import { stepChange } from './open-step.ts'

const DECISION_DAYS = '3'

/**
 * Where whoever has to score has said nothing and the plan declares what counts then, it counts now: visibly, by the system, with the policy and what it
 * rests on. A step without a policy stays open.
 */
export async function applyDefaults(open: Change): Promise<void> {
  const { db, cycle } = open
  const steps = await db
    .selectFrom('step')
    .select(['key', 'spec'])
    .where('cycle', '=', cycle)
    .where('state', '=', 'open')
    .where('due_at', '<=', open.now)
    .orderBy('ord')
    .execute()
  for (const { key, spec } of steps) {
    if (!silenceOf({ spec })) continue
    const step = await lockStep(db, cycle, key, 'exclusive')
    if (step.state === 'open') await applyIn(await stepChange(open, step))
  }
}

async function applyIn(change: StepChange): Promise<void> {
  const silence = silenceOf(change)
  if (!silence) return
  const tasks = change.db.selectFrom('task').selectAll().where('cycle', '=', change.cycle).where('step', '=', change.step.key)
  const open = await tasks.where('state', '=', 'open').where('verb', '=', 'submit').orderBy('id').execute()
  for (const task of open)
    if (!isLeading(task) && silentFrom(task.due_at, silence, change.calendar) <= change.now) await applyTo(change, task, silence)
  await wakeWhenLast(change, change.step, rulesOf(change.spec.kind).window)
}

async function applyTo(change: StepChange, task: TaskRow, silence: Silence): Promise<void> {
  const { policy } = silence
  if (policy === 'askLeadingGroup') await askLeading(change, task, silence.body ?? '')
  else {
    const scores = (await rulesOf(change.spec.kind).byDefault?.(change, task, silence)) ?? null
    if (scores === null) return nothingToTake(change, task, silence)
    const mark = { policy, authority: authorityOf(change, silence), ground: defaultGround(change, task, silence) }
    await storeScores(
      change,
      scores.map((score) => ({ ...score, ...mark })),
    )
  }
  await change.db.updateTable('task').set({ state: 'lapsed', was_late: true, done_at: change.now }).where('id', '=', task.id).execute()
  await announceTasks(change, [task.id], 'lapsed')
  await change.log('default', change.step.key, { task: task.id, policy, authority: authorityOf(change, silence) })
}

/** The leading body gets a task of its own in place of the one that was silent. */
async function askLeading(change: StepChange, task: TaskRow, body: string): Promise<void> {
  const { assignee_unit, assignee_body, assignee_post } = task
  const assignee =
    assignee_unit !== null ? { unit: assignee_unit } : assignee_body !== null ? { body: assignee_body } : { post: assignee_post ?? '' }
  const title = `${task.title}（${nameOfBody(change, task)}未评，由领导组决定）`
  const { due, counted } = windowFrom(change, DECISION_DAYS)
  await openTasks(change, change.step.key, [
    {
      key: `${task.key}/领导组`,
      verb: 'submit',
      assignee,
      substitute: body,
      standsFor: task.id,
      title,
      due,
      counted,
      ...(task.unit === null ? {} : { unit: task.unit }),
    },
  ])
}

function nameOfBody({ pack }: StepChange, { assignee_body, assignee_unit }: TaskRow): string {
  return pack.roster.bodies.find(({ key }) => key === assignee_body)?.name ?? nameOf(pack, assignee_unit ?? '')
}

/** Where there is no score to take a mean of nothing is made up: the office is told, once, and the task stays open. */
async function nothingToTake(change: StepChange, task: TaskRow, silence: Silence): Promise<void> {
  const known = change.db.selectFrom('incident_task as i').innerJoin('incident as n', 'n.id', 'i.incident').select('n.id')
  if (await known.where('i.task', '=', task.id).where('n.kind', '=', 'silent').executeTakeFirst()) return
  const subject = task.assignee_body ?? task.assignee_unit ?? task.assignee_post ?? ''
  const name = nameOfBody(change, task)
  await openIncident(change, {
    kind: 'silent',
    subject,
    since: task.due_at,
    title: `${name}未评分，默认规则无从适用`,
    sentence: `“${name}”期限届满未评分（任务 ${task.id}，${task.title}），默认规则是${POLICY_WORDS[silence.policy]}（${authorityOf(change, silence)}），但还没有可以取平均的分数，任务仍开着。可以由考核办催办、改派（task reassign）或代评（task substitute-score）。`,
    tasks: [task.id],
  })
}
