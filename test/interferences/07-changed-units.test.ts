import { expect, test } from 'vitest'
import { at } from '../../calendar/index.ts'
import { reorganise } from '../../client/verbs/reorganise.ts'
import { submit } from '../../client/verbs/submit.ts'
import { withdrawIndicator } from '../../client/verbs/withdraw-indicator.ts'
import { computedUnit } from '../../client/views/explained.ts'
import { rankingView } from '../../client/views/ranking.ts'
import { explain, verify } from '../../scoring/index.ts'
import { changingPack } from '../support/small-pack/changing.ts'
import { openRunningYear } from '../support/running-year.ts'
import { hand as handIn, ruleOn } from '../support/small-pack/stages.ts'
import { checker, liaison, office, third } from '../support/small-pack/year.ts'
import { useSystem } from '../support/system.ts'

const system = useSystem()

const s = 'late: escalate, source: { article: 一, quote: 得分按下列办法计算 }'
const step = (key: string, kind: string, dates: string, more: string) =>
  `  - { key: ${key}, kind: ${kind}, name: ${key}, ${dates}, ${more}, ${s} }`
const on = (opens: string, due: string) => `opens: ${opens}, due: ${due}`
const departments = 'classes: [departments]'
const plan = [
  step('declaration', 'declaration', on('2017-03-27', '2017-04-07'), `${departments}, actor: units`),
  step(
    'review',
    'review',
    on('2017-04-10', '2017-04-14'),
    `${departments}, actor: office, of: declaration, freshWindow: "3", after: [declaration]`,
  ),
  step('book', 'taskBook', on('2017-04-20', '2017-04-20'), `${departments}, actor: nobody, of: declaration, after: [review]`),
  step('adjustment', 'adjustment', on('2017-05-02', '2017-12-29'), `${departments}, actor: units, after: [book]`),
  step('process', 'assessment', on('2017-07-10', '2017-07-14'), `${departments}, actor: office, input: process, after: [book]`),
  step('check', 'selfCheck', on('2017-10-09', '2017-10-12'), `${departments}, actor: units, after: [book]`),
  step('result', 'assessment', on('2017-12-11', '2017-12-15'), `${departments}, actor: assessors, input: result, after: [book]`),
  step('leaders', 'evaluation', on('2017-12-11', '2017-12-15'), `${departments}, actor: raters, raters: leader, input: leaders`),
  step('party', 'results', on('2017-12-11', '2017-12-15'), `classes: [towns], actor: "body:牵头办", input: party`),
  step('first', 'computation', on('2017-12-18', '2017-12-18'), `actor: nobody, after: [result, leaders, party]`),
]

const pack = changingPack({ plan: `steps:\n${plan.join('\n')}\n` })

test('interference 7: units are renamed and merged, an indicator is adjusted, another withdrawn: history stays, points follow the stated rules', async () => {
  const { database } = system
  const year = await openRunningYear(system, 'changed', pack, '2017-03-27')
  const { cycle, as, morning } = year
  const hand = (step: string, key: string, post: string, content: unknown) => handIn(year, step, key, post, content)
  const approve = (step: string, key: string, outcome: string) => ruleOn(year, step, key, outcome, checker)

  await morning('2017-03-27')
  const indicator = (key: string, full: string, body: object = {}) => ({ key, name: `指标${key}`, full, kind: 'functional', ...body })
  await hand('declaration', '甲局', liaison('甲局'), { indicators: [indicator('1', '20', { body: '乙局办' }), indicator('2', '10')] })
  await hand('declaration', '乙局', liaison('乙局'), { indicators: [indicator('1', '10'), indicator('2', '5')] })
  await morning('2017-04-10')
  for (const unit of ['甲局', '乙局']) await approve('review', unit, 'accept')
  await year.night('2017-04-19')
  await morning('2017-05-02')
  await morning('2017-07-10')
  await hand('process', '甲局', office, { score: '90', ground: '缺项' })
  await hand('process', '乙局', office, { score: '80', ground: '缺项' })
  // full points of one indicator are 10 from 1 July on
  const asked = { indicator: '1', full: '10', from: '2017-07-01', reason: '上级指标年中调整', document: '上级函1号' }
  await submit(as(liaison('甲局')), { step: 'adjustment', content: asked })
  await approve('adjustment', '甲局/1/1', 'approve')

  // both have to check themselves; one has, when they are merged; the notice of the other is not out yet
  await morning('2017-10-09')
  await hand('check', '乙局', liaison('乙局'), { progress: ['1', '2'].map((key) => ({ indicator: key, done: '70' })) })
  const papers = { on: '2017-10-01', document: '县编委〔2017〕8号', reason: '机构改革' }
  await year.to(at('2017-10-10', '10:00'))
  await reorganise(as(office), { kind: 'rename', unit: '丙镇', name: '丙街道', ...papers })
  const merged = await reorganise(as(office), { kind: 'merge', from: ['甲局', '乙局'], into: { key: '新局' }, ...papers })
  expect(merged).toMatchObject({ indicators: 4, opened: ['check：新局'] })
  const states = async (step: string) => (await year.tasks(step)).map((task) => `${task.key} ${task.state}`)
  expect(await states('check')).toEqual(['甲局 cancelled', '乙局 done', '新局 open'])
  // an indicator that came with the merger is withdrawn, by one post of the office and another
  await withdrawIndicator(as(office), { unit: '新局', indicator: '乙局·2', document: '县考核办〔2017〕5号', reason: '任务取消' })
  await approve('adjustment', '新局/乙局·2/2', 'approve')
  await morning('2017-10-11')
  await morning('2017-10-13') // the check is a day late: who is reminded of it?
  const reminded = database.selectFrom('notice').select('post').where('cycle', '=', cycle).where('kind', '=', 'late')
  expect((await reminded.execute()).map(({ post }) => post)).toEqual(['新局/联络员'])
  await hand('check', '新局', liaison('新局'), { progress: ['甲局·1', '甲局·2', '乙局·1'].map((key) => ({ indicator: key, done: '80' })) })

  // whoever assessed for the unit that was merged may not assess the successor: the office does
  await morning('2017-12-11')
  expect(await states('result')).toEqual(['新局@考核办 open'])
  const ground = '一件逾期'
  const segments = [
    { from: '2017-01-01', points: '18', ground },
    { from: '2017-07-01', points: '9', ground },
  ]
  const items = [
    { indicator: '甲局·1', segments },
    { indicator: '甲局·2', points: '10' },
    { indicator: '乙局·1', points: '10' },
  ]
  await hand('result', '新局@考核办', third, { items })
  await hand('leaders', '张市长', '张市长#1', { ratings: { 新局: '80' } })
  await hand('leaders', '李书记', '李书记#1', { ratings: { 新局: '90' } })
  await hand('party', '牵头办', '牵头办#1', { results: { 丙镇: { raw: '99', full: '110' } } })
  await year.night('2017-12-17')

  // (18 × 181 + 9 × 184) ÷ 365 + 10 + 10 of the indicators, (90 + 80) ÷ 2 of the process, (80 + 90) ÷ 2 of the leaders
  const { pack: inForce, outcome } = await computedUnit(database, cycle, '新局')
  const found = outcome.units.find(({ unit }) => unit === '新局')!
  expect([found.total, found.published]).toEqual(['203.4630136986301369863013698630136986301', '203.46'])
  for (const each of [...outcome.units, ...outcome.cohorts]) expect(verify(inForce, each.trace)).toEqual([])
  const texts = explain(inForce, found.trace).map(({ text }) => text)
  for (const said of [
    '3 项承接自乙局、甲局',
    '《县考核办〔2017〕5号》撤销，原 5 分',
    '按天数加权（上级函1号）',
    '2017-01-01 至 2017-09-30，273 天，甲局',
  ])
    expect(texts.filter((text) => text.includes(said)).length, said).toBeGreaterThan(0)
  const { classes } = await rankingView(database, cycle)
  expect(classes.flatMap(({ units }) => units.map(({ unit, name, published }) => [unit, name, published]))).toEqual([
    ['新局', '新局', '203.46'],
    ['丙镇', '丙街道', '90.00'],
  ])
  // what was before stays under the old units
  const rows = database
    .selectFrom('score')
    .select(['unit', 'value'])
    .where('cycle', '=', cycle)
    .where('input', '=', 'process')
    .orderBy('id')
  expect(await rows.execute()).toEqual([
    { unit: '甲局', value: '90' },
    { unit: '乙局', value: '80' },
  ])
  const books = await database.selectFrom('indicator').select('unit').where('cycle', '=', cycle).execute()
  expect([books.filter(({ unit }) => unit === '甲局').length, books.filter(({ unit }) => unit === '乙局').length]).toEqual([3, 2])
  const old = await database
    .selectFrom('submission')
    .select('unit')
    .where('cycle', '=', cycle)
    .where('step', '=', 'check')
    .orderBy('id')
    .execute()
  expect(old.map(({ unit }) => unit)).toEqual(['乙局', '新局'])
})
