import { z } from 'zod'
import { dateAt } from '../../calendar/index.ts'
import { lockAppeal } from '../../records/appeal.ts'
import { tellUnit } from '../../records/notice.ts'
import { packOfCycle } from '../../records/pack.ts'
import { storeReckonings } from '../../records/reckoning.ts'
import { requireRunning } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import { lockStep, stepsOf, type StepRow } from '../../records/step.ts'
import { change, type Change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { rulesOf } from '../../steps/index.ts'
import { bodyName, nameOf } from '../../steps/units.ts'
import { windowFrom } from '../../steps/windows.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { actingPost } from '../actor.ts'
import type { Call } from './verb.ts'

const Revival = z.strictObject({ unit: z.string(), document: Text, reason: Text })
export type ReviveInput = z.infer<typeof Revival>
export type Revived = { unit: string; until: string; why: string }

/**
 * Lets in an appeal whose window has lapsed: only the body that the pack names may, by a document and with its reason. The unit gets a fresh window, the
 * appeals and the computation after them are open again, and gates and publication wait for them.
 * @throws Refusal `wrong-role`, `conflict` when the window has not lapsed, the results are approved or published, or the pack names nobody, `bad-input`, `not-found`
 */
export async function revive(call: Call, input: ReviveInput): Promise<Revived> {
  return change(call.database, call, async (open) => {
    const { unit, document, reason } = parseContent(Revival, input, '恢复复核')
    const steps = await lockSteps(open)
    const row = await lockAppeal(open.db, call.cycle, unit)
    await requireRunning(open)
    const forms = steps.find(({ key }) => key === row.step)?.spec
    if (forms?.kind !== 'feedback') throw new Refusal('conflict', `plan.yaml 中没有反馈环节“${row.step}”。`)
    await requireAuthority(open, forms.lateAppeal?.by, unit)
    if (row.state !== 'waived')
      throw new Refusal('conflict', `只有逾期未申请的才能恢复，${unit} 的复核实为${STATES[row.state]}，未予办理。`)
    const before = steps.filter(({ spec }) => spec.kind === 'appeals' && spec.of === row.step)
    await reopen(open, steps, before)
    const window = windowFrom(open, forms.appealWindow, '恢复复核')
    const why = `${document}：${window.why}`
    await open.db
      .updateTable('appeal')
      .set({ state: 'window', due_at: window.due, closed_at: null, why })
      .where('cycle', '=', call.cycle)
      .where('unit', '=', unit)
      .execute()
    await storeReckonings(open, [{ subject: { unit }, counting: window.counted }])
    const revival = { cycle: call.cycle, unit, document, reason, was: row.due_at, becomes: window.due, by_post: open.post, at: open.now }
    await open.db.insertInto('revival').values(revival).execute()
    const title = `复核期限恢复：${nameOf(await packOfCycle(open.db, call.cycle), unit)}`
    await tellUnit(open, unit, {
      kind: 'appeal',
      key: `revived/${unit}/${window.due}`,
      title,
      detail: `${document}：${reason}`,
      due: window.due,
    })
    await open.log('revive', `appeal/${unit}`, { document, reason, was: row.due_at, becomes: window.due, on: dateAt(open.now) })
    const workflowId = workflowIds.appeal(call.cycle, unit)
    await open.tell({ action: 'start', workflow: 'appeal', workflowId, argument: [call.cycle, unit] })
    await open.tell({ action: 'changed', workflow: 'annualCycle', workflowId: workflowIds.cycle(call.cycle) })
    return { unit, until: window.due, why }
  })
}

const STATES = { window: '仍在期限内', filed: '正在复核', waived: '放弃', granted: '已经准予', refused: '已经答复不予支持' } as const

/** All steps, locked in the order of the plan: nothing settles or is decided meanwhile. */
async function lockSteps(open: Change): Promise<StepRow[]> {
  const locked: StepRow[] = []
  for (const { key } of await stepsOf(open.db, open.cycle)) locked.push(await lockStep(open.db, open.cycle, key, 'exclusive'))
  return locked
}

async function requireAuthority(open: Change, by: string | undefined, unit: string): Promise<void> {
  const post = actingPost(open)
  const pack = await packOfCycle(open.db, open.cycle)
  if (by === undefined) throw new Refusal('conflict', `规则包没有规定由谁准许逾期的复核：${unit} 逾期未申请，视同放弃。`)
  if (post.body !== by)
    throw new Refusal(
      'wrong-role',
      `逾期的复核只有“${bodyName(pack, by)}”可以凭文件准许，岗位“${post.key}”无权准许；${unit} 逾期未申请，视同放弃。`,
    )
}

/** What has been done since the appeals were over is done again; what was decided since stands, and then nothing is let in any more. */
async function reopen(open: Change, steps: readonly StepRow[], appeals: readonly StepRow[]): Promise<void> {
  const after = new Set(appeals.map(({ key }) => key))
  for (const { key, spec } of [...steps, ...steps]) if (spec.after.some((each) => after.has(each))) after.add(key)
  const later = steps.filter(({ key }) => after.has(key) && !appeals.some((each) => each.key === key))
  const decided = later.find(({ state, spec }) => state === 'settled' && !rulesOf(spec.kind).automatic)
  if (decided) throw new Refusal('conflict', `“${decided.name}”已经办结，逾期的复核不能再恢复，未予办理；结果应由审定的机构退回后再议。`)
  const states = [
    ...appeals.filter(({ state }) => state === 'settled').map(({ key }) => ({ key, state: 'open' as const })),
    ...later
      .filter(({ state, spec }) => state === 'scheduled' || (state === 'settled' && rulesOf(spec.kind).automatic))
      .map(({ key }) => ({ key, state: 'planned' as const })),
  ]
  for (const { key, state } of states)
    await open.db.updateTable('step').set({ state }).where('cycle', '=', open.cycle).where('key', '=', key).execute()
  if (states.length > 0) await open.log('reopen', appeals.map(({ key }) => key).join(' '), { steps: states })
}
