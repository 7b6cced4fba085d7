import { expect, test } from 'vitest'
import { decide } from '../../client/verbs/decide.ts'
import { submit } from '../../client/verbs/submit.ts'
import { underReview } from '../support/small-pack/stages.ts'
import { contents, liaison, office, openYear, putBook, refused, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase({ max: 16 })
const whole = { progress: [{ indicator: '1', done: '50' }, { indicator: '2', done: '100' }] } // prettier-ignore

async function selfCheck() {
  const year = await openYear(base, { at: '2017-05-02T00:30:00.000Z' })
  await putBook(year)
  await year.openNow('self-check')
  return { year, task: (await year.task('self-check', '甲局')).id }
}

test('a request sent again gets its first answer, and nothing more is stored', async () => {
  const { year, task } = await selfCheck()
  const send = () => submit(year.as(liaison('甲局'), 'k-1'), { task, content: whole })
  const first = await send()
  const after = await contents(base)
  await year.moveTo('2017-05-09T00:00:00.000Z') // even when it would be too late by now
  const moved = await contents(base)
  expect(await send()).toEqual(first)
  expect(await contents(base)).toEqual(moved)
  expect({ ...moved, cycle: after['cycle'] }).toEqual(after)
})

test('a request that arrives twelve times at once is done once, and all get the same answer', async () => {
  const { year, task } = await selfCheck()
  const answers = await Promise.all(Array.from({ length: 12 }, () => submit(year.as(liaison('甲局'), 'k-2'), { task, content: whole })))
  for (const answer of answers) expect(answer).toEqual(answers[0])
  const rows = await base.database.selectFrom('submission').select('id').where('cycle', '=', year.cycle).execute()
  expect(rows.map((row) => row.id)).toEqual([answers[0]?.submission])
})

test('in a window, where nothing else would stop the second, a request without a name counts twice and one with a name once', async () => {
  const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
  await year.openNow('additions')
  const content = { bonus: { points: '1', ground: '获奖', document: '文1' } }
  const claim = (key?: string) => submit(year.as(liaison('甲局'), key), { step: 'additions', content })
  await Promise.all([claim('a'), claim('a'), claim('a')])
  expect((await year.tasks('additions')).map((task) => task.key)).toEqual(['加分/甲局/1'])
  await claim()
  await claim('b')
  expect((await year.tasks('additions')).map((task) => task.key)).toEqual(['加分/甲局/1', '加分/甲局/2', '加分/甲局/3'])
})

test('a decision sent again is the same decision', async () => {
  const year = await openYear(base)
  await underReview(year)
  const task = (await year.task('review', '甲局')).id
  const [one, two] = await Promise.all([1, 2].map(() => decide(year.as(office, 'd'), { task, outcome: 'accept' })))
  expect(one).toEqual(two)
})

test('a request that was refused is not remembered: put right, it goes through under the same name', async () => {
  const { year, task } = await selfCheck()
  const send = (content: unknown) => submit(year.as(liaison('甲局'), 'k-3'), { task, content })
  await refused(base, 'bad-input', /缺少 2/, () => send({ progress: [{ indicator: '1', done: '1' }] }))
  expect(await send(whole)).toMatchObject({ task })
})

test('the name of a request belongs to the post that used it', async () => {
  const { year, task } = await selfCheck()
  await submit(year.as(liaison('甲局'), 'k-4'), { task, content: whole })
  const other = (await year.task('self-check', '乙局')).id
  const content = { progress: [{ indicator: '1', done: '50' }] }
  await refused(base, 'conflict', /请求编号“k-4”已由另一岗位使用/, () => submit(year.as(liaison('乙局'), 'k-4'), { task: other, content }))
})

test('cycles do not share names of requests', async () => {
  for (const { year, task } of [await selfCheck(), await selfCheck()])
    expect(await submit(year.as(liaison('甲局'), 'k-5'), { task, content: whole })).toMatchObject({ task })
})
