import { describe, expect, test } from 'vitest'
import { submit } from '../../client/verbs/submit.ts'
import { factsOf } from '../../records/facts.ts'
import { taskBook } from '../../records/indicator.ts'
import { hand, ruleOn, settleStep } from '../support/small-pack/stages.ts'
import { checker, liaison, office, openYear, putBook, refused, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const s = '{ article: 一, quote: 得分按下列办法计算 }'
const LEAD = '牵头办#1'
const OTHER = '乙局办#1'

/**
 * The small pack where both assessing bodies declare for 甲局, 30 points in all, each indicator under a point of a frame, of a kind and with its
 * basis; what 甲局 reports is verified by those bodies before they score it.
 */
const pack = smallPack((files) => {
  files['indicators.yaml'] = `frame:
  levels: [{ key: field, name: 领域 }, { key: point, name: 要点 }]
  nodes:
    - { key: A, name: 甲领域, level: field, source: ${s} }
    - { key: A1, name: 甲一, level: point, parent: A, source: ${s} }
    - { key: A2, name: 甲二, level: point, parent: A, source: ${s} }
total: { full: "30", source: ${s} }
units: {}
`
  files['roster.yaml'] = files['roster.yaml']!.replace('tasks: "2", points: "30", ', '')
    .replace('乙局, name: 乙局, class: departments', '乙局, name: 乙局, class: others')
    .replace('  - { key: towns,', `  - { key: others, name: 其他, source: ${s} }\n  - { key: towns,`)
  files['scoring.yaml'] = files['scoring.yaml']!.replace(
    'totals: { departments: department-total,',
    `  node: { type: frame, level: point, label: 要点, by: 办, source: ${s} }
  rank: { type: choice, values: [heavy, light], declared: "true", label: 轻重, by: 办, source: ${s} }
totals: { departments: department-total, others: department-total,`,
  )
  files['plan.yaml'] = files['plan.yaml']!.replace('kind: declaration,', 'kind: declaration, asks: [{ key: basis, label: 依据 }], ')
    .replace(/(key: declaration,.*actor: )units/u, '$1assessors')
    .replace(/(key: verification,.*actor: )office(.*of: )assessment/u, '$1assessors$2report')
})
const open = (at?: string): Promise<Year> => openYear(base, { pack, ...(at === undefined ? {} : { at }) })
const row = (key: string, full: string, body: string, more: object = {}) => ({
  key,
  name: `指标${key}`,
  full,
  kind: 'key',
  body,
  fields: { basis: '上级文件', node: 'A1', rank: 'heavy' },
  ...more,
})
const of = (...indicators: object[]) => ({ indicators })
const lead = of(row('1', '12', '牵头办'), row('2', '8', '牵头办'))
const other = of(row('3', '10', '乙局办', { fields: { basis: '法律', node: 'A2', rank: 'light' } }))

async function declared(year: Year, second: object = other): Promise<void> {
  await year.openNow('declaration')
  await hand(year, 'declaration', '甲局@牵头办', LEAD, lead)
  await hand(year, 'declaration', '甲局@乙局办', OTHER, second)
  await settleStep(year, 'declaration')
  await year.moveTo('2017-04-10T00:30:00.000Z')
  await year.openNow('review')
}

describe('a declaration by all assessing bodies', () => {
  test('is a task of each body for each unit, and of nobody else', async () => {
    const year = await open()
    await year.openNow('declaration')
    expect((await year.tasks('declaration')).map((task) => [task.key, task.unit, task.assignee_body])).toEqual([
      ['甲局@乙局办', '甲局', '乙局办'],
      ['甲局@牵头办', '甲局', '牵头办'],
    ])
    await refused(base, 'wrong-role', /应由“牵头办”办理/u, () => hand(year, 'declaration', '甲局@牵头办', liaison('甲局'), lead))
  })

  test.each<[string, object, RegExp]>([
    ['an indicator of another body', of(row('1', '12', '乙局办')), /指标 1 的考核主体应为“牵头办”自己，实为“乙局办”/u],
    ['an indicator of nobody', of({ ...row('1', '12', ''), body: undefined }), /应为“牵头办”自己，实为“未填”/u],
    ['a key twice', of(row('1', '12', '牵头办'), row('1', '8', '牵头办')), /指标序号 1 重复/u],
    ['no basis', of(row('1', '12', '牵头办', { fields: { node: 'A1', rank: 'heavy' } })), /指标 1 应写明依据（fields\.basis），实为未填/u],
    [
      'no place in the frame',
      of(row('1', '12', '牵头办', { fields: { basis: '文', rank: 'heavy' } })),
      /指标 1 应写明要点（fields\.node）/u,
    ],
    [
      'a place that is not of that level',
      of(row('1', '12', '牵头办', { fields: { basis: '文', node: 'A', rank: 'heavy' } })),
      /“要点”应为A1、A2 之一，实为`A`/u,
    ],
    [
      'a choice that there is not',
      of(row('1', '12', '牵头办', { fields: { basis: '文', node: 'A1', rank: 'fair' } })),
      /“轻重”应为heavy、light 之一，实为`fair`/u,
    ],
    [
      'a field nobody asked for',
      of(row('1', '12', '牵头办', { fields: { basis: '文', node: 'A1', rank: 'heavy', colour: '红' } })),
      /应只有 basis、node、rank，实为 `colour`/u,
    ],
  ])('with %s is refused', async (_, content, sentence) => {
    const year = await open()
    await year.openNow('declaration')
    await refused(base, 'bad-input', sentence, () => hand(year, 'declaration', '甲局@牵头办', LEAD, content))
  })

  test('is reviewed body by body; a return goes back to the body', async () => {
    const year = await open()
    await declared(year)
    expect((await year.tasks('review')).map((task) => task.key)).toEqual(['甲局@乙局办', '甲局@牵头办'])
    await ruleOn(year, 'review', '甲局@牵头办', 'return', office, '依据不足')
    expect(await year.task('review', '甲局@牵头办/退回')).toMatchObject({ verb: 'submit', unit: '甲局', assignee_body: '牵头办' })
    await refused(base, 'bad-input', /考核主体应为“牵头办”自己/u, () => hand(year, 'review', '甲局@牵头办/退回', LEAD, other))
    await hand(year, 'review', '甲局@牵头办/退回', LEAD, lead)
    await ruleOn(year, 'review', '甲局@乙局办', 'accept')
    await ruleOn(year, 'review', '甲局@牵头办/退回/再审', 'accept', checker)
    expect(await settleStep(year, 'review')).toEqual({ done: true })
  })

  test.each([
    ['29.99', '9.99'],
    ['30.01', '10.01'],
  ])('%s points in all are not accepted', async (all, full) => {
    const year = await open()
    await declared(year, of(row('3', full, '乙局办')))
    await ruleOn(year, 'review', '甲局@牵头办', 'accept')
    const sentence = new RegExp(`合在一起不符合要求：.*任务分值应为 30 分，实为 ${all.replace('.', '\\.')} 分.*请退回本份`, 'u')
    await refused(base, 'conflict', sentence, () => ruleOn(year, 'review', '甲局@乙局办', 'accept'))
    await ruleOn(year, 'review', '甲局@乙局办', 'return', office, '分值合计不符')
    await hand(year, 'review', '甲局@乙局办/退回', OTHER, other)
    await ruleOn(year, 'review', '甲局@乙局办/退回/再审', 'accept', checker)
  })

  test('the same key from two bodies is not accepted', async () => {
    const year = await open()
    await declared(year, of(row('1', '10', '乙局办')))
    await ruleOn(year, 'review', '甲局@牵头办', 'accept')
    await refused(base, 'conflict', /指标序号 1 重复/u, () => ruleOn(year, 'review', '甲局@乙局办', 'accept'))
  })
})

const issue = (year: Year) => year.openNow('task-book', { opens: '2017-04-24', due: '2017-04-25' })

test('the task book is that of all bodies, and its fields reach the facts', async () => {
  const year = await open()
  await declared(year)
  await ruleOn(year, 'review', '甲局@牵头办', 'accept')
  await ruleOn(year, 'review', '甲局@乙局办', 'accept')
  await issue(year)
  expect((await taskBook(base.database, year.cycle, '甲局')).map(({ key, body }) => [key, body])).toEqual([
    ['1', '牵头办'],
    ['2', '牵头办'],
    ['3', '乙局办'],
  ])
  const { units } = await factsOf(base.database, year.cycle, year.pack)
  const origin = expect.stringMatching(/^indicator\/\d+$/u) as string
  expect(units['甲局']!.indicators).toMatchObject({
    '1': { full: '12', node: { value: 'A1', origin }, rank: { value: 'heavy', origin } },
    '3': { full: '10', node: { value: 'A2', origin }, rank: { value: 'light', origin } },
  })
})

test('a task book whose points do not add up is not issued', async () => {
  const year = await open()
  await declared(year)
  await ruleOn(year, 'review', '甲局@牵头办', 'accept')
  await issue(year)
  expect((await year.step('task-book')).trouble).toMatch(/^甲局 的任务书不能下达：任务分值应为 30 分，实为 20 分。/u)
  expect(await taskBook(base.database, year.cycle)).toEqual([])
})

test('an adjustment may not change what the points add up to', async () => {
  const year = await open('2017-05-02T00:30:00.000Z')
  await putBook(year)
  await year.openNow('adjustment')
  const ask = (content: object) => () =>
    submit(year.as(liaison('甲局')), { step: 'adjustment', content: { indicator: '1', reason: '上级调整', ...content } })
  await refused(base, 'bad-input', /分值合计应为 30 分，调整后为 29\.5 分/u, ask({ full: '19.5' }))
  await refused(base, 'bad-input', /调整后为 10 分/u, ask({ withdraw: true }))
  await ask({ full: '20', standard: '改为验收' })()
})

describe('verification of a report', () => {
  const finding = (indicator: string, outcome = 'confirmed', more: object = {}) => ({ indicator, outcome, ground: '现场核对', ...more })
  const visit = (...findings: object[]) => ({ team: ['甲', '乙'], on: '2017-12-18', findings })
  const december = async (): Promise<Year> => {
    const year = await open('2017-12-18T00:30:00.000Z')
    await putBook(year, [
      { unit: '甲局', key: '1', full: '12', body: '牵头办' },
      { unit: '甲局', key: '2', full: '8', body: '牵头办' },
      { unit: '甲局', key: '3', full: '10', body: '乙局办' },
    ])
    await year.openNow('verification')
    return year
  }

  test('each body verifies all its indicators, none too few and none of another', async () => {
    const year = await december()
    expect((await year.tasks('verification')).map(({ key, assignee_body }) => [key, assignee_body])).toEqual([
      ['甲局@牵头办', '牵头办'],
      ['甲局@乙局办', '乙局办'],
    ])
    const refuse = (sentence: RegExp, content: object) =>
      refused(base, 'bad-input', sentence, () => hand(year, 'verification', '甲局@牵头办', LEAD, content))
    await refuse(/缺少 2/u, visit(finding('1')))
    await refuse(/多出 3/u, visit(finding('1'), finding('2'), finding('3')))
    await refuse(/扣分应大于零且不超过已得的 12 分，实为 12\.01/u, visit(finding('1', 'lowered', { points: '12.01' }), finding('2')))
  })

  test('what is false reaches the facts as such, what is confirmed does not', async () => {
    const year = await december()
    await hand(year, 'verification', '甲局@牵头办', LEAD, visit(finding('1', 'falsified'), finding('2')))
    await hand(year, 'verification', '甲局@乙局办', OTHER, visit(finding('3')))
    const { units } = await factsOf(base.database, year.cycle, year.pack)
    expect(units['甲局']!['verification']).toMatchObject([{ indicator: '1', falsified: 'true', points: '0' }])
  })
})
