import { z } from 'zod'
import { dateAt } from '../calendar/index.ts'
import { compare, sum } from '../scoring/decimal.ts'
import { taskBook } from '../records/indicator.ts'
import { Refusal } from '../records/refusal.ts'
import { ordinalOf, submissionById } from '../records/submission.ts'
import { openTasks } from '../records/task.ts'
import { yearOf } from '../records/year.ts'
import { IsoDate, Key, Points, Text } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { nameOf, officeOf } from './units.ts'
import { windowFrom } from './windows.ts'

const DECISION_DAYS = '5'
const Request = z.strictObject({
  /** whose indicator, where the office asks */
  unit: Key.optional(),
  indicator: Key,
  name: Text.optional(),
  full: Points.optional(),
  standard: Text.optional(),
  withdraw: z.boolean().default(false),
  /** from which day on; from the day of the decision, unless said */
  from: IsoDate.optional(),
  reason: Text,
  document: Text.optional(),
})
type Request = z.infer<typeof Request>

/**
 * Dynamic management (动态管理): a unit, or the office for it, asks in writing to change or withdraw an issued indicator, somebody else of the office
 * decides; history keeps all versions.
 */
export const adjustment: KindRules<'adjustment'> = {
  window: true,
  open: async () => {},
  content: () => Request,
  withdrawable: true,
  accept: async (change, submission) => {
    const request = submission.content as Request
    const unit = await unitAsking(change, submission.unit, request)
    const { first, last } = yearOf(change.pack)
    if (request.from !== undefined && (request.from <= first || request.from > last))
      throw new Refusal('bad-input', `调整生效之日应在 ${first} 之后、${last} 以前，实为 ${request.from}，未予保存。`)
    const { effective } = await current(change, unit, request.indicator)
    if (request.from !== undefined && effective !== null && request.from < effective)
      throw new Refusal(
        'bad-input',
        `指标 ${request.indicator} 现行版本自 ${effective} 起生效，调整不能早于此，实为 ${request.from}，未予保存。`,
      )
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
    const { content } = await submissionById(change.db, task.about ?? '0')
    const request = content as Request
    const old = await current(change, task.unit ?? '', request.indicator)
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
        effective: request.from ?? dateAt(change.now),
        checkpoints: JSON.stringify(old.checkpoints),
        fields: JSON.stringify(old.fields),
        authority: document ?? request.document ?? `${change.step.key}/${task.id}`,
        at: change.now,
      })
      .execute()
  },
}

/** The unit that asks, or for which the office does. @throws Refusal when it is none of the step's, or somebody else asks */
async function unitAsking(change: StepChange<'adjustment'>, own: string | null, { unit }: Request): Promise<string> {
  const { db, cycle, post, pack } = change
  const asked = own ?? unit
  if (own === null) {
    const acting = await db.selectFrom('post').select('body').where('cycle', '=', cycle).where('key', '=', post).executeTakeFirst()
    if (acting?.body !== officeOf(pack) || asked === undefined)
      throw new Refusal('wrong-role', '指标调整由被考评单位自行提出，或由考核办写明单位（unit）代为提出，其他机构不能申请。')
  }
  if ((unit !== undefined && unit !== asked) || !pack.roster.units.some(({ key }) => key === asked))
    throw new Refusal('bad-input', `可以调整的应是现有的本单位的指标，实为“${unit ?? own}”，未予保存。`)
  return asked!
}

/** @throws Refusal where the full points of a unit have a total and would no longer add up to it */
async function requireTotal(change: StepChange<'adjustment'>, unit: string, { indicator, full, withdraw }: Request): Promise<void> {
  const { total } = change.pack.indicators
  if (!total || (full === undefined && !withdraw)) return
  if (withdraw && change.pack.indicators.changes?.withdrawn) return // it says what becomes of the others
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
