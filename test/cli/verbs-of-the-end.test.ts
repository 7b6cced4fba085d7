import fs from 'node:fs'
import { expect, test } from 'vitest'
import { settleAppeal } from '../../activities/settle-appeal.ts'
import { decide } from '../../client/verbs/decide.ts'
import { cycleClock } from '../../records/clock.ts'
import { DRAFT } from '../../steps/consultation.ts'
import { changingPack } from '../support/small-pack/changing.ts'
import { withBallot } from '../support/small-pack/course.ts'
import { smallPackFiles } from '../support/small-pack/files.ts'
import { proceedingsPack } from '../support/small-pack/proceedings.ts'
import { formsOut, hand, ruleOn, settleStep, underReview } from '../support/small-pack/stages.ts'
import { liaison, office, openYear, putBook, smallPack, useDatabase } from '../support/small-pack/year.ts'
import { by, taskOf, useCommands } from './verbs.ts'

const base = useDatabase()
const { says, file } = useCommands(base)

test('evaluations: codes and ratings, results as a table that is put back, a draw with something mixed in', async () => {
  const year = await openYear(base, { pack: smallPack(withBallot), at: '2017-12-11T00:30:00.000Z' })
  const { cycle } = year
  await year.openNow('delegates')
  await year.openNow('public-results')
  await says([
    ['ballot', 'codes', cycle, 'delegates', file('codes.csv'), ...by(office)],
    /党代表 3 个、人大代表 2 个，写入 .*系统只存校验值/,
  ])
  const [code = ''] = /([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}/.exec(fs.readFileSync(file('codes.csv'), 'utf8')) ?? []
  const results = await taskOf(year, 'public-results', '调查队')
  await says(
    [['ballot', 'rate', code, file('rating.yaml', 'ratings: { 甲局: "90", 乙局: "80" }\n')], /[0-9a-f]{64}/],
    [['ballot', 'show', cycle, 'delegates'], /每个单位每组至少 2 份有效评价才公布[^]*尚未结束，不显示任何结果。/],
    [['results', 'form', results, file('results.csv')], /results\.csv/],
    [['draw', 'mix', cycle, 'spot-check', '--value', '开奖号码 05 11 17', '--document', '公告1号', ...by(office)], /开奖号码 05 11 17/],
    [['draw', 'show', cycle, 'spot-check'], /[0-9a-f]{64}/],
  )
  const filled = fs
    .readFileSync(file('results.csv'), 'utf8')
    .replace(/^(甲局|乙局),.*$/gm, (_, unit: string) => `${unit},${unit === '甲局' ? '91.25' : '88'}`)
  file('results.csv', filled)
  const survey = by('调查队#1')
  await says(
    [['results', 'import', results, file('results.csv'), '--dry-run', ...survey], /91\.25/],
    [['results', 'import', results, file('results.csv'), ...survey], /增 甲局 公众评议：91\.25[^]*已报送/],
    [
      ['results', 'import', results, file('corrected.csv', filled.replace('91.25', '92')), '--document', '更正函1号', ...survey],
      /改 甲局 公众评议：91\.25 → 92[^]*已凭“更正函1号”更正/,
    ],
    [['results', 'undo', results, '--document', '更正函2号', ...survey], /已凭“更正函2号”更正，编号 \d+；原来的结果仍在案。/],
  )
  const scores = await base.database
    .selectFrom('score')
    .select(['unit', 'value', 'supersedes'])
    .where('cycle', '=', cycle)
    .where('input', '=', 'public')
    .orderBy('id')
    .execute()
  expect(scores.filter(({ unit }) => unit === '甲局').map(({ value }) => value)).toEqual(['91.25', '92', '91.25'])
}, 60_000)

test('units and indicators: renamed, split and merged in preview, an indicator asked to be withdrawn, a number decided by a document', async () => {
  const year = await openYear(base, { pack: changingPack({ merged: 'decision' }), at: '2017-10-09T02:00:00.000Z' })
  const { cycle } = year
  await putBook(year)
  for (const key of ['task-book', 'town-task-book']) {
    const settled_at = '2017-04-25T00:00:00.000Z'
    await base.database
      .updateTable('step')
      .set({ state: 'settled', opens_at: settled_at, due_at: settled_at, settled_at })
      .where('cycle', '=', cycle)
      .where('key', '=', key)
      .execute()
  }
  await year.openNow('adjustment')
  const october = ['--on', '2017-10-01', '--document', '县编委〔2017〕8号', '--reason', '机构改革', ...by(office)]
  await says(
    [['unit', 'list', cycle], /甲局 +甲局 +部门/],
    [['unit', 'split', cycle, '甲局', '--into', '甲局=1', '--into', '戊局=2', ...october, '--preview'], /【只看影响，未办理】/],
    [['indicator', 'withdraw', cycle, '甲局', '2', '--document', '文1', '--reason', '任务取消', ...by(office)], /由考核办另一岗位决定/],
    [['unit', 'rename', cycle, '丙镇', '--name', '丙街道', ...october], /丙镇 自 2017-10-01 起更名为 丙街道/],
    [['unit', 'merge', cycle, '甲局', '乙局', '--into', '新局', ...october], /自 2017-10-01 起合并为 新局/],
    [['unit', 'decide', cycle, '新局', 'process', '88', '--document', '县编委〔2017〕9号', '--reason', '集体研究', ...by(office)], /新局 的 process 由文件定为 88。/],
    [['unit', 'decide', cycle, '新局', 'process', '87', '--document', '县编委〔2017〕10号', '--reason', '更正', ...by(office)], /定为 87（原定 88）/],
    [['unit', 'list', cycle], /新局 .*2017-10-01 +甲局、乙局[^]*【年内变动】[^]*更名/],
  ) // prettier-ignore
  expect(
    await base.database.selectFrom('decided_score').select(['value', 'document']).where('cycle', '=', cycle).orderBy('id').execute(),
  ).toEqual([
    { value: '88', document: '县编委〔2017〕9号' },
    { value: '87', document: '县编委〔2017〕10号' },
  ])
}, 60_000)

test('the end of a year: forms are received, an appeal is answered, a late one let in, the results published and rolled into the next year', async () => {
  const year = await openYear(base, { pack: proceedingsPack() })
  const { cycle } = year
  await formsOut(year)
  const form = (unit: string) => taskOf(year, 'feedback', unit)
  const claims = file('claims.yaml', 'claims:\n  - { indicator: "1", asks: "20", ground: 附来访登记 }\n')
  const answer = file('answer.yaml', 'outcome: refused\nanswer: 原评分有据\n')
  await says(
    [['acknowledge', await form('甲局'), ...by(liaison('甲局'))], /2018-02-12 24:00/],
    [['acknowledge', await form('乙局'), '--proof', '送达回证1号', ...by(office)], /2018-02-12 24:00/],
    [['acknowledge', await form('丙镇'), ...by(liaison('丙镇'))], /2018-02-12 24:00/],
    [['appeal', cycle, '甲局', claims, ...by(liaison('甲局'))], /甲局 的复核申请已接收，报送编号 \d+；考核办的办理任务编号 \d+。/],
  )
  await says([['resolve', await taskOf(year, 'appeals', '甲局'), answer, ...by(office)], /复核已答复：不予支持。/])
  await settleStep(year, 'feedback')
  await year.moveTo('2018-02-12T16:00:00.000Z')
  for (const unit of ['乙局', '丙镇']) await settleAppeal(year.database, cycleClock, cycle, unit)
  await settleStep(year, 'appeals')
  await year.moveTo('2018-02-13T02:00:00.000Z')
  await year.openNow('publication', { opens: '2018-02-13', due: '2018-02-14' })
  const next = Object.entries(smallPackFiles).map(([name, text]) =>
    file(`next/${name}`, name === 'pack.yaml' ? text.replaceAll('2017', '2018') : text),
  )
  await says([['revive', cycle, '乙局', '--document', '领导组纪要5号', '--reason', '签收人住院', ...by('领导组#1')], /2018-02-22 24:00/])
  await year.moveTo('2018-02-22T16:00:00.000Z')
  await settleAppeal(year.database, cycleClock, cycle, '乙局')
  await says(
    [['publish', await taskOf(year, 'publication', 'publish'), '--document', '小字9号', ...by(office)], /考评结果已公布（第 1 次计算）。/],
    [['cycle', 'roll', cycle, file('next'), '--id', 'next-year', '--preview', ...by(office)], /没有可转入的。/],
    [['cycle', 'carried', cycle], /没有可转入的。/],
  )
  expect(next.length).toBeGreaterThan(4)
}, 60_000)

test('proceedings: task books, opinions with their answers, minutes and advice are listed', async () => {
  const year = await openYear(base, { pack: proceedingsPack() })
  const { cycle } = year
  await underReview(year)
  await ruleOn(year, 'review', '甲局', 'accept')
  await year.openNow('task-book', { opens: '2017-04-10', due: '2017-04-11' })
  await year.openNow('consultation')
  await decide(year.as(office), { task: await taskOf(year, 'consultation', DRAFT), outcome: 'issue', document: '考办函〔2017〕3号' })
  await hand(year, 'consultation', '单位/甲局', liaison('甲局'), { opinions: [{ indicator: '1', text: '分值偏低' }] })
  await ruleOn(year, 'consultation', '单位/甲局/1', 'decline', office, '与上年一致')
  await year.openNow('conference')
  const items = [{ key: 'rules', text: '审议细则' }]
  await hand(year, 'conference', '议题', office, { on: '2017-04-10', items })
  await ruleOn(year, 'conference', '议题/审定', 'approve', '领导组#1')
  const resolutions = [{ item: 'rules', outcome: 'adopted', text: '议定' }]
  await hand(year, 'conference', '纪要/1', office, {
    number: '纪要〔2017〕1号',
    on: '2017-04-10',
    attended: ['牵头办', '市委'],
    resolutions,
  })
  await says(
    [['book', 'list', cycle], /办〔2017〕1 号/],
    [['consultation', 'list', cycle, '--step', 'consultation'], /分值偏低[^]*与上年一致/],
    [['meeting', 'list', cycle], /纪要〔2017〕1号[^]*审议细则/],
    [['decision', 'list', cycle], /与上年一致/],
    [['advice', 'show', cycle, '甲局'], /没有符合条件的记录。/],
  )
}, 60_000)
