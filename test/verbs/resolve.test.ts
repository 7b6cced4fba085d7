import { describe, expect, test } from 'vitest'
import { settleAppeal } from '../../activities/settle-appeal.ts'
import { appeal } from '../../client/verbs/appeal.ts'
import { resolve } from '../../client/verbs/resolve.ts'
import { cycleClock } from '../../records/clock.ts'
import { factsOf } from '../../records/facts.ts'
import { scoresInForce, storeScores } from '../../records/score.ts'
import { computeStep, formsOut, received, settleStep } from '../support/small-pack/stages.ts'
import { checker, entriesOf, liaison, messagesOf, office, openYear, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
/** 甲局 has appealed. Post 2 of the office scored it, so posts 1 and 3 may answer. */
async function appealed(unit = '甲局'): Promise<Year> {
  const year = await openYear(base)
  await formsOut(year)
  await received(year, unit)
  await appeal(year.as(liaison(unit)), { unit, content: { claims: [{ ground: '复核第1项' }] } })
  await year.moveTo('2018-02-12T02:00:00.000Z')
  return year
}
const answer = async (year: Year, content: unknown, post: string = office, unit = '甲局') =>
  resolve(year.as(post), { task: (await year.task('appeals', unit)).id, content })
const granted = (...corrections: object[]) => ({ outcome: 'granted', answer: '登记属实', document: '考办〔2018〕5号', corrections })
const toFull = granted({ input: 'result', indicator: '1', points: '20' })

test('a granted appeal supersedes the old score, which stays on record, and closes', async () => {
  const year = await appealed()
  const { database, cycle } = year
  const old = (await scoresInForce(database, cycle, { unit: '甲局', input: 'result' }))[0]
  expect(await answer(year, toFull)).toEqual({ outcome: 'granted', at: '2018-02-12T02:00:00.000Z' })
  const rows = await database
    .selectFrom('score')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('unit', '=', '甲局')
    .where('item', '=', '1')
    .execute()
  expect(rows.map((row) => [row.value, row.ground, row.by_post, row.supersedes])).toEqual([
    ['18', '一件逾期', checker, null],
    ['20', null, office, old?.id], // full points need no ground
  ])
  const [row] = await database.selectFrom('appeal').selectAll().where('cycle', '=', cycle).execute()
  expect(row).toMatchObject({ state: 'granted', closed_at: '2018-02-12T02:00:00.000Z' })
  const [decision] = await database.selectFrom('decision').selectAll().where('cycle', '=', cycle).execute()
  expect(decision).toMatchObject({ step: 'appeals', outcome: 'granted', reason: '登记属实', document: '考办〔2018〕5号', by_post: office })
  expect((await messagesOf(year)).at(-1)).toBe('changed appeal/甲局')
  expect((await entriesOf(year)).at(-1)).toMatchObject({ verb: 'resolve', subject: 'appeal/甲局', by: office })
})

test('the next computation changes that unit and the ranks that depend on it, and says before and after', async () => {
  const year = await appealed('乙局') // 190 points, behind 203
  await answer(year, granted({ input: 'process', points: '100' }, { input: 'leaders', indicator: '张市长', points: '100' }), office, '乙局')
  await year.moveTo('2018-02-23T01:00:00.000Z')
  await year.openNow('final', { opens: '2018-02-23', due: '2018-02-24' })
  await computeStep(year, 'final')
  const rows = await base.database
    .selectFrom('result')
    .selectAll()
    .where('cycle', '=', year.cycle)
    .orderBy('version')
    .orderBy('unit')
    .execute()
  const of = (version: number) => rows.filter((row) => row.version === version).map((row) => [row.unit, row.total, row.published, row.rank])
  expect(of(1)).toEqual([
    ['丙镇', '90', '90.00', 1],
    ['乙局', '190', '190.00', 2],
    ['甲局', '203', '203.00', 1],
  ])
  expect(of(2)).toEqual([
    ['丙镇', '90', '90.00', 1],
    ['乙局', '205', '205.00', 1], // 10 + 100 + (100 + 90) / 2
    ['甲局', '203', '203.00', 2],
  ])
  const { difference } = await base.database
    .selectFrom('computation')
    .selectAll()
    .where('cycle', '=', year.cycle)
    .where('version', '=', 2)
    .executeTakeFirstOrThrow()
  expect(difference).toMatchObject({
    unchanged: ['丙镇'],
    changed: expect.arrayContaining([expect.objectContaining({ unit: '乙局' }), expect.objectContaining({ unit: '甲局' })]) as unknown,
  })
})

test('a refused appeal closes with its answer and changes nothing', async () => {
  const year = await appealed()
  const before = await scoresInForce(base.database, year.cycle)
  await answer(year, { outcome: 'refused', answer: '原评分有据' })
  expect(await scoresInForce(base.database, year.cycle)).toEqual(before)
  const [row] = await base.database.selectFrom('appeal').selectAll().where('cycle', '=', year.cycle).execute()
  expect(row?.state).toBe('refused')
  await refused(base, 'already-done', /不能重复办理/, () => answer(year, toFull, '考核办#3'))
  const again = () => appeal(year.as(liaison('甲局')), { unit: '甲局', content: { claims: [{ ground: '再次' }] } })
  await refused(base, 'already-done', /不能重复申请/, again)
})

test('who scored the unit does not answer its appeal', async () => {
  const year = await appealed()
  await refused(base, 'wrong-role', /岗位“考核办#2”参与过 甲局 的评分，复核应由其他人员办理/, () => answer(year, toFull, checker))
  await refused(base, 'wrong-role', /应由“考核办”办理/, () => answer(year, toFull, '牵头办#1'))
  await refused(base, 'wrong-role', /应由“考核办”办理/, () => answer(year, toFull, liaison('甲局')))
})

test.each<[string, unknown, RegExp]>([
  ['over full points', granted({ input: 'result', indicator: '1', points: '20.5' }), /result／指标 1 的得分应不超过 20 分，实为 20\.5 分/],
  ['over the bound of the pack', granted({ input: 'process', points: '100.5' }), /process 的得分应不超过 100 分，实为 100\.5 分/],
  ['a rating over the bound', granted({ input: 'leaders', indicator: '张市长', points: '101' }), /应不超过 100 分/],
  ['of an indicator that has no score', granted({ input: 'result', indicator: '9', points: '1' }), /甲局 没有可更正的得分“result／指标 9”/],
  ['of an unknown input', granted({ input: 'weather', points: '1' }), /没有可更正的得分“weather”/],
  ['of another class', granted({ input: 'party.raw', points: '1' }), /没有可更正的得分“party\.raw”/],
  ['of a finding that is not there', granted({ withdraw: '99999999' }), /甲局 没有编号为 99999999 的加减分或核验扣分/],
  [
    'of one score twice',
    granted({ input: 'result', indicator: '1', points: '19' }, { input: 'result', indicator: '1', points: '20' }),
    /同一得分或扣分只能更正一次/,
  ],
  ['of an unknown outcome', { outcome: 'maybe', answer: '登记属实' }, /outcome：应为 granted、refused 之一，实为 `maybe`/],
  ['of a finding that is no number', granted({ withdraw: '1 or 1=1' }), /corrections\.0/],
  ['with an exponent', granted({ input: 'result', indicator: '1', points: '2e1' }), /corrections\.0/],
  ['without any', granted(), /准予复核的应至少更正一处/],
  ['of a refusal', { outcome: 'refused', answer: '无', corrections: [] }, /corrections/],
  ['without an answer', { ...toFull, answer: '' }, /answer：不能为空/],
  ['with another outcome', { outcome: 'maybe', answer: '或可' }, /outcome/],
  [
    'one good, one bad',
    granted({ input: 'result', indicator: '1', points: '20' }, { input: 'result', indicator: '2', points: '11' }),
    /应不超过 10 分/,
  ],
])('a correction %s is refused, and the appeal stays open', async (_, content, sentence) => {
  const year = await appealed()
  await refused(base, 'bad-input', sentence, () => answer(year, content))
})

test('raw points are not corrected beyond the full points that came with them', async () => {
  const year = await appealed('丙镇')
  await refused(base, 'bad-input', /party\.raw 的得分应不超过 110 分/, () =>
    answer(year, granted({ input: 'party.raw', points: '111' }), office, '丙镇'),
  )
  await answer(year, granted({ input: 'party.raw', points: '110' }), office, '丙镇')
})

test('a finding is withdrawn by a row that takes it out, once', async () => {
  const year = await appealed()
  const { database, cycle } = year
  const id = await year.inChange(async ({ db, now }) => {
    const submission = await db
      .insertInto('submission')
      .values({ cycle, step: 'verification', unit: '甲局', content: '{}', by_post: checker, at: now, task: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    const row = {
      cycle,
      unit: '甲局',
      input: 'verification',
      indicator: '1',
      falsified: false,
      points: '3',
      ground: '台账不符',
      document: null,
      fields: '{}',
      submission: submission.id,
      supersedes: null,
      by_post: checker,
      at: now,
    }
    return (await db.insertInto('addition').values(row).returning('id').executeTakeFirstOrThrow()).id
  })
  await refused(base, 'bad-input', /同一得分或扣分只能更正一次/, () => answer(year, granted({ withdraw: id }, { withdraw: id })))
  await answer(year, granted({ withdraw: id }))
  const rows = await database.selectFrom('addition').selectAll().where('cycle', '=', cycle).orderBy('id').execute()
  expect(rows.map((row) => [row.points, row.void, row.supersedes, row.ground])).toEqual([
    ['3', false, null, '台账不符'],
    ['3', true, id, '登记属实'],
  ])
  expect((await factsOf(database, cycle, year.pack)).units['甲局']?.['verification']).toEqual([])
})

test('what was noted as unfinished is corrected to zero and counts no more', async () => {
  const year = await appealed()
  const note = (input: string) => ({ unit: '甲局', input, item: '1', value: '1' })
  await year.inChange((open) => storeScores(open, [note('unfinished'), note('missedKeyTasks')]), checker)
  const facts = async () => (await factsOf(base.database, year.cycle, year.pack)).units['甲局']
  expect(await facts()).toMatchObject({ missedKeyTasks: '1', unfinished: { value: 'true' } })
  await answer(
    year,
    granted({ input: 'unfinished', indicator: '1', points: '0' }, { input: 'missedKeyTasks', indicator: '1', points: '0' }),
  )
  expect(await facts()).toMatchObject({ missedKeyTasks: '0', unfinished: 'false' })
})

test('a window that has passed unused is waived, and nothing is filed after that; one that was used waits for its answer', async () => {
  const year = await openYear(base)
  await formsOut(year)
  await received(year, '甲局')
  await received(year, '乙局')
  await appeal(year.as(liaison('乙局')), { unit: '乙局', content: { claims: [{ ground: '因' }] } })
  const close = (unit: string) => settleAppeal(base.database, cycleClock, year.cycle, unit)
  expect(await close('甲局')).toEqual({ done: false })
  await year.moveTo('2018-02-12T16:00:00.000Z')
  expect(await close('甲局')).toEqual({ done: true })
  expect(await close('乙局')).toEqual({ done: false })
  expect((await entriesOf(year)).at(-1)).toMatchObject({ verb: 'waive', subject: 'appeal/甲局', by: 'system' })
  await year.moveTo('2018-02-12T01:00:00.000Z') // even if a clock went back
  await refused(base, 'too-late', /逾期视同自动放弃/, () =>
    appeal(year.as(liaison('甲局')), { unit: '甲局', content: { claims: [{ ground: '因' }] } }),
  )
  expect(await close('甲局')).toEqual({ done: true })
})

describe('the step of the appeals', () => {
  const start = async () => {
    const year = await openYear(base)
    await formsOut(year)
    for (const unit of ['甲局', '乙局', '丙镇']) await received(year, unit)
    const woken = async () => (await messagesOf(year)).filter((message) => message === 'changed step/appeals').length
    const close = (unit: string) => settleAppeal(base.database, cycleClock, year.cycle, unit)
    return { year, woken, close }
  }

  test('is woken by the last appeal that closes, and settles then', async () => {
    const { year, woken, close } = await start()
    expect(await settleStep(year, 'feedback')).toEqual({ done: true })
    await year.moveTo('2018-02-12T16:00:00.000Z')
    await close('甲局')
    await close('丙镇')
    expect(await woken()).toBe(0)
    expect(await settleStep(year, 'appeals')).toEqual({ done: false })
    await close('乙局')
    expect(await woken()).toBe(1)
    expect(await settleStep(year, 'appeals')).toEqual({ done: true })
  })

  test('is woken by the settling of the forms, when that comes after the last appeal', async () => {
    const { year, woken, close } = await start()
    await year.moveTo('2018-02-12T16:00:00.000Z')
    for (const unit of ['甲局', '乙局', '丙镇']) await close(unit)
    const before = await woken()
    expect(await settleStep(year, 'appeals')).toEqual({ done: false })
    expect(await settleStep(year, 'feedback')).toEqual({ done: true })
    expect(await woken()).toBe(before + 1)
    expect(await settleStep(year, 'appeals')).toEqual({ done: true })
  })
})

test('the appeals do not settle while a unit has not received its form', async () => {
  const year = await openYear(base)
  await formsOut(year)
  await received(year, '甲局')
  await year.moveTo('2018-02-27T16:00:00.000Z') // after the due day of the step
  await settleAppeal(base.database, cycleClock, year.cycle, '甲局')
  expect(await settleStep(year, 'appeals')).toEqual({ done: false })
})
