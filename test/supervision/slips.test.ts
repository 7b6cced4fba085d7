import { describe, expect, test } from 'vitest'
import { holdRound } from '../../activities/hold-round.ts'
import { at, isWorkingDay } from '../../calendar/index.ts'
import { slipsText } from '../../client/cli/verbs/cycle-slips.ts'
import { answerSlip, type AnswerSlipInput } from '../../client/verbs/answer-slip.ts'
import { pause } from '../../client/verbs/pause.ts'
import { resume } from '../../client/verbs/resume.ts'
import { extend } from '../../client/verbs/extend.ts'
import { slipsView } from '../../client/views/slips.ts'
import { cycleClock } from '../../records/clock.ts'
import { nextSlipDay } from '../../records/ladder.ts'
import { nextRound } from '../../records/rounds.ts'
import { declared, hand } from '../support/small-pack/stages.ts'
import { contents, entriesOf, liaison, office, openYear, refused, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const pack = smallPack((files) => {
  files['supervision.yaml'] = `ladder:
  series: 督办
  rungs:
    - { slip: 提醒单, after: "1", days: "2" }
    - { slip: 督办单, after: "1", days: "3" }
    - { slip: 通报单, after: "2", days: "3", leader: 领导组 }
  source: { article: 一, quote: 得分按下列办法计算 }
  assumes: [way]
`
})
const decided = smallPack((files) => {
  files['supervision.yaml'] =
    `ladder: { series: 督办, rungs: [{ slip: 提醒单, after: "1", days: "2" }], source: { article: 一, quote: 得分按下列办法计算 }, assumes: [way] }\n`
  files['assumptions.yaml'] = files['assumptions.yaml']!.replace('answers: [appeal-window]', 'answers: [appeal-window, number]').replace(
    'decided: null',
    'decided: { by: 考核办, document: 文1, on: 2017-01-05 }',
  )
})

/** The declaration of 甲局 and 乙局 was due at the end of Friday 7 April 2017; 乙局 handed in. */
async function late(): Promise<Year> {
  const year = await openYear(base, { pack, at: '2017-04-06T02:00:00.000Z' })
  await year.openNow('declaration')
  await hand(year, 'declaration', '乙局', liaison('乙局'), { indicators: [{ key: '1', name: '乙一', full: '10', kind: 'key' }] })
  return year
}
async function roundsOn(year: Year, ...days: string[]): Promise<void> {
  for (const day of days) {
    await year.moveTo(at(day, '08:30'))
    await holdRound(base.database, cycleClock, year.cycle, false)
  }
}
/** Every worked day of April from one to another. */
const april = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => `2017-04-${String(from + n).padStart(2, '0')}`).filter((day) => isWorkingDay(day))
const slips = async (year: Year) =>
  (await slipsView(base.database, year.cycle)).map(
    ({ label, name, issued, due, state }) => `${label} ${name} ${issued.slice(5, 10)} ${due.slice(5)} ${state}`,
  )
const noticesOf = async (year: Year, post: string) => {
  const rows = await base.database
    .selectFrom('notice')
    .selectAll()
    .where('cycle', '=', year.cycle)
    .where('post', '=', post)
    .orderBy('id')
    .execute()
  return rows.map((row) => `${row.at.slice(5, 10)} ${row.kind} ${row.title}`)
}
const answer = async (year: Year, input: Partial<AnswerSlipInput> = {}, post = liaison('甲局')) =>
  answerSlip(year.as(post), { task: (await year.task('declaration', '甲局')).id, measures: '加班补齐', by: '2017-04-12', ...input })

describe('the ladder', () => {
  test('one slip for each matter and rung, each with its own deadline and number; the last one lets the leading group know', async () => {
    const year = await late()
    await roundsOn(year, ...april(7, 28))
    // late on Monday the 10th; unanswered on the 12th: Thursday the 13th; unanswered on the 18th: two working days after, the 20th
    expect(await slips(year)).toEqual([
      '督办〔2017〕1号 提醒单 04-10 04-12 24:00 passed',
      '督办〔2017〕2号 督办单 04-13 04-18 24:00 passed',
      '督办〔2017〕3号 通报单 04-20 04-25 24:00 overdue',
    ])
    expect(await noticesOf(year, '领导组#1')).toEqual(['04-20 informed 通报单（督办〔2017〕3号）：declaration：甲局'])
    // while a slip waits for its answer nobody is reminded of the same matter besides; at the end of the ladder reminders go on
    expect(await noticesOf(year, liaison('甲局'))).toEqual([
      '04-06 opened declaration：甲局',
      '04-10 slip 提醒单（督办〔2017〕1号）：declaration：甲局',
      '04-13 slip 督办单（督办〔2017〕2号）：declaration：甲局',
      '04-19 late declaration：甲局',
      '04-20 slip 通报单（督办〔2017〕3号）：declaration：甲局',
      '04-26 late declaration：甲局',
    ])
    const logged = (await entriesOf(year)).filter(({ verb }) => verb === 'slip')
    expect(logged.map(({ subject, by }) => [subject, by])).toEqual([1, 2, 3].map((n) => [`督办〔2017〕${n}号`, 'system']))
  })

  test('exactly once: four rounds at once and one more issue nothing twice', async () => {
    const year = await late()
    await year.moveTo(at('2017-04-10', '08:30'))
    const hold = () => holdRound(base.database, cycleClock, year.cycle, false)
    await Promise.all([hold(), hold(), hold(), hold()])
    const before = await contents(base)
    await hold()
    expect(await contents(base)).toEqual(before)
    expect(await slips(year)).toEqual(['督办〔2017〕1号 提醒单 04-10 04-12 24:00 open'])
  })

  test('a matter that is done closes its slips and the ladder ends; the slips stay', async () => {
    const year = await late()
    await roundsOn(year, '2017-04-10', '2017-04-13')
    await hand(year, 'declaration', '甲局', liaison('甲局'), declared)
    await roundsOn(year, ...april(14, 28))
    expect(await slips(year)).toEqual([
      '督办〔2017〕1号 提醒单 04-10 04-12 24:00 closed',
      '督办〔2017〕2号 督办单 04-13 04-18 24:00 closed',
    ])
    await refused(base, 'conflict', /已经办结或失效，督办〔2017〕2号已销号，无须答复/, () => answer(year))
  })

  test('an extension closes the slip until the matter is late again; the ladder goes on where it stood', async () => {
    const year = await late()
    await roundsOn(year, '2017-04-10')
    const tasks = [(await year.task('declaration', '甲局')).id]
    await extend(year.as(office), { tasks, until: '2017-04-14', document: '文3', reason: '因' })
    await roundsOn(year, ...april(11, 14))
    expect(await slips(year)).toEqual(['督办〔2017〕1号 提醒单 04-10 04-12 24:00 closed'])
    await roundsOn(year, '2017-04-17')
    expect(await slips(year)).toEqual(['督办〔2017〕1号 提醒单 04-10 04-12 24:00 passed', '督办〔2017〕2号 督办单 04-17 04-20 24:00 open'])
  })

  test('a year that is rehearsed finds the day of the next slip by itself', async () => {
    const year = await late()
    await roundsOn(year, '2017-04-10')
    expect(await nextRound(base.database, year.cycle, at('2017-04-10', '08:30'))).toBe(at('2017-04-13', '08:30'))
  })

  test.each([
    ['before anything went out', { due: '2017-04-07T16:00:00.000Z', rung: 0, bound: null }, '2017-04-10'],
    ['after a slip that nobody answered', { due: '2017-04-07T16:00:00.000Z', rung: 1, bound: '2017-04-12T16:00:00.000Z' }, '2017-04-13'],
    ['after a later due date', { due: '2017-04-14T16:00:00.000Z', rung: 1, bound: '2017-04-12T16:00:00.000Z' }, '2017-04-17'],
    ['over 清明', { due: '2017-03-31T16:00:00.000Z', rung: 2, bound: null }, '2017-04-05'], // 1 April is worked: 1, 5
    ['at the end', { due: '2017-04-07T16:00:00.000Z', rung: 3, bound: '2017-04-12T16:00:00.000Z' }, null],
  ])('the day %s', (_, standing, day) => {
    expect(nextSlipDay(pack.supervision!.ladder!.rungs, standing)).toBe(day)
  })
})

describe('the answer', () => {
  test('is measures in words and a day; the ladder waits for that day and goes on when the matter is not done by then', async () => {
    const year = await late()
    await roundsOn(year, '2017-04-10')
    await year.moveTo('2017-04-11T02:00:00.000Z')
    expect(await answer(year, { by: '2017-04-13' })).toMatchObject({ slip: '督办〔2017〕1号', doneBy: '2017-04-13T16:00:00.000Z' })
    await roundsOn(year, ...april(12, 13))
    const [slip] = await slipsView(base.database, year.cycle)
    expect(slip).toMatchObject({
      state: 'answered',
      receiver: '甲局',
      answer: { measures: '加班补齐', doneBy: '2017-04-13 24:00', by: '甲局联络员', at: '2017-04-11 10:00' },
    })
    expect(slipsText([slip!])).toMatch(
      /督办〔2017〕1号 {2}提醒单.*已答复\n {2}督办〔2017〕1号 甲局联络员 2017-04-11 10:00 答复：加班补齐；2017-04-13 24:00 前办结$/s,
    )
    await roundsOn(year, '2017-04-14')
    expect((await slips(year)).at(-1)).toBe('督办〔2017〕2号 督办单 04-14 04-19 24:00 open')
  })

  test('what is impossible is refused, and nothing is stored', async () => {
    const year = await late()
    await year.moveTo('2017-04-08T02:00:00.000Z')
    await refused(base, 'not-found', /没有督办单，无须答复/, () => answer(year))
    await roundsOn(year, '2017-04-10')
    await refused(base, 'wrong-role', /应由“甲局”办理/, () => answer(year, {}, liaison('乙局')))
    await refused(base, 'wrong-role', /应由“甲局”办理/, () => answer(year, {}, office))
    await refused(base, 'bad-input', /measures：不能为空/, () => answer(year, { measures: ' ' }))
    await refused(base, 'bad-input', /by：应为历法上存在的日期/, () => answer(year, { by: '2017-04-31' }))
    await refused(base, 'bad-input', /应在今日至 2017-04-12 24:00（2 个工作日）之间，实为 2017-04-13/, () =>
      answer(year, { by: '2017-04-13' }),
    )
    await refused(base, 'bad-input', /实为 2017-04-09/, () => answer(year, { by: '2017-04-09' }))
    await answer(year)
    await refused(base, 'already-done', /提醒单 督办〔2017〕1号已经答复/, () => answer(year))
  })
})

describe('while the year is paused', () => {
  test('with stopped clocks no slip goes out, and after it the ladder goes on from dates moved by its working days', async () => {
    const year = await late()
    await roundsOn(year, '2017-04-10') // the first slip, to be answered by Wednesday the 12th
    await year.moveTo('2017-04-11T02:00:00.000Z')
    await pause(year.as(office), { clocks: 'stopped', document: '府办〔2017〕5号', reason: '防汛' })
    await refused(base, 'conflict', /恢复（cycle resume）之前不能办理/, () => answer(year))
    await roundsOn(year, ...april(12, 17))
    expect(await slips(year)).toHaveLength(1)
    await year.moveTo('2017-04-18T02:00:00.000Z') // Tuesday: five working days, 12, 13, 14, 17 and 18 April
    expect(await resume(year.as(office), { document: '府办〔2017〕6号', reason: '汛情解除' })).toMatchObject({ days: 5 })
    // five working days after the 12th: 13, 14, 17, 18 and 19 April; nobody is urged before
    await roundsOn(year, '2017-04-19')
    expect(await slips(year)).toEqual(['督办〔2017〕1号 提醒单 04-10 04-19 24:00 open'])
    expect((await noticesOf(year, liaison('甲局'))).filter((notice) => notice.includes(' late '))).toEqual([])
    await roundsOn(year, '2017-04-20')
    expect(await slips(year)).toEqual(['督办〔2017〕1号 提醒单 04-10 04-19 24:00 passed', '督办〔2017〕2号 督办单 04-20 04-25 24:00 open'])
  })

  test('with kept clocks a slip that ran out meanwhile holds for one whole working day more', async () => {
    const year = await late()
    await roundsOn(year, '2017-04-10')
    await year.moveTo('2017-04-11T02:00:00.000Z')
    await pause(year.as(office), { clocks: 'kept', document: '府办〔2017〕5号', reason: '防汛' })
    await year.moveTo('2017-04-18T02:00:00.000Z')
    await resume(year.as(office), { document: '府办〔2017〕6号', reason: '汛情解除' })
    await roundsOn(year, '2017-04-19')
    expect(await slips(year)).toEqual(['督办〔2017〕1号 提醒单 04-10 04-19 24:00 open'])
    await roundsOn(year, '2017-04-20')
    expect((await slips(year)).at(-1)).toBe('督办〔2017〕2号 督办单 04-20 04-25 24:00 open')
  })
})

test('complaint 29: nothing goes out at night, on a day off, or twice about one matter', async () => {
  const year = await openYear(base, { kind: 'live', pack: decided })
  await year.openNow('declaration')
  const hold = (now: string) => holdRound(base.database, async () => now, year.cycle, false)
  const issued = async () =>
    (await base.database.selectFrom('slip').select('at').where('cycle', '=', year.cycle).execute()).map((row) => row.at.slice(0, 10))
  await hold('2017-04-08T02:00:00.000Z') // a Saturday
  await hold('2017-04-10T12:00:00.000Z') // Monday 20:00: the round was missed in the morning
  expect(await issued()).toEqual([])
  await hold('2017-04-11T00:30:00.000Z')
  expect(await issued()).toEqual(['2017-04-11', '2017-04-11']) // 甲局 and 乙局
  await hold('2017-04-12T00:30:00.000Z')
  const told = await base.database
    .selectFrom('notice')
    .select(['kind', 'digest'])
    .where('cycle', '=', year.cycle)
    .where('post', '=', liaison('甲局'))
    .orderBy('id')
    .execute()
  expect(told.filter(({ kind }) => kind === 'slip')).toHaveLength(1)
  expect(told.filter(({ kind, digest }) => kind !== 'opened' && digest?.endsWith('2017-04-11'))).toHaveLength(1) // the slip alone
})

test('a pack without a ladder issues nothing', async () => {
  const year = await openYear(base, { at: '2017-04-06T02:00:00.000Z' })
  await year.openNow('declaration')
  await roundsOn(year, ...april(7, 20))
  expect(await slips(year)).toEqual([])
  expect(slipsText([])).toBe('没有督办单。')
})
