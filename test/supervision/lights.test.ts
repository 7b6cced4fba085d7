import { describe, expect, test } from 'vitest'
import { extend } from '../../client/verbs/extend.ts'
import { pause } from '../../client/verbs/pause.ts'
import { reschedule } from '../../client/verbs/reschedule.ts'
import { resume } from '../../client/verbs/resume.ts'
import { lightsText } from '../../client/cli/verbs/cycle-lights.ts'
import { lightsView, unitLights } from '../../client/views/lights.ts'
import { lightOf, worstOf, type LitTask } from '../../records/light.ts'
import { Refusal } from '../../records/refusal.ts'
import { hand, settleStep } from '../support/small-pack/stages.ts'
import { liaison, office, openYear, putBook, smallPack, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const lit = smallPack((files) => {
  files['supervision.yaml'] =
    'lights: { kinds: [declaration, selfCheck, report], source: { article: 一, quote: 得分按下列办法计算 }, assumes: [way] }\n'
})
const due = '2017-05-05T16:00:00.000Z' // the end of Friday 5 May
const task = (more: Partial<LitTask>): LitTask => ({ state: 'open', due_at: due, was_late: false, moves: [], ...more })

describe('the light of a task', () => {
  test.each<[string, Partial<LitTask>, string, string]>([
    ['not due yet', {}, '2017-05-05T15:59:59.999Z', 'unlit'],
    ['late from the due instant on', {}, due, 'red'],
    ['done in time', { state: 'done' }, '2017-06-01T00:00:00.000Z', 'green'],
    ['done late', { state: 'done', was_late: true }, '2017-06-01T00:00:00.000Z', 'yellow'],
    ['lapsed: it cannot be caught up', { state: 'lapsed', was_late: true }, '2018-01-01T00:00:00.000Z', 'red'],
    [
      'given more time before it was due, and used it',
      { state: 'done', due_at: '2017-05-09T16:00:00.000Z', moves: [{ was: due, at: '2017-05-05T15:00:00.000Z' }] },
      '2017-06-01T00:00:00.000Z',
      'green',
    ],
    [
      'given more time after it was due: done within it, but late once',
      { state: 'done', due_at: '2017-05-09T16:00:00.000Z', moves: [{ was: due, at: due }] },
      '2017-06-01T00:00:00.000Z',
      'yellow',
    ],
    [
      'given more time after it was due, and not done yet',
      { due_at: '2017-05-09T16:00:00.000Z', moves: [{ was: due, at: '2017-05-08T01:00:00.000Z' }] },
      '2017-05-08T02:00:00.000Z',
      'yellow',
    ],
    [
      'late once more after that',
      { due_at: '2017-05-09T16:00:00.000Z', moves: [{ was: due, at: '2017-05-08T01:00:00.000Z' }] },
      '2017-05-10T00:00:00.000Z',
      'red',
    ],
  ])('%s', (_, more, now, light) => {
    expect(lightOf(task(more), now)).toEqual({ month: '2017-05', light })
  })

  test('stands in the month in which it is due, or was first missed', () => {
    const end = '2017-05-31T16:00:00.000Z' // 31 May, 24:00 in Beijing
    const june = '2017-06-05T16:00:00.000Z'
    expect(lightOf(task({ due_at: end }), due)?.month).toBe('2017-05')
    expect(lightOf(task({ due_at: june, moves: [{ was: end, at: due }] }), due)?.month).toBe('2017-06')
    expect(lightOf(task({ due_at: june, moves: [{ was: end, at: '2017-06-01T01:00:00.000Z' }] }), june)?.month).toBe('2017-05')
  })

  test('of several tasks the worst counts; what was cancelled shows none', () => {
    expect(worstOf(['green', 'yellow', 'unlit'])).toBe('yellow')
    expect(worstOf(['yellow', 'red', 'green'])).toBe('red')
    expect(worstOf(['unlit', 'green'])).toBe('green')
    expect(lightOf(task({ state: 'cancelled' }), due)).toBeNull()
  })
})

test('a month of a unit: green in time, red while late, yellow once it has caught up, and never green again', async () => {
  const year = await openYear(base, { pack: lit, at: '2017-04-06T02:00:00.000Z' })
  await year.openNow('declaration') // due at the end of 7 April, stays open when late
  const april = async (unit: string) => (await unitLights(base.database, year.cycle, unit)).map(({ month, light }) => `${month} ${light}`)
  expect(await april('甲局')).toEqual(['2017-04 unlit'])
  await hand(year, 'declaration', '乙局', liaison('乙局'), { indicators: [{ key: '1', name: '乙一', full: '10', kind: 'key' }] })
  await year.moveTo('2017-04-10T02:00:00.000Z')
  expect([await april('甲局'), await april('乙局')]).toEqual([['2017-04 red'], ['2017-04 green']])
  const indicators = ['1', '2'].map((key) => ({ key, name: `甲${key}`, full: '15', kind: 'key' }))
  await hand(year, 'declaration', '甲局', liaison('甲局'), { indicators })
  expect(await april('甲局')).toEqual(['2017-04 yellow'])
  await year.moveTo('2018-03-01T02:00:00.000Z')
  expect(await april('甲局')).toEqual(['2017-04 yellow'])
})

test('an extension by a document in time keeps the light green; what lapses stays red; the command line says which', async () => {
  const year = await openYear(base, { pack: lit, at: '2017-05-02T00:30:00.000Z' })
  await putBook(year)
  await year.openNow('self-check')
  const tasks = [(await year.task('self-check', '甲局')).id]
  await extend(year.as(office), { tasks, until: '2017-05-09', document: '考办〔2017〕3号', reason: '汛期' })
  await year.moveTo('2017-05-08T02:00:00.000Z')
  await settleStep(year, 'self-check')
  const progress = ['1', '2'].map((indicator) => ({ indicator, done: '50' }))
  await hand(year, 'self-check', '甲局', liaison('甲局'), { progress })
  const view = await lightsView(base.database, year.cycle)
  expect(view.units.map(({ unit, months }) => [unit, months.map(({ month, light }) => `${month} ${light}`)])).toEqual([
    ['甲局', ['2017-05 green']],
    ['乙局', ['2017-05 red']],
  ])
  expect(view.counts).toEqual({ green: 1, yellow: 0, red: 1, unlit: 0 })
  expect(lightsText(view)).toBe(
    '单位  2017-05\n甲局  绿\n乙局  红\n\n  红：self-check：乙局，期限 2017-05-05 24:00，未办\n绿灯 1，黄灯 0，红灯 1，未亮 0（每单位每月一盏）。',
  )
  expect((await lightsView(base.database, year.cycle, '2017-06')).units).toEqual([])
})

test('a date that is moved for all keeps the lights green; a year that stands still with its clocks stopped makes nobody late', async () => {
  const year = await openYear(base, { pack: lit, at: '2017-04-06T02:00:00.000Z' })
  await year.openNow('declaration') // due at the end of Friday 7 April
  const light = async () => (await unitLights(base.database, year.cycle, '甲局')).map(({ month, light: shown }) => `${month} ${shown}`)
  const words = { document: '考办〔2017〕4号', reason: '会议' }
  await reschedule(year.as(office), { ...words, step: 'declaration', until: '2017-04-11' })
  await year.moveTo('2017-04-10T02:00:00.000Z')
  expect(await light()).toEqual(['2017-04 unlit'])
  await pause(year.as(office), { ...words, clocks: 'stopped' })
  await year.moveTo('2017-04-12T02:00:00.000Z') // the day after the due day
  expect(await light()).toEqual(['2017-04 unlit'])
  await resume(year.as(office), words)
  expect(await light()).toEqual(['2017-04 unlit'])
  const indicators = ['1', '2'].map((key) => ({ key, name: `甲${key}`, full: '15', kind: 'key' }))
  await hand(year, 'declaration', '甲局', liaison('甲局'), { indicators })
  expect(await light()).toEqual(['2017-04 green'])
})

test('a pack that declares no lights shows none, and says what is missing', async () => {
  const year = await openYear(base)
  const asked = lightsView(base.database, year.cycle)
  await expect(asked).rejects.toThrow(/规则包 small 没有声明亮灯：应在 supervision.yaml 写明 lights/)
  await expect(asked).rejects.toBeInstanceOf(Refusal)
  expect(await unitLights(base.database, year.cycle, '甲局')).toEqual([])
})
