import { describe, expect, test } from 'vitest'
import { activities } from '../../activities/index.ts'
import { settle } from '../../activities/settle.ts'
import { submit } from '../../client/verbs/submit.ts'
import { cycleClock } from '../../records/clock.ts'
import { computeStep, hand, putFacts, received, formsOut, ruleOn, settleStep } from '../support/small-pack/stages.ts'
import { contents, entriesOf, liaison, openYear, putBook, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const decided = smallPack((files) => {
  files['assumptions.yaml'] = files['assumptions.yaml']!.replace('decided: null', 'decided: { by: 考核办, document: 文1, on: 2017-01-05 }')
})
const due = '2017-05-05T16:00:00.000Z'
const report = { progress: [{ indicator: '1', done: '50' }, { indicator: '2', done: '50' }] } // prettier-ignore

async function selfCheck(): Promise<Year> {
  const year = await openYear(base, { at: '2017-05-02T00:30:00.000Z' })
  await putBook(year)
  await year.openNow('self-check')
  return year
}
const states = async (year: Year, step: string) => (await year.tasks(step)).map((task) => [task.key, task.state, task.was_late])

describe('where late means given up', () => {
  test('the step waits until the due instant, and then closes what is open and itself', async () => {
    const year = await selfCheck()
    await hand(year, 'self-check', '甲局', liaison('甲局'), report)
    await year.moveTo('2017-05-05T15:59:59.999Z')
    expect(await settleStep(year, 'self-check')).toEqual({ done: false })
    await year.moveTo(due)
    expect(await settleStep(year, 'self-check')).toEqual({ done: true })
    expect(await states(year, 'self-check')).toEqual([['甲局', 'done', false], ['乙局', 'lapsed', true]]) // prettier-ignore
    expect(await year.step('self-check')).toMatchObject({ state: 'settled', settled_at: due })
    const lapsed = (await year.task('self-check', '乙局')).id
    expect((await entriesOf(year)).slice(-2).map(({ verb, subject, content }) => [verb, subject, content])).toEqual([
      ['lapse', 'self-check', { tasks: [lapsed] }],
      ['settle', 'self-check', {}],
    ])
  })

  test('it settles before it is due when everything is in', async () => {
    const year = await selfCheck()
    await hand(year, 'self-check', '甲局', liaison('甲局'), report)
    await hand(year, 'self-check', '乙局', liaison('乙局'), { progress: [{ indicator: '1', done: '0' }] })
    expect(await settleStep(year, 'self-check')).toEqual({ done: true })
    expect((await entriesOf(year)).filter((entry) => entry.verb === 'lapse')).toEqual([])
  })

  test('a claim of a window that the office has not decided never lapses', async () => {
    const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
    await year.openNow('additions')
    await submit(year.as(liaison('甲局')), { step: 'additions', content: { bonus: { points: '1', ground: '奖', document: '文' } } })
    await year.moveTo('2018-01-20T00:00:00.000Z')
    expect(await settleStep(year, 'additions')).toEqual({ done: false })
    await ruleOn(year, 'additions', '加分/甲局/1', 'approve')
    expect(await settleStep(year, 'additions')).toEqual({ done: true })
  })
})

test('where late escalates, the step stays open and so do its tasks', async () => {
  const year = await openYear(base)
  await year.openNow('declaration')
  await year.moveTo('2017-06-30T00:00:00.000Z')
  expect(await settleStep(year, 'declaration')).toEqual({ done: false })
  expect(await states(year, 'declaration')).toEqual([['甲局', 'open', false], ['乙局', 'open', false]]) // prettier-ignore
})

test('settled twice, it stores nothing more', async () => {
  const year = await selfCheck()
  await year.moveTo(due)
  await Promise.all([settleStep(year, 'self-check'), settleStep(year, 'self-check'), settleStep(year, 'self-check')])
  const before = await contents(base)
  expect(await settleStep(year, 'self-check')).toEqual({ done: true })
  expect(await contents(base)).toEqual(before)
  expect((await entriesOf(year)).filter((entry) => ['lapse', 'settle'].includes(entry.verb))).toHaveLength(2)
})

test('a window stays open until it is due, whether anything came or not', async () => {
  const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
  await year.openNow('additions')
  await year.moveTo('2017-12-15T15:59:59.999Z')
  expect(await settleStep(year, 'additions')).toEqual({ done: false })
  await year.moveTo('2017-12-15T16:00:00.000Z')
  expect(await settleStep(year, 'additions')).toEqual({ done: true })
})

test('a step that opens with nothing to do settles at once', async () => {
  const year = await openYear(base, { at: '2017-12-18T00:30:00.000Z' })
  await year.openNow('verification') // nothing is doubtful
  expect(await settleStep(year, 'verification')).toEqual({ done: true })
})

test('a step that is planned only is left alone', async () => {
  const year = await openYear(base)
  expect(await settleStep(year, 'review')).toEqual({ done: false })
  expect((await year.step('review')).state).toBe('planned')
  await expect(settleStep(year, '天外')).rejects.toMatchObject({ code: 'not-found' })
})

test('a computation is computed once before it settles, and refuses facts that are not as declared', async () => {
  const year = await openYear(base, { at: '2018-01-02T00:30:00.000Z' })
  await putFacts(year)
  await year.openNow('computation')
  expect(await settleStep(year, 'computation')).toEqual({ done: false, compute: true })
  expect(await Promise.all([computeStep(year, 'computation'), computeStep(year, 'computation')])).toEqual([{ done: true }, { done: true }])
  expect(await settleStep(year, 'computation')).toEqual({ done: true })
  const versions = await base.database.selectFrom('computation').select('version').where('cycle', '=', year.cycle).execute()
  expect(versions).toEqual([{ version: 1 }])
})

test('the feedback step waits for each receipt, whatever the date', async () => {
  const year = await openYear(base)
  await formsOut(year)
  await received(year, '甲局')
  await received(year, '乙局')
  await year.moveTo('2018-04-01T00:00:00.000Z')
  expect(await settleStep(year, 'feedback')).toEqual({ done: false })
  await received(year, '丙镇')
  expect(await settleStep(year, 'feedback')).toEqual({ done: true })
})

describe('in a live cycle it says how long to sleep', () => {
  const live = () => openYear(base, { kind: 'live', pack: decided })
  const at = (year: Year, step: string, now: string) => settle(base.database, async () => now, year.cycle, step)
  const HOUR = 3_600_000

  test('until the last task lapses, extended ones too', async () => {
    const year = await live()
    await putBook(year)
    await year.openNow('self-check')
    expect(await at(year, 'self-check', '2017-05-05T15:00:00.000Z')).toEqual({ done: false, waitMs: HOUR })
    await year.inChange(({ db }) =>
      db
        .updateTable('task')
        .set({ due_at: '2017-05-08T16:00:00.000Z' })
        .where('cycle', '=', year.cycle)
        .where('key', '=', '甲局')
        .execute(),
    )
    expect(await at(year, 'self-check', due)).toEqual({ done: false, waitMs: 72 * HOUR })
    expect(await states(year, 'self-check')).toEqual([['甲局', 'open', false], ['乙局', 'lapsed', true]]) // prettier-ignore
    expect(await at(year, 'self-check', '2017-05-08T16:00:00.000Z')).toEqual({ done: true })
  })

  test('for ever, where late tasks stay open: the last one wakes it', async () => {
    const year = await live()
    await year.openNow('declaration')
    expect(await at(year, 'declaration', '2017-04-07T15:00:00.000Z')).toEqual({ done: false })
  })

  test('until a window is due', async () => {
    const year = await live()
    await year.openNow('additions')
    expect(await at(year, 'additions', '2017-12-15T15:59:59.999Z')).toEqual({ done: false, waitMs: 1 })
  })

  test('an automatic step opens and settles at its instant; one for people is opened by the round', async () => {
    const year = await live()
    const scheduled = { state: 'scheduled', opens_at: '2017-05-01T16:00:00.000Z', due_at: '2017-05-03T16:00:00.000Z' } as const
    await year.inChange(({ db }) =>
      db.updateTable('step').set(scheduled).where('cycle', '=', year.cycle).where('key', 'in', ['task-book', 'review', 'report']).execute(),
    )
    expect(await at(year, 'task-book', '2017-05-01T15:00:00.000Z')).toEqual({ done: false, waitMs: HOUR })
    expect(await at(year, 'review', '2017-05-01T15:00:00.000Z')).toEqual({ done: false })
    expect(await at(year, 'report', '2017-05-01T16:00:00.000Z').then(() => year.step('report'))).toMatchObject({ state: 'settled' }) // no book, no task
    expect(await at(year, 'task-book', '2017-05-01T16:00:00.000Z')).toEqual({ done: true })
  })
})

test('a refusal leaves an activity as a failure that is not tried again, anything else as it is', async () => {
  const year = await openYear(base)
  const { advance, settle: bound } = activities({ database: base.database, clock: cycleClock })
  await expect(advance('无')).rejects.toMatchObject({
    nonRetryable: true,
    type: 'Refusal',
    message: expect.stringContaining('没有名为“无”') as string,
  })
  await expect(bound(year.cycle, '天外')).rejects.toMatchObject({ nonRetryable: true, type: 'Refusal', details: ['not-found'] })
  const broken = activities({ database: base.database, clock: () => Promise.reject(new Error('clock away')) })
  await expect(broken.settle(year.cycle, 'review')).rejects.toThrow(/^clock away$/)
})
