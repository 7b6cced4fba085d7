import { z } from 'zod'
import { compare, sum } from '../scoring/decimal.ts'
import { taskBook } from '../records/indicator.ts'
import { Refusal } from '../records/refusal.ts'
import { ordinalOf, submissionById } from '../records/submission.ts'
import { openTasks } from '../records/task.ts'
import { Key, Points, Text } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { nameOf, officeOf } from './units.ts'
import { windowFrom } from './windows.ts'

const DECISION_DAYS = '5'
const Request = z.strictObject({
  indicator: Key,
  name: Text.optional(),
  full: Points.optional(),
  standard: Text.optional(),
  withdraw: z.boolean().default(false),
  reason: Text,
  document: Text.optional(),
})
type Request = z.infer<typeof Request>

/** Dynamic management (动态管理): a unit asks in writing to change an issued indicator, the office decides; history keeps both versions. */
export const adjustment: KindRules<'adjustment'> = {
  window: true,
  open: async () => {},
  content: () => Request,
  withdrawable: true,
  accept: async (change, submission) => {
    const unit = submission.unit
    if (unit === null) throw new Refusal('wrong-role', '指标调整由被考评单位自行提出，考评机构不能代为申请。')
    const request = submission.content as Request
    await current(change, unit, request.indicator)
    if (request.full !== undefined && compare(request.full, '0') <= 0) throw new Refusal('bad-input', '调整后的分值应大于零，未予保存。')
    await requireTotal(change, unit, request)
    await openTasks(change, change.step.key, [
      {
        key: `${unit}/${request.indicator}/${await ordinalOf(change, submission)}`,
        verb: 'decide',
        unit,
        assignee: { body: officeOf(change.pack) },
        about: submission.id,
        title: `${change.step.name}：${nameOf(change.pack, unit)} 指标 ${request.indicator}`,
        ...windowFrom(change, DECISION_DAYS),
      },
    ])
  },
  outcomes: ['approve', 'refuse'],
  needReason: ['refuse'],
  decide: async (change, task, { outcome, document }) => {
    if (outcome !== 'approve') return
    const { content, unit } = await submissionById(change.db, task.about ?? '0')
    const request = content as Request
    const old = await current(change, unit ?? '', request.indicator)
    const { id: _, ...kept } = old
    await change.db
      .insertInto('indicator')
      .values({
        ...kept,
        version: old.version + 1,
        name: request.name ?? old.name,
        full_points: request.full ?? old.full_points,
        standard: request.standard ?? old.standard,
        withdrawn: request.withdraw,
        checkpoints: JSON.stringify(old.checkpoints),
        fields: JSON.stringify(old.fields),
        authority: document ?? request.document ?? `${change.step.key}/${task.id}`,
        at: change.now,
      })
      .execute()
  },
}

/** @throws Refusal where the full points of a unit have a total and would no longer add up to it */
async function requireTotal(change: StepChange<'adjustment'>, unit: string, { indicator, full, withdraw }: Request): Promise<void> {
  const { total } = change.pack.indicators
  if (!total || (full === undefined && !withdraw)) return
  const book = await taskBook(change.db, change.cycle, unit)
  const others = book.filter(({ key }) => key !== indicator).map(({ full_points }) => full_points)
  const points = sum([...others, ...(withdraw ? [] : [full ?? '0'])])
  if (compare(points, total.full) !== 0)
    throw new Refusal(
      'bad-input',
      `${nameOf(change.pack, unit)} 各项指标的分值合计应为 ${total.full} 分，调整后为 ${points} 分，未予保存。`,
    )
}

async function current(change: StepChange<'adjustment'>, unit: string, key: string) {
  const found = (await taskBook(change.db, change.cycle, unit)).find((each) => each.key === key)
  if (!found) throw new Refusal('not-found', `${nameOf(change.pack, unit)} 的任务书中没有序号为“${key}”的指标。`)
  return found
}
