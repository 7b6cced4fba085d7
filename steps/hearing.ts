import { z } from 'zod'
import { dateAt } from '../calendar/index.ts'
import type { Queries } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { openTasks } from '../records/task.ts'
import { IsoDate, Key, requireSameKeys, Text } from './content.ts'
import { drawLots } from './draw-lots.ts'
import type { KindRules, StepChange } from './rules.ts'
import { officeOf, unitsOf } from './units.ts'

/** The record of a meeting: who spoke, in which order, who could not, and which raters were there. */
const Hearing = z.strictObject({
  on: IsoDate,
  place: Text,
  spoke: z.array(Key).min(1, '至少一个单位'),
  absent: z.array(z.strictObject({ unit: Key, reason: Text })).default([]),
  present: z.array(Key).min(1, '至少一个评价人'),
})
type Hearing = z.infer<typeof Hearing>

/**
 * A meeting at which the units report (述绩述效现场会议): the order of speaking is drawn as spot checks are, the office records the meeting, and those who
 * were there score right after it, in the evaluations that name this step.
 */
export const hearing: KindRules<'hearing'> = {
  open: async (change) => {
    const units = unitsOf(change)
    const { lots, ...about } = await drawLots(change, units, { sample: units.length, byClass: false })
    await change.log('draw', change.step.key, {
      ...about,
      from: units.map(({ key }) => key).toSorted(),
      sample: lots.map(({ key }) => key),
    })
    await openTasks(change, change.step.key, [
      {
        key: 'record',
        verb: 'submit',
        assignee: { body: officeOf(change.pack) },
        title: change.step.name,
        due: change.step.due_at ?? change.now,
      },
    ])
  },
  content: () => Hearing,
  accept: async (change, submission) => {
    const { on, spoke, absent, present } = submission.content as Hearing
    if (on > dateAt(change.now)) throw new Refusal('bad-input', `会议日期应为今日或以前，实为 ${on}，未予保存。`)
    const order = await speakingOrder(change)
    requireSameKeys(order, [...spoke, ...absent.map(({ unit }) => unit)], change.step.name)
    const expected = order.filter((unit) => spoke.includes(unit))
    const wrong = spoke.findIndex((unit, place) => unit !== expected[place])
    if (wrong !== -1)
      throw new Refusal(
        'bad-input',
        `发言次序应照抽签：第 ${wrong + 1} 个应为 ${expected[wrong] ?? ''}，实为 ${spoke[wrong] ?? ''}，未予保存。`,
      )
    const { bodies, units } = change.pack.roster
    const unknown = present.filter((key) => ![...bodies, ...units].some((each) => each.key === key))
    if (unknown.length > 0) throw new Refusal('bad-input', `到会的评价人应在名册中，实有 ${unknown.join('、')}，未予保存。`)
  },
}

/** The order of speaking: all units of the step by their lots. */
export async function speakingOrder(change: Pick<StepChange, 'cycle' | 'pack' | 'spec'> & { db: Queries }): Promise<string[]> {
  const units = unitsOf(change)
  return (await drawLots(change, units, { sample: units.length, byClass: false })).lots.map(({ key }) => key)
}

/** Which raters were at a meeting. @throws Refusal `conflict` while it is not recorded */
export async function presentAt(queries: Queries, cycle: string, step: string): Promise<string[]> {
  const row = await queries
    .selectFrom('submission')
    .select('content')
    .where('cycle', '=', cycle)
    .where('step', '=', step)
    .where('task', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new Refusal('conflict', `会议（环节 ${step}）尚未记录，到会的评价人不明，不能开始评价。`)
  return (row.content as Hearing).present
}
