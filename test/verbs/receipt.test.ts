import { expect, test } from 'vitest'
import { acknowledge } from '../../client/verbs/acknowledge.ts'
import { appeal } from '../../client/verbs/appeal.ts'
import { formsOut, received } from '../support/small-pack/stages.ts'
import { entriesOf, liaison, messagesOf, office, openYear, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const withForms = async (): Promise<Year> => {
  const year = await openYear(base)
  await formsOut(year)
  return year
}
const form = async (year: Year, unit = '甲局') => (await year.task('feedback', unit)).id
const claim = { claims: [{ indicator: '1', asks: '20', ground: '附来访登记' }] }
const file = (year: Year, content: unknown = claim, unit = '甲局', post = liaison(unit)) => appeal(year.as(post), { unit, content })

test('a form received on Friday 2018-02-09 may be contested until the end of Monday the 12th, because Sunday the 11th is worked', async () => {
  const year = await withForms()
  const answer = await received(year)
  expect(answer).toMatchObject({ unit: '甲局', receivedAt: '2018-02-09T02:00:00.000Z', appealUntil: '2018-02-12T16:00:00.000Z' })
  expect(answer.why).toContain('2018年2月11日（周日）为第 1 个工作日')
  const { database, cycle } = year
  const [receipt] = await database.selectFrom('receipt').selectAll().where('cycle', '=', cycle).execute()
  expect(receipt).toMatchObject({ unit: '甲局', version: 1, how: 'acknowledged', proof: null, by_post: '甲局/联络员' })
  const [row] = await database.selectFrom('appeal').selectAll().where('cycle', '=', cycle).execute()
  expect(row).toMatchObject({ unit: '甲局', step: 'feedback', state: 'window', due_at: '2018-02-12T16:00:00.000Z', closed_at: null })
  expect(await year.task('feedback', '甲局')).toMatchObject({ state: 'done' })
  expect((await messagesOf(year)).slice(-1)).toEqual(['start appeal/甲局'])
  expect((await entriesOf(year)).at(-1)).toMatchObject({ verb: 'acknowledge', subject: 'feedback/甲局', by: '甲局/联络员' })
})

test('the office serves a form on a unit that does not acknowledge, with proof', async () => {
  const year = await withForms()
  const task = await form(year)
  await refused(base, 'bad-input', /送达凭据.*不能为空/, () => acknowledge(year.as(office), { task, proof: '  ' }))
  await refused(base, 'wrong-role', /应由“考核办”办理/, () => acknowledge(year.as(liaison('甲局')), { task, proof: '回执1' }))
  await refused(base, 'wrong-role', /应由“考核办”办理/, () => acknowledge(year.as('领导组#1'), { task, proof: '回执1' }))
  await year.moveTo('2018-02-13T02:00:00.000Z') // a day late: it does not lapse
  expect(await acknowledge(year.as(office), { task, proof: '送达回执1号' })).toMatchObject({ appealUntil: '2018-02-22T16:00:00.000Z' }) // 春节 15 to 21
  const [receipt] = await year.database.selectFrom('receipt').selectAll().where('cycle', '=', year.cycle).execute()
  expect(receipt).toMatchObject({ how: 'served', proof: '送达回执1号', by_post: office })
})

test('a receipt is proven once, by the unit itself', async () => {
  const year = await withForms()
  const task = await form(year)
  await refused(base, 'wrong-role', /应由“甲局”办理/, () => acknowledge(year.as(liaison('乙局')), { task }))
  await refused(base, 'wrong-role', /应由“甲局”办理/, () => acknowledge(year.as(office), { task }))
  await received(year)
  await refused(base, 'already-done', /不能重复办理/, () => received(year))
  await refused(base, 'already-done', /不能重复办理/, () => acknowledge(year.as(office), { task, proof: '回执' }))
  for (const id of ['0', '1; drop', 'x'.repeat(99)])
    await refused(base, 'not-found', /没有编号为/, () => acknowledge(year.as(office), { task: id }))
})

test('another task is no receipt', async () => {
  const year = await openYear(base)
  await year.openNow('declaration')
  const { id } = await year.task('declaration', '甲局')
  await refused(base, 'conflict', /要办的是 submit，不是 acknowledge/, () => acknowledge(year.as(liaison('甲局')), { task: id }))
})

test('only the last receipt wakes the step', async () => {
  const year = await withForms()
  const woken = async () => (await messagesOf(year)).filter((each) => each === 'changed step/feedback')
  for (const unit of ['甲局', '乙局']) await received(year, unit)
  expect(await woken()).toEqual([])
  await received(year, '丙镇')
  expect(await woken()).toHaveLength(1)
})

test('an appeal is stored, and goes to the office for an answer within three working days', async () => {
  const year = await withForms()
  await received(year)
  const evidence = [{ name: '登记.pdf', mediaType: 'application/pdf', bytes: Buffer.from('x') }]
  const { submission, task } = await appeal(year.as(liaison('甲局')), { unit: '甲局', content: claim, evidence })
  expect(await year.task('appeals', '甲局')).toMatchObject({
    id: task,
    verb: 'resolve',
    assignee_body: '考核办',
    about: submission,
    due_at: '2018-02-13T16:00:00.000Z', // Sunday the 11th, Monday, Tuesday
  })
  const [row] = await year.database.selectFrom('appeal').selectAll().where('cycle', '=', year.cycle).execute()
  expect(row).toMatchObject({ state: 'filed', submission, closed_at: null })
  const stored = await year.database.selectFrom('submission').selectAll().where('id', '=', submission).executeTakeFirstOrThrow()
  expect(stored).toMatchObject({ step: 'appeals', unit: '甲局', content: claim, by_post: '甲局/联络员', task: null })
  expect((await entriesOf(year)).at(-1)).toMatchObject({ verb: 'appeal', subject: 'appeal/甲局', content: { submission, task } })
})

test('an appeal is in time until one millisecond before the end of its window', async () => {
  const year = await withForms()
  await received(year)
  await year.moveTo('2018-02-12T16:00:00.000Z')
  const late = /期限是 2018-02-12 24:00（北京时间），逾期视同自动放弃，未予接收。2018年2月9日/
  await refused(base, 'too-late', late, () => file(year))
  await year.moveTo('2018-02-13T02:00:00.000Z')
  await refused(base, 'too-late', late, () => file(year))
  await year.moveTo('2018-02-12T15:59:59.999Z')
  await file(year)
})

test('an appeal is filed once, by the unit itself, after the receipt', async () => {
  const year = await withForms()
  await refused(base, 'not-found', /甲局 还没有签收考评情况反馈单，复核期限尚未起算/, () => file(year))
  await received(year)
  for (const post of [liaison('乙局'), office, '乙局办#1', '无名氏'])
    await refused(base, 'wrong-role', /复核应由“甲局”自己申请|没有岗位/, () => file(year, claim, '甲局', post))
  await file(year)
  await refused(base, 'already-done', /甲局 已经申请过复核，不能重复申请/, () => file(year))
})

test.each<[string, unknown, RegExp]>([
  ['without a claim', { claims: [] }, /claims/],
  ['without a ground', { claims: [{ indicator: '1', asks: '20' }] }, /claims\.0\.ground/],
  ['about an indicator that the unit does not have', { claims: [{ indicator: '9', ground: '因' }] }, /没有序号为“9”的指标.*复核仍可申请/],
  ['for more than its full points', { claims: [{ indicator: '1', asks: '20.5', ground: '因' }] }, /应不超过 20 分，实为 20\.5 分/],
  ['with an exponent', { claims: [{ asks: '2e1', ground: '因' }] }, /asks.*不用科学记数法.*实为 `2e1`/],
  ['with an unknown key', { ...claim, urgent: true }, /urgent/],
  ['that is empty', null, /（整体）/],
])('an application %s is refused', async (_, content, sentence) => {
  const year = await withForms()
  await received(year)
  await refused(base, 'bad-input', sentence, () => file(year, content))
})
