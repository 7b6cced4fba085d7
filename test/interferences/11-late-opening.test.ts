import { expect, test } from 'vitest'
import { cycleView } from '../../client/views/cycle.ts'
import { declared, hand } from '../support/small-pack/stages.ts'
import { entriesOf, liaison, openYear, smallPack } from '../support/small-pack/year.ts'
import { useSystem } from '../support/system.ts'

const system = useSystem()
const patience = { timeout: 20_000, interval: 50 }

test('interference 11: a cycle opens when the days of two steps have passed; they open at once, one after the other, after the fact, and nobody is late', async () => {
  const pack = smallPack((files) => {
    files['pack.yaml'] += 'lateOpening: { workingDays: "5", source: { article: 一, quote: 得分按下列办法计算 } }\n'
  })
  // Thursday 2017-04-20, 10:00: the declaration was planned from 27 March to 7 April, its review from 10 to 14 April
  const year = await openYear({ database: system.database }, { cycle: system.cycleId('late'), at: '2017-04-20T02:00:00.000Z', pack })
  await expect.poll(async () => (await year.step('declaration')).state, patience).toBe('open')
  const due = '2017-04-27T16:00:00.000Z' // the fifth working day from Friday the 21st on
  expect(await year.step('declaration')).toMatchObject({ retroactive: true, opens_at: '2017-04-20T02:00:00.000Z', due_at: due })
  expect((await year.tasks('declaration')).map(({ title, due_at }) => [title.includes('（补办）'), due_at])).toEqual([[true, due], [true, due]]) // prettier-ignore
  expect((await year.step('review')).state).toBe('planned')
  expect((await entriesOf(year)).find(({ verb, subject }) => verb === 'schedule' && subject === 'declaration')?.content).toEqual({
    opensAt: '2017-04-20T02:00:00.000Z',
    dueAt: due,
    retroactive: { cycleOpened: '2017-04-20', workingDays: 5, planned: { opens: '2017-03-27', due: '2017-04-07' } },
  })

  await year.moveTo('2017-04-24T02:00:00.000Z') // Monday
  await hand(year, 'declaration', '甲局', liaison('甲局'), declared)
  await hand(year, 'declaration', '乙局', liaison('乙局'), { indicators: [{ key: '1', name: '乙一', full: '10', kind: 'functional' }] })
  await expect.poll(async () => (await year.step('review')).state, patience).toBe('open')
  // five working days from Tuesday the 25th on; 29 April to 1 May are off
  expect(await year.step('review')).toMatchObject({
    retroactive: true,
    opens_at: '2017-04-24T02:00:00.000Z',
    due_at: '2017-05-02T16:00:00.000Z',
  })
  expect((await year.tasks('declaration')).map(({ state, was_late }) => [state, was_late])).toEqual([['done', false], ['done', false]]) // prettier-ignore
  const names = (await cycleView(system.database, year.cycle)).steps.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['declaration（补办）', 'review（补办）', 'additions']))
  // what was still to come when the cycle opened keeps the dates of the plan
  expect(await year.step('additions')).toMatchObject({
    retroactive: false,
    opens_at: '2017-12-10T16:00:00.000Z',
    due_at: '2017-12-15T16:00:00.000Z',
  })
})
