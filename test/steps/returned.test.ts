import { expect, test } from 'vitest'
import { holdRound } from '../../activities/hold-round.ts'
import { at, endOfDay } from '../../calendar/index.ts'
import { cycleClock } from '../../records/clock.ts'
import { storeScores, NOTED } from '../../records/score.ts'
import { declared, hand, ruleOn, settleStep, underReview } from '../support/small-pack/stages.ts'
import { liaison, office, openYear, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
/** Both steps in which things are returned, reminded of one working day before, and with lateness of the hard sort. */
const strict = smallPack((files) => {
  files['plan.yaml'] = files['plan.yaml']!.replace(/(name: (review|rectification), .*?late: )escalate/g, '$1lapse, reminders: ["1"]')
})

const round = async (year: Year, day: string) => {
  await year.moveTo(at(day, '08:30'))
  await holdRound(base.database, cycleClock, year.cycle, false)
}
async function told(year: Year, task: string): Promise<string[]> {
  const rows = base.database.selectFrom('notice').selectAll().where('cycle', '=', year.cycle).where('task', '=', task)
  return (await rows.orderBy('id').execute()).map((row) => `${row.at.slice(0, 10)} ${row.kind}`)
}

test('complaint 2: what is returned after the due date has a fresh window, and is not closed the same night', async () => {
  const year = await openYear(base, { pack: strict, at: at('2017-04-05', '08:30') })
  await underReview(year)
  await year.moveTo(at('2017-04-17', '17:00')) // Monday; the review was due on Friday
  await ruleOn(year, 'review', '乙局', 'accept')
  await ruleOn(year, 'review', '甲局', 'return', office, '完成标准不明')
  expect((await year.task('review', '甲局/退回')).due_at).toBe(endOfDay('2017-04-20'))
  for (const night of ['2017-04-17', '2017-04-18', '2017-04-19']) {
    await year.moveTo(endOfDay(night))
    expect(await settleStep(year, 'review')).toEqual({ done: false })
  }
  expect((await year.task('review', '甲局/退回')).state).toBe('open')
  await year.moveTo(at('2017-04-20', '23:59'))
  await hand(year, 'review', '甲局/退回', liaison('甲局'), declared)
  expect(await year.task('review', '甲局/退回')).toMatchObject({ state: 'done', was_late: false })
  await year.moveTo(endOfDay('2017-04-20'))
  expect(await settleStep(year, 'review')).toEqual({ done: false }) // what came back is before the office again
})

test('complaint 3: returned twice, it is reminded of twice', async () => {
  const year = await openYear(base, { pack: strict, at: at('2017-04-05', '08:30') })
  await underReview(year)
  await year.moveTo(at('2017-04-17', '17:00'))
  await ruleOn(year, 'review', '甲局', 'return', office, '完成标准不明')
  for (const day of ['2017-04-18', '2017-04-19', '2017-04-20']) await round(year, day)
  await year.moveTo(at('2017-04-20', '10:00'))
  await hand(year, 'review', '甲局/退回', liaison('甲局'), declared)
  await year.moveTo(at('2017-04-24', '10:00'))
  await ruleOn(year, 'review', '甲局/退回/再审', 'return', office, '考核节点不全')
  for (const day of ['2017-04-25', '2017-04-26', '2017-04-27']) await round(year, day)
  const [first, second] = [await year.task('review', '甲局/退回'), await year.task('review', '甲局/退回/再审/退回')]
  expect(await told(year, first.id)).toEqual(['2017-04-17 returned', '2017-04-19 due'])
  expect(await told(year, second.id)).toEqual(['2017-04-24 returned', '2017-04-26 due'])
})

test('a report on rectification that is returned after the due date has five working days again, each time', async () => {
  const year = await openYear(base, { pack: strict, at: at('2018-03-01', '08:30') })
  await year.inChange(
    (open) => storeScores(open, [{ unit: '甲局', input: NOTED.unfinished, item: '', value: '1', ground: '未完成' }]),
    office,
  )
  await year.openNow('rectification', { opens: '2018-03-01', due: '2018-03-08' })
  const content = { measures: [{ problem: '台账缺失', measure: '建立台账', result: '已完成' }] }
  await hand(year, 'rectification', '甲局', liaison('甲局'), content)
  await year.moveTo(at('2018-03-12', '10:00'))
  await ruleOn(year, 'rectification', '甲局/验收', 'return', office, '没有佐证')
  expect(await year.task('rectification', '甲局/验收/退回')).toMatchObject({ state: 'open', due_at: endOfDay('2018-03-19') })
  await year.moveTo(endOfDay('2018-03-12'))
  expect(await settleStep(year, 'rectification')).toEqual({ done: false })
  await hand(year, 'rectification', '甲局/验收/退回', liaison('甲局'), content)
  await year.moveTo(at('2018-03-20', '10:00'))
  await ruleOn(year, 'rectification', '甲局/验收/退回/验收', 'return', office, '仍没有佐证')
  expect(await year.task('rectification', '甲局/验收/退回/验收/退回')).toMatchObject({ state: 'open', due_at: endOfDay('2018-03-27') })
})
