import { expect, test } from 'vitest'
import { acknowledge } from '../../client/verbs/acknowledge.ts'
import { adviceOf } from '../../client/views/advice.ts'
import { storeScores } from '../../records/score.ts'
import { proceedingsPack } from '../support/small-pack/proceedings.ts'
import { hand, settleStep } from '../support/small-pack/stages.ts'
import { checker, liaison, office, openYear, putBook, refused, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()

async function scored() {
  const year = await openYear(base, { pack: proceedingsPack(), at: '2017-12-18T00:30:00.000Z' })
  await putBook(year)
  await year.inChange(
    (open) =>
      storeScores(open, [
        { unit: '甲局', input: 'result', item: '1', value: '18', ground: '一件逾期' },
        { unit: '甲局', input: 'result', item: '2', value: '10' },
        { unit: '乙局', input: 'result', item: '1', value: '10' },
      ]),
    checker,
  )
  await year.openNow('advice')
  return year
}

test('each unit is told how far it is, where it lost points and why, and what it is advised, and acknowledges', async () => {
  const year = await scored()
  const advice = { 甲局: '补齐台账', 乙局: '保持' }
  await refused(base, 'bad-input', /缺少 乙局/, () => hand(year, 'advice', '意见', office, { advice: { 甲局: '补齐台账' } }))
  await refused(base, 'bad-input', /多出 丙镇/, () => hand(year, 'advice', '意见', office, { advice: { ...advice, 丙镇: '好' } }))
  await hand(year, 'advice', '意见', office, { advice })
  const task = await year.task('advice', '甲局')
  expect(task).toMatchObject({ verb: 'acknowledge', assignee_unit: '甲局', due_at: '2017-12-22T16:00:00.000Z' })
  await refused(base, 'wrong-role', /应由“甲局”办理/, () => acknowledge(year.as(liaison('乙局')), { task: task.id }))
  // 18 + 10 of 20 + 10; no appeal window starts
  expect(await acknowledge(year.as(liaison('甲局')), { task: task.id })).toEqual({
    unit: '甲局',
    receivedAt: '2017-12-18T00:30:00.000Z',
    appealUntil: null,
    why: null,
  })
  await refused(base, 'already-done', /不能重复办理/, () => acknowledge(year.as(liaison('甲局')), { task: task.id }))
  expect(await adviceOf(base.database, year.cycle, '甲局')).toEqual([
    {
      step: '意见反馈',
      at: '2017-12-18T00:30:00.000Z',
      receivedAt: '2017-12-18T00:30:00.000Z',
      points: '28',
      full: '30',
      lost: [{ indicator: '1', name: '指标1', points: '18', full: '20', ground: '一件逾期' }],
      advice: '补齐台账',
    },
  ])
  expect(await base.database.selectFrom('appeal').select('unit').where('cycle', '=', year.cycle).execute()).toEqual([])
})

test('what was told stays as it was told, and the office serves it with proof where a unit does not acknowledge', async () => {
  const year = await scored()
  await hand(year, 'advice', '意见', office, { advice: { 甲局: '甲', 乙局: '乙' } })
  await acknowledge(year.as(liaison('甲局')), { task: (await year.task('advice', '甲局')).id })
  const task = (await year.task('advice', '乙局')).id
  await refused(base, 'wrong-role', /应由“考核办”办理/, () => acknowledge(year.as(liaison('甲局')), { task, proof: '回证' }))
  await acknowledge(year.as(office), { task, proof: '送达回证 3 号' })
  expect(await settleStep(year, 'advice')).toEqual({ done: true })
  const rows = await base.database.selectFrom('acknowledgement').selectAll().where('cycle', '=', year.cycle).orderBy('unit').execute()
  expect(rows.map(({ unit, how, proof }) => [unit, how, proof]).toSorted()).toEqual([
    ['乙局', 'served', '送达回证 3 号'],
    ['甲局', 'acknowledged', null],
  ])
})
