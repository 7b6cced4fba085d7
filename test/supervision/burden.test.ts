import { expect, test } from 'vitest'
import { burdenText } from '../../client/cli/verbs/cycle-burden.ts'
import { requestCollection } from '../../client/verbs/request-collection.ts'
import { ruleCollection } from '../../client/verbs/rule-collection.ts'
import { submit } from '../../client/verbs/submit.ts'
import { burdenView } from '../../client/views/cycle-burden.ts'
import { unitView } from '../../client/views/unit.ts'
import { checker, liaison, office, openYear, putBook, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
/** In December a unit may be asked for two forms, one file and one visit. */
const limited = smallPack((files) => {
  files['supervision.yaml'] =
    'burden: { forms: "2", files: "1", visits: "1", source: { article: 一, quote: 得分按下列办法计算 }, assumes: [way] }\n'
})
const table = { name: '台账.txt', mediaType: 'text/plain', bytes: Buffer.from('台账') }

async function hand(year: Year, step: string, content: object) {
  return submit(year.as(liaison('甲局')), { task: (await year.task(step, '甲局')).id, content, evidence: [table] })
}

test('complaint 29: forms, files and visits of each unit and month against the ceiling, and what was asked twice', async () => {
  const year = await openYear(base, { pack: limited, at: '2017-12-01T00:30:00.000Z' })
  await putBook(year)
  // a self-check and a report in one month ask for the progress of each indicator twice
  await year.openNow('self-check', { opens: '2017-12-01', due: '2017-12-06' })
  await year.openNow('report')
  await year.openNow('spot-check', { opens: '2017-12-01', due: '2017-12-31' })
  const two = ['1', '2']
  await hand(year, 'self-check', { progress: two.map((indicator) => ({ indicator, done: '90' })) })
  await hand(year, 'report', { summary: '完成', items: two.map((indicator) => ({ indicator, done: '100', claim: '10' })) })
  const content = { units: ['甲局'], what: '清单', document: '文5', due: '2017-12-29' }
  await requestCollection(year.as(office), { content })
  await ruleCollection(year.as(checker), { number: '1', outcome: 'approve' })

  const view = await burdenView(base.database, year.cycle)
  expect(view.ceiling).toEqual({ forms: 2, files: 1, visits: 1 })
  const [drawn] = await year.tasks('spot-check') // one of the two is drawn
  const visited = (unit: string) => (drawn?.unit === unit ? 1 : 0)
  const months = (unit: string) => view.units.find((each) => each.unit === unit)?.months
  // the self-check, the report and the request outside the plan; the same file was uploaded with both
  expect(months('甲局')).toEqual([{ month: '2017-12', forms: 3, files: 2, visits: visited('甲局'), over: ['forms', 'files'] }])
  // at 24:00 of the 31st in Beijing it is still December
  expect(months('乙局')).toEqual([{ month: '2017-12', forms: 2, files: 0, visits: visited('乙局'), over: [] }])
  expect(months('丙镇')).toEqual([])
  expect(view.repeated).toEqual([
    { unit: '乙局', name: '乙局', month: '2017-12', what: '各项指标的进度：self-check、report' },
    { unit: '甲局', name: '甲局', month: '2017-12', what: '各项指标的进度：self-check、report' },
    { unit: '甲局', name: '甲局', month: '2017-12', what: '材料“台账.txt”上传 2 次' },
  ])
  expect(burdenText(view).split('\n')).toEqual([
    '月份     最多填表  最多材料  最多检查  超限单位',
    '2017-12         3         2         1         1',
    '每月上限：表 2，材料 1，现场检查 1。',
    '  超过上限：甲局 2017-12，表 3（上限 2），材料 2（上限 1）',
    '同一内容要了两次：',
    '  2017-12 各项指标的进度：self-check、report（乙局、甲局）',
    '  2017-12 材料“台账.txt”上传 2 次（甲局）',
  ])
  expect((await unitView(base.database, year.cycle, '甲局')).burden.months).toEqual(months('甲局'))
  expect((await burdenView(base.database, year.cycle, '乙局')).units.map(({ unit }) => unit)).toEqual(['乙局'])
  await expect(burdenView(base.database, year.cycle, '丁局')).rejects.toThrow(/没有名为“丁局”的被考评单位/)
})

test('a pack without a ceiling is measured all the same', async () => {
  const year = await openYear(base, { at: '2017-05-02T00:30:00.000Z' })
  expect(burdenText(await burdenView(base.database, year.cycle))).toBe(
    '还没有向单位要过什么。\n规则包没有规定每月的上限（supervision.yaml 的 burden）。',
  )
})
