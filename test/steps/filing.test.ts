import { expect, test } from 'vitest'
import { proceedingsPack } from '../support/small-pack/proceedings.ts'
import { hand, ruleOn, settleStep } from '../support/small-pack/stages.ts'
import { liaison, openYear, refused, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const rules = { title: '专项细则', text: '逐项扣分', fields: { scoring: '每项 0.5 分' } }
const open = async (step: string) => {
  const year = await openYear(base, { pack: proceedingsPack(), at: '2017-04-10T00:30:00.000Z' })
  await year.openNow(step)
  return year
}

test('each assessing body files its own, with what the plan asks for, and the approver accepts each', async () => {
  const year = await open('rules')
  expect((await year.tasks('rules')).map(({ key, assignee_body }) => [key, assignee_body])).toEqual([
    ['机构/乙局办', '乙局办'],
    ['机构/牵头办', '牵头办'],
  ])
  const { fields: _, ...bare } = rules
  await refused(base, 'bad-input', /fields/, () => hand(year, 'rules', '机构/牵头办', '牵头办#1', bare))
  await refused(base, 'wrong-role', /应由“牵头办”办理/, () => hand(year, 'rules', '机构/牵头办', '乙局办#1', rules))
  await hand(year, 'rules', '机构/牵头办', '牵头办#1', rules)
  await hand(year, 'rules', '机构/乙局办', '乙局办#1', rules)
  await refused(base, 'wrong-role', /应由“领导组”办理/, () => ruleOn(year, 'rules', '机构/牵头办/审议', 'accept'))
  await ruleOn(year, 'rules', '机构/牵头办/审议', 'accept', '领导组#1')
  await ruleOn(year, 'rules', '机构/乙局办/审议', 'accept', '领导组#1')
  expect(await settleStep(year, 'rules')).toEqual({ done: true })
})

test('what is returned comes back from whoever filed it, after its due date with a fresh window', async () => {
  const year = await open('rules')
  await hand(year, 'rules', '机构/牵头办', '牵头办#1', rules)
  await hand(year, 'rules', '机构/乙局办', '乙局办#1', rules)
  await ruleOn(year, 'rules', '机构/乙局办/审议', 'accept', '领导组#1')
  await year.moveTo('2017-04-17T02:00:00.000Z') // after the due date of the step
  await ruleOn(year, 'rules', '机构/牵头办/审议', 'return', '领导组#1', '扣分办法不清')
  expect(await year.task('rules', '机构/牵头办/审议/退回')).toMatchObject({ assignee_body: '牵头办', due_at: '2017-04-20T16:00:00.000Z' })
  expect(await settleStep(year, 'rules')).toEqual({ done: false })
  await hand(year, 'rules', '机构/牵头办/审议/退回', '牵头办#2', rules)
  await ruleOn(year, 'rules', '机构/牵头办/审议/退回/审议', 'accept', '领导组#1')
  expect(await settleStep(year, 'rules')).toEqual({ done: true })
})

test('units file without an approver, and what was not filed in time lapses', async () => {
  const year = await open('analysis')
  await hand(year, 'analysis', '单位/甲局', liaison('甲局'), { title: '一季度分析', text: '进度过半' })
  await year.moveTo('2017-04-14T16:00:00.000Z')
  expect(await settleStep(year, 'analysis')).toEqual({ done: true })
  expect((await year.tasks('analysis')).map(({ key, state }) => [key, state])).toEqual([
    ['单位/甲局', 'done'],
    ['单位/乙局', 'lapsed'],
  ])
})
