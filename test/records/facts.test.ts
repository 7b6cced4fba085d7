import { expect, test } from 'vitest'
import { factsOf } from '../../records/facts.ts'
import { issueForms, type FeedbackContent } from '../../records/feedback.ts'
import { outcomeOf } from '../../records/result.ts'
import { scoresInForce, storeScores } from '../../records/score.ts'
import { score } from '../../scoring/index.ts'
import { storeAdditions } from '../../steps/additions.ts'
import { computeStep, putFacts } from '../support/small-pack/stages.ts'
import { office, openYear, putBook, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const factsIn = (year: Year) => factsOf(base.database, year.cycle, year.pack)

/** Additions of 甲局: 3 points off indicator 1, indicator 2 falsified, 1 point off outside, 2 bonus, 1.5 deducted. */
async function putAdditions(year: Year): Promise<void> {
  await year.inChange(async (open) => {
    const row = { cycle: year.cycle, step: 'verification', unit: '甲局', content: '{}', by_post: office, at: open.now, task: null }
    const { id } = await open.db.insertInto('submission').values(row).returning('id').executeTakeFirstOrThrow()
    const put = (input: string, additions: Parameters<typeof storeAdditions>[4]) => storeAdditions(open, id, '甲局', input, additions)
    await put('verification', [
      { indicator: '1', points: '3', ground: '台账缺页' },
      { indicator: '2', points: '0', ground: '伪造', falsified: true },
      { points: '1.0', ground: '现场混乱' },
    ])
    await put('bonus', [{ points: '2', ground: '表彰', document: '省字1号' }])
    await put('deductions', [{ points: '1.50', ground: '通报' }])
  }, office)
}

test('nothing handed in is missing, which is not zero; a tally of what nobody noted is zero, and a flag that nobody raised is false', async () => {
  const year = await openYear(base)
  await putBook(year)
  expect(await factsIn(year)).toEqual({
    pack: 'small',
    units: {
      甲局: {
        indicators: { '1': { full: '20' }, '2': { full: '10' } },
        verification: [],
        bonus: [],
        deductions: [],
        leaders: [],
        peers: [],
        missedKeyTasks: '0',
        unfinished: 'false',
      },
      乙局: {
        indicators: { '1': { full: '10' } },
        verification: [],
        bonus: [],
        deductions: [],
        leaders: [],
        peers: [],
        missedKeyTasks: '0',
        unfinished: 'false',
      },
      丙镇: { verification: [], bonus: [], deductions: [], leaders: [], peers: [], missedKeyTasks: '0', unfinished: 'false' },
    },
  })
  const [unit] = score(year.pack, await factsIn(year)).units.filter((each) => each.unit === '甲局')
  expect(unit?.total).toBeNull()
})

test('each fact comes from its row, plainly written, and of what was superseded only the last counts', async () => {
  const year = await openYear(base)
  await putFacts(year)
  await year.inChange((open) => storeScores(open, [{ unit: '甲局', input: 'public', value: '88.500' }, { unit: '甲局', input: 'unfinished', item: '2', value: '1' }])) // prettier-ignore
  const old = (await scoresInForce(base.database, year.cycle, { unit: '甲局', input: 'result' }))[0]
  await year.inChange((open) =>
    storeScores(open, [{ unit: '甲局', input: 'result', item: '1', value: '19.50', supersedes: old?.id ?? '' }]),
  )
  const all = await scoresInForce(base.database, year.cycle, { unit: '甲局' })
  const from = (input: string, item = '') => `score/${all.find((row) => row.input === input && row.item === item)?.id}`
  expect((await factsIn(year)).units['甲局']).toMatchObject({
    indicators: {
      '1': { full: '20', result: { value: '19.5', origin: from('result', '1') } },
      '2': { full: '10', result: { value: '10', origin: from('result', '2') } },
    },
    process: { value: '90', origin: from('process') },
    public: { value: '88.5', origin: from('public') },
    leaders: [
      { value: '80', origin: from('leaders', '张市长') },
      { value: '90', origin: from('leaders', '李书记') },
    ],
    unfinished: { value: 'true', origin: from('unfinished', '2') },
  })
})

test('a computation is what the facts say by hand, and reads back as it was', async () => {
  const year = await openYear(base)
  await putFacts(year)
  await putAdditions(year)
  await year.openNow('computation')
  await computeStep(year, 'computation')
  const outcome = await outcomeOf(base.database, year.cycle, 1)
  // 甲局: (18 − 3) + 0 (falsified) + 90 + 85 + 2 − 1 − 1.5 = 189.5; 乙局: 10 + 95 + 85; 丙镇: 99 of 110
  expect(outcome?.units.map((unit) => [unit.unit, unit.total, unit.published])).toEqual([
    ['丙镇', '90', '90.00'],
    ['乙局', '190', '190.00'],
    ['甲局', '189.5', '189.50'],
  ])
  const fresh = score(year.pack, await factsIn(year))
  expect(outcome?.resultHash).toBe(fresh.resultHash)
  for (const unit of fresh.units) expect(outcome?.units.find((each) => each.unit === unit.unit)?.trace).toEqual(unit.trace)
})

test('computed again with nothing changed, nothing differs; a computation step computes once', async () => {
  const year = await openYear(base)
  await putFacts(year)
  await year.openNow('computation')
  await computeStep(year, 'computation')
  expect(await computeStep(year, 'computation')).toEqual({ done: true })
  await year.openNow('final', { opens: '2018-02-26', due: '2018-02-27' })
  await computeStep(year, 'final')
  const rows = await base.database.selectFrom('computation').selectAll().where('cycle', '=', year.cycle).orderBy('version').execute()
  expect(rows.map((row) => [row.version, row.step])).toEqual([[1, 'computation'], [2, 'final']]) // prettier-ignore
  expect(rows[0]?.difference).toBeNull()
  expect(rows[1]?.difference).toMatchObject({ changed: [], unchanged: expect.arrayContaining(['甲局', '乙局', '丙镇']) as string[] })
  expect(rows[1]?.result_hash).toBe(rows[0]?.result_hash)
})

test('a feedback form lists each deduction with its ground, and no remark on full points', async () => {
  const year = await openYear(base)
  await putFacts(year) // 18 of 20 一件逾期; process 90 一次未报
  await putAdditions(year)
  await year.inChange((open) => storeScores(open, [{ unit: '乙局', input: 'public', value: '100' }]))
  const [full] = await scoresInForce(base.database, year.cycle, { unit: '乙局', input: 'result' })
  await year.inChange((open) =>
    storeScores(open, [{ unit: '乙局', input: 'result', item: '1', value: '10', ground: '做得好', supersedes: full?.id ?? '' }]),
  )
  await year.openNow('computation')
  await computeStep(year, 'computation')
  expect(await year.inChange((open) => issueForms(open))).toEqual(['丙镇', '乙局', '甲局'])
  const forms = await base.database.selectFrom('feedback_form').selectAll().where('cycle', '=', year.cycle).orderBy('unit').execute()
  const listed = (unit: string) =>
    (forms.find((form) => form.unit === unit)?.content as FeedbackContent).deductions.map((each) => [
      each.indicator,
      each.points,
      each.full,
      each.ground,
    ])
  expect(listed('乙局')).toEqual([])
  expect(listed('甲局')).toEqual([
    [null, '90', null, '一次未报'],
    ['1', '18', '20', '一件逾期'],
    ['1', '3', null, '台账缺页'],
    ['2', '0', null, '伪造'],
    [null, '1.0', null, '现场混乱'],
    [null, '2', null, '表彰'],
    [null, '1.50', null, '通报'],
  ])
  expect(forms.find((form) => form.unit === '甲局')).toMatchObject({ version: 1, content: { total: '189.5', published: '189.50' } })
})

test('without a computation there are no forms', async () => {
  const year = await openYear(base)
  await expect(year.inChange((open) => issueForms(open))).rejects.toMatchObject({
    code: 'conflict',
    message: '尚未计算成绩，不能下发反馈单。',
  })
})
