import { z } from 'zod'
import { dueText } from '../../calendar/index.ts'
import { lockAppeal } from '../../records/appeal.ts'
import { taskBook } from '../../records/indicator.ts'
import { packOfCycle } from '../../records/pack.ts'
import { requireRunning } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { storeSubmission } from '../../records/submission.ts'
import { openTasks } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { compare } from '../../scoring/decimal.ts'
import { Key, parseContent, Points, Text } from '../../steps/content.ts'
import { nameOf, officeOf } from '../../steps/units.ts'
import { windowFrom } from '../../steps/windows.ts'
import { actingPost } from '../actor.ts'
import { storeEvidence, type EvidenceFile } from '../evidence.ts'
import type { Call } from './verb.ts'

const Application = z.strictObject({
  claims: z.array(z.strictObject({ indicator: Key.optional(), asks: Points.optional(), ground: Text })).min(1, '至少一项'),
})
/** An application for review (考评复核申请表): what the unit contests, what it asks for, and why. */
export type AppealInput = { unit: string; content: unknown; evidence?: readonly EvidenceFile[] }
export type Appealed = { submission: Id; task: Id; at: string }

/**
 * Files a unit's appeal, once and within its window. It goes to the office for review by people other than the scorers.
 * @throws Refusal `too-late` (逾期未复核视同自动放弃), `already-done`, `wrong-role`, `bad-input`, `not-found`
 */
export async function appeal(call: Call, input: AppealInput): Promise<Appealed> {
  return change(call.database, call, async (open) => {
    const post = actingPost(open)
    if (post.unit !== input.unit) throw new Refusal('wrong-role', `复核应由“${input.unit}”自己申请，岗位“${post.key}”无权申请。`)
    const row = await lockAppeal(open.db, call.cycle, input.unit)
    await requireRunning(open)
    if (row.state === 'filed' || row.state === 'granted' || row.state === 'refused')
      throw new Refusal('already-done', `${input.unit} 已经申请过复核，不能重复申请。`)
    if (row.state === 'waived' || row.due_at <= open.now)
      throw new Refusal('too-late', `复核申请的期限是 ${dueText(row.due_at)}（北京时间），逾期视同自动放弃，未予接收。${row.why}`)
    const content = parseContent(Application, input.content, '考评复核申请表')
    await requireContestable(open, input.unit, content)
    const evidence = await storeEvidence(open, input.evidence ?? [])
    const step = await appealsStep(open, row.step)
    const submission = await storeSubmission(open, { step: step.key, unit: input.unit, content, evidence })
    await open.db
      .updateTable('appeal')
      .set({ state: 'filed', submission: submission.id })
      .where('cycle', '=', call.cycle)
      .where('unit', '=', input.unit)
      .execute()
    const task = await openReview(open, input.unit, submission.id, step)
    await open.log('appeal', `appeal/${input.unit}`, { submission: submission.id, task, evidence })
    return { submission: submission.id, task, at: open.now }
  })
}

/** A unit appeals once: what cannot be granted is turned down before the appeal is used up. */
async function requireContestable({ db, cycle }: Change, unit: string, { claims }: z.infer<typeof Application>): Promise<void> {
  const full = new Map((await taskBook(db, cycle, unit)).map((each) => [each.key, each.full_points]))
  for (const { indicator, asks = '0' } of claims) {
    if (indicator === undefined) continue
    const most = full.get(indicator)
    if (most === undefined) throw new Refusal('bad-input', `${unit} 的任务书中没有序号为“${indicator}”的指标，未予接收；复核仍可申请。`)
    if (compare(asks, most) > 0)
      throw new Refusal('bad-input', `指标 ${indicator} 请求的得分应不超过 ${most} 分，实为 ${asks} 分，未予接收；复核仍可申请。`)
  }
}

async function appealsStep({ db, cycle }: Change, feedback: string): Promise<{ key: string; answerWindow: string }> {
  const steps = await db.selectFrom('step').select(['key', 'spec']).where('cycle', '=', cycle).execute()
  const forms = steps.find((step) => step.key === feedback)?.spec
  const appeals = steps.find((step) => step.spec.kind === 'appeals' && step.spec.of === feedback)
  if (!appeals || forms?.kind !== 'feedback') throw new Refusal('conflict', `plan.yaml 中没有承接“${feedback}”的复核环节。`)
  return { key: appeals.key, answerWindow: forms.answerWindow }
}

async function openReview(open: Change, unit: string, about: Id, step: { key: string; answerWindow: string }): Promise<Id> {
  const pack = await packOfCycle(open.db, open.cycle)
  const { due, counted } = windowFrom(open, step.answerWindow, '申请')
  const title = `考评复核：${nameOf(pack, unit)}`
  const [task] = await openTasks(open, step.key, [
    { key: unit, verb: 'resolve', unit, assignee: { body: officeOf(pack) }, about, title, due, counted },
  ])
  if (task === undefined) throw new Refusal('already-done', `${unit} 的复核已经受理。`)
  return task
}
