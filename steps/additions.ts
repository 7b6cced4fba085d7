import { z } from 'zod'
import { taskBook } from '../records/indicator.ts'
import { Refusal } from '../records/refusal.ts'
import type { Id } from '../records/schema.ts'
import { ordinalOf, submissionById } from '../records/submission.ts'
import { openTasks } from '../records/task.ts'
import type { Change } from '../records/transaction.ts'
import { claimShape, furtherFields } from './claims.ts'
import type { Claim } from './claims.ts'
import { Key } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { nameOf, officeOf, unitsOf } from './units.ts'
import { windowFrom } from './windows.ts'

const DECISION_DAYS = '3'
type Addition = { bonus: Claim } | { deduction: Claim & { unit: string } }

/**
 * Bonus points that units claim and deductions that lead bodies collect (加减分); the office reviews each before it counts. A step takes in
 * what it names an input for, and deductions only of its body where it names one.
 */
export const additions: KindRules<'additions'> = {
  window: true,
  open: async () => {},
  content: ({ spec, pack }) => {
    const bonus = z.strictObject({ bonus: claimShape(pack, spec.bonus) })
    const deduction = z.strictObject({ deduction: claimShape(pack, spec.deductions).extend({ unit: Key }) })
    return spec.bonus === undefined ? deduction : spec.deductions === undefined ? bonus : z.union([bonus, deduction])
  },
  withdrawable: true,
  accept: async (change, submission) => {
    const content = submission.content as Addition
    const isBonus = 'bonus' in content
    const unit = isBonus ? submission.unit : content.deduction.unit
    if (unit === null || !unitsOf(change).some((each) => each.key === unit))
      throw new Refusal(
        isBonus ? 'wrong-role' : 'bad-input',
        isBonus ? '加分项由参加本环节的被考评单位自行申报。' : `参加本环节的单位中没有“${unit}”，未予保存。`,
      )
    if (!isBonus && submission.unit !== null) throw new Refusal('wrong-role', '减分项由数据牵头部门收集上报，被考评单位不能提出。')
    if (!isBonus) await requireBody(change)
    if (!isBonus) await requireOther(change, unit)
    await requireIndicator(change, unit, isBonus ? content.bonus : content.deduction)
    await openTasks(change, change.step.key, [
      {
        key: `${isBonus ? '加分' : '减分'}/${unit}/${await ordinalOf(change, submission)}`,
        verb: 'decide',
        unit,
        assignee: { body: officeOf(change.pack) },
        about: submission.id,
        title: `${change.step.name}：${nameOf(change.pack, unit)}${isBonus ? '加分' : '减分'}`,
        ...windowFrom(change, DECISION_DAYS, '收到', change.step.due_at),
      },
    ])
  },
  outcomes: ['approve', 'refuse'],
  needReason: ['refuse'],
  decide: async (change, task, { outcome }) => {
    if (outcome !== 'approve') return
    const submission = await submissionById(change.db, task.about ?? '0')
    const content = submission.content as Addition
    const [input, claim] = 'bonus' in content ? [change.spec.bonus, content.bonus] : [change.spec.deductions, content.deduction]
    const { points = '0', ground, document, indicator } = claim
    const addition = { points, ground, document, ...(indicator === undefined ? {} : { indicator }), fields: furtherFields(claim) }
    if (input !== undefined) await storeAdditions(change, submission.id, task.unit ?? '', input, [addition])
  },
}

/** @throws Refusal when the step is a body's and another body acts */
async function requireBody({ db, cycle, post, spec, pack }: StepChange<'additions'>): Promise<void> {
  const body = /^body:(.+)$/.exec(spec.actor)?.[1]
  if (body === undefined) return
  const acting = await db.selectFrom('post').select('body').where('cycle', '=', cycle).where('key', '=', post).executeTakeFirst()
  if (acting?.body === body) return
  const name = pack.roster.bodies.find((each) => each.key === body)?.name ?? body
  throw new Refusal('wrong-role', `此类减分由“${name}”提出，岗位“${post}”无权提出。`)
}

/** @throws Refusal when a body would deduct from the unit that it is itself */
async function requireOther({ db, cycle, post, pack }: StepChange<'additions'>, unit: string): Promise<void> {
  const acting = await db.selectFrom('post').select('body').where('cycle', '=', cycle).where('key', '=', post).executeTakeFirst()
  const body = pack.roster.bodies.find(({ key }) => key === acting?.body)
  if (body?.unit === unit) throw new Refusal('wrong-role', `“${body.name}”不得提出涉及本单位的减分（回避），未予保存。`)
}

/** @throws Refusal when the claim names an indicator that the unit does not have */
async function requireIndicator({ db, cycle }: Change, unit: string, { indicator }: Claim): Promise<void> {
  if (indicator === undefined) return
  const keys = (await taskBook(db, cycle, unit)).map(({ key }) => key)
  if (!keys.includes(indicator))
    throw new Refusal('bad-input', `所指的指标应在 ${unit} 的任务书中（${keys.join('、') || '尚无指标'}），实为“${indicator}”，未予保存。`)
}

export type NewAddition = {
  points: string
  ground: string
  document?: string
  indicator?: string
  falsified?: boolean
  fields?: { [field: string]: string }
}

export async function storeAdditions(
  change: Change,
  submission: Id,
  unit: string,
  input: string,
  additions: readonly NewAddition[],
): Promise<void> {
  if (additions.length === 0) return
  const rows = additions.map(({ points, ground, document, indicator, falsified, fields }) => ({
    cycle: change.cycle,
    unit,
    input,
    indicator: indicator ?? null,
    falsified: falsified ?? false,
    points,
    ground,
    document: document ?? null,
    fields: JSON.stringify(fields ?? {}),
    submission,
    supersedes: null,
    by_post: change.post,
    for_post: change.forPost,
    at: change.now,
  }))
  await change.db.insertInto('addition').values(rows).execute()
}
