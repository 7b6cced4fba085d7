import { z } from 'zod'
import { dateAt } from '../calendar/index.ts'
import type { Pack } from '../scoring/index.ts'
import { Refusal } from '../records/refusal.ts'
import { submissionById, type SubmissionRow } from '../records/submission.ts'
import { openTasks, type NewTask, type TaskRow } from '../records/task.ts'
import { IsoDate, Key, Text } from './content.ts'
import type { StepChange } from './rules.ts'
import { nameOf } from './units.ts'
import { laterOf, windowFrom } from './windows.ts'

const SIGN_DAYS = '3'
const PLAN = '/方案'
const SIGNATURE = '/签字'

/** Who goes where and when, handed in before anybody goes; `of` is the unit or body that a member comes from. */
export const VisitPlan = z.strictObject({
  team: z
    .array(z.strictObject({ name: Text, of: Key }))
    .min(2, '核验组至少两人')
    .refine((team) => new Set(team.map(({ name }) => name)).size === team.length, '同一人只能列一次'),
  visits: z.array(z.strictObject({ on: IsoDate, place: Text })).min(1, '至少一处'),
})
export type VisitPlan = z.infer<typeof VisitPlan>

/** The unit signs what was found, or refuses to and says why; what was found stands either way. */
export const Signature = z
  .strictObject({ outcome: z.enum(['signed', 'refused']), by: Text, reason: Text.optional() })
  .refine(({ outcome, reason }) => outcome === 'signed' || reason !== undefined, { path: ['reason'], error: '拒绝签字的应写明理由' })
export type Signature = z.infer<typeof Signature>

/** Which part of a visit a task asks for. */
export const partOf = ({ key }: Pick<TaskRow, 'key'>): 'plan' | 'findings' | 'signature' =>
  key.endsWith(PLAN) ? 'plan' : key.endsWith(SIGNATURE) ? 'signature' : 'findings'

/** The task with which a visit begins: its plan, where the step asks for one. */
export const firstTask = ({ spec }: StepChange<'verification'>, visit: NewTask): NewTask =>
  spec.asks?.includes('plan') ? { ...visit, key: `${visit.key}${PLAN}`, title: `${visit.title}（方案）` } : visit

/** A plan opens the task of the visit. @throws Refusal `bad-input` where a day is past, or a member comes from the unit itself */
export async function acceptPlan(change: StepChange<'verification'>, submission: SubmissionRow, task: TaskRow): Promise<void> {
  const { team, visits } = submission.content as VisitPlan
  const unit = submission.unit ?? ''
  const past = visits.find(({ on }) => on < dateAt(change.now))
  if (past) throw new Refusal('bad-input', `方案应在核验之前报，核验日期应为今日或以后，实为 ${past.on}，未予保存。`)
  requireRecusal(change.pack, unit, team)
  await openTasks(change, change.step.key, [
    {
      key: task.key.slice(0, -PLAN.length),
      verb: 'submit',
      unit,
      assignee: { body: task.assignee_body ?? '' },
      about: submission.id,
      title: `${change.step.name}：${nameOf(change.pack, unit)}`,
      due: laterOf(change.step.due_at, change.now),
    },
  ])
}

function requireRecusal({ roster }: Pack, unit: string, team: VisitPlan['team']): void {
  for (const { name, of } of team) {
    const body = roster.bodies.find(({ key }) => key === of)
    if (!body && !roster.units.some(({ key }) => key === of))
      throw new Refusal('bad-input', `核验组成员 ${name} 所在的单位或机构应在名册中，实为“${of}”，未予保存。`)
    if (of === unit || body?.unit === unit) throw new Refusal('bad-input', `核验组成员 ${name} 来自被核验的“${unit}”，应当回避，未予保存。`)
  }
}

/** @throws Refusal `bad-input` unless those who went are those of the plan, and not before the first day of it */
export async function requireAsPlanned(change: StepChange, task: TaskRow | undefined, team: readonly string[], on: string): Promise<void> {
  if (!task?.about) return
  const plan = (await submissionById(change.db, task.about)).content as VisitPlan
  const names = plan.team.map(({ name }) => name)
  const others = team.filter((name) => !names.includes(name))
  if (others.length > 0) throw new Refusal('bad-input', `核验组应为方案所列的 ${names.join('、')}，实有 ${others.join('、')}，未予保存。`)
  const first = plan.visits.map((visit) => visit.on).toSorted()[0] ?? on
  if (on < first) throw new Refusal('bad-input', `核验日期应不早于方案所定的 ${first}，实为 ${on}，未予保存。`)
}

/** What was found is put before the unit to be signed, where the step asks for it. */
export async function askSignature(
  change: StepChange<'verification'>,
  submission: SubmissionRow,
  task: TaskRow | undefined,
): Promise<void> {
  if (!change.spec.asks?.includes('signature')) return
  const unit = submission.unit ?? ''
  await openTasks(change, change.step.key, [
    {
      key: `${task?.key ?? unit}${SIGNATURE}`,
      verb: 'submit',
      unit,
      assignee: { unit },
      about: submission.id,
      title: `${change.step.name}：${nameOf(change.pack, unit)} 对核验结论签字`,
      ...windowFrom(change, SIGN_DAYS, '收到', change.step.due_at),
    },
  ])
}
