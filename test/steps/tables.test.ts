import { describe, expect, test } from 'vitest'
import { resolve } from '../../client/verbs/resolve.ts'
import { appeal } from '../../client/verbs/appeal.ts'
import { lint } from '../../scoring/index.ts'
import { factsOf } from '../../records/facts.ts'
import { scoresInForce } from '../../records/score.ts'
import { formsOut, hand, received, ruleOn } from '../support/small-pack/stages.ts'
import { submit } from '../../client/verbs/submit.ts'
import { liaison, office, openYear, refused, smallPack, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const s = '{ article: 一, quote: 得分按下列办法计算 }'
const step = (text: string) => `  - { source: ${s}, late: escalate, opens: 2017-12-11, due: 2017-12-15, ${text} }\n`

/** The small pack with a table of four facts, peers within each class, and a rectification after deductions. */
const pack = smallPack((files) => {
  files['scoring.yaml'] = files['scoring.yaml']!.replace(
    'indicatorFields:',
    `  lastGrade: { type: choice, values: [优秀, 达标], label: 上年等次, by: 办, source: ${s} }
  gate: { type: flag, label: 领导组认定, by: 领导组, source: ${s} }
  heads: { type: number, min: "0", max: "50", whole: "true", label: 人数, by: 办, source: ${s} }
  villages: { type: number, min: "0", label: 村数, by: 办, classes: [towns], source: ${s} }
indicatorFields:`,
  )
  files['plan.yaml'] = files['plan.yaml']!.replace(
    '  - { key: computation,',
    step('key: table, kind: results, name: 填报情况, actor: body:领导组, inputs: [lastGrade, gate, heads, villages]') +
      step('key: peers, kind: evaluation, name: 同类互评, actor: raters, raters: peers, input: peers') +
      step('key: amends, kind: rectification, name: 按所列事项整改, actor: units, findings: [deductions]') +
      '  - { key: computation,',
  )
})
const open = () => openYear(base, { at: '2017-12-11T00:30:00.000Z', pack })
const leading = '领导组#1'
const rows = {
  甲局: { lastGrade: '优秀', gate: true, heads: '40' },
  乙局: { lastGrade: '达标', gate: false, heads: { notApplicable: '尚未定编' } },
  丙镇: { lastGrade: '达标', gate: 'false', heads: '0', villages: '12' },
}

describe('a table of facts', () => {
  test('reaches the facts of each unit as the pack declares them; what does not apply says why', async () => {
    const year = await open()
    await year.openNow('table')
    await hand(year, 'table', '领导组', leading, { results: rows })
    const { units } = await factsOf(base.database, year.cycle, year.pack)
    const from = expect.stringMatching(/^score\/\d+$/) as string
    expect(units['甲局']).toMatchObject({
      lastGrade: { value: '优秀', origin: from },
      gate: { value: 'true', origin: from },
      heads: { value: '40', origin: from },
    })
    expect(units['乙局']).toMatchObject({ lastGrade: { value: '达标' }, gate: 'false', heads: { notApplicable: '尚未定编' } })
    expect(units['丙镇']).toMatchObject({ heads: { value: '0' }, villages: { value: '12' } })
    expect(units['甲局']).not.toHaveProperty('villages')
  })

  test('a flag that nobody has told yet is missing, which is not false; one that only assessing notes is false', async () => {
    const year = await open()
    const { units } = await factsOf(base.database, year.cycle, year.pack)
    expect(units['甲局']).not.toHaveProperty('gate')
    expect(units['甲局']).not.toHaveProperty('lastGrade')
    expect(units['甲局']).toMatchObject({ unfinished: 'false' })
  })

  test.each([
    [/缺少 丙镇/, { 甲局: rows.甲局, 乙局: rows.乙局 }],
    [/甲局应恰好包含 3 项.*缺少 gate/, { ...rows, 甲局: { lastGrade: '优秀', heads: '40' } }],
    [/多出 villages/, { ...rows, 甲局: { ...rows.甲局, villages: '1' } }],
    [/“上年等次”应为优秀、达标 之一，实为`良好`/, { ...rows, 甲局: { ...rows.甲局, lastGrade: '良好' } }],
    [/“人数”应为整数/, { ...rows, 甲局: { ...rows.甲局, heads: '1.5' } }],
    [/“人数”应为不高于 50 的数/, { ...rows, 甲局: { ...rows.甲局, heads: '51' } }],
    [/“领导组认定”应为 true 或 false/, { ...rows, 甲局: { ...rows.甲局, gate: 'perhaps' } }],
    [/不能为空/, { ...rows, 甲局: { ...rows.甲局, heads: { notApplicable: ' ' } } }],
  ])('nothing is stored of %s', async (sentence, results) => {
    const year = await open()
    await year.openNow('table')
    await refused(base, 'bad-input', sentence, () => hand(year, 'table', '领导组', leading, { results }))
    expect(await scoresInForce(base.database, year.cycle)).toEqual([])
  })

  test('a word is corrected on appeal, to another that the pack lists', async () => {
    const year = await open()
    await year.openNow('table')
    await hand(year, 'table', '领导组', leading, { results: rows })
    await formsOut(year)
    await received(year, '甲局')
    await appeal(year.as(liaison('甲局')), { unit: '甲局', content: { claims: [{ ground: '上年等次有误' }] } })
    const task = (await year.task('appeals', '甲局')).id
    const granted = (correction: object) => ({ task, content: { outcome: 'granted', answer: '属实', corrections: [correction] } })
    const { database } = base
    await refused(base, 'bad-input', /应为 优秀、达标 之一，实为“良好”/, () =>
      resolve(year.as(office), granted({ input: 'lastGrade', word: '良好' })),
    )
    await refused(base, 'bad-input', /没有可更正的得分/, () => resolve(year.as(office), granted({ input: 'lastGrade', points: '1' })))
    await refused(base, 'bad-input', /没有可更正的“heads”/, () => resolve(year.as(office), granted({ input: 'heads', word: '达标' })))
    await resolve(year.as(office), granted({ input: 'lastGrade', word: '达标' }))
    expect((await factsOf(database, year.cycle, year.pack)).units['甲局']).toMatchObject({
      lastGrade: { value: '达标' },
      heads: { value: '40' },
    })
  })

  test('a step that names neither input nor inputs is found by lint', () => {
    const plan = pack.plan.map((each) => (each.key === 'table' ? { ...each, inputs: undefined } : each)) as typeof pack.plan
    expect(lint({ ...pack, plan }).map(({ code }) => code)).toContain('plan-results')
  })
})

describe('peers', () => {
  test('evaluate the others of their own class; who is alone in it has nobody to evaluate', async () => {
    const year = await open()
    await year.openNow('peers')
    expect((await year.tasks('peers')).map(({ key, assignee_unit }) => [key, assignee_unit])).toEqual([
      ['甲局', '甲局'],
      ['乙局', '乙局'],
    ])
    await refused(base, 'bad-input', /多出 丙镇/, () =>
      hand(year, 'peers', '甲局', liaison('甲局'), { ratings: { 乙局: '90', 丙镇: '80' } }),
    )
    await refused(base, 'bad-input', /多出 甲局/, () =>
      hand(year, 'peers', '甲局', liaison('甲局'), { ratings: { 甲局: '90', 乙局: '90' } }),
    )
    await hand(year, 'peers', '甲局', liaison('甲局'), { ratings: { 乙局: '90' } })
    const scores = await scoresInForce(base.database, year.cycle, { input: 'peers' })
    expect(scores.map(({ unit, item, value }) => [unit, item, value])).toEqual([['乙局', '甲局', '90']])
  })
})

describe('a rectification with findings of its own', () => {
  test('is asked of the units that have an approved event of those inputs, and of no others', async () => {
    const year = await open()
    await year.openNow('additions')
    const deduct = (unit: string) =>
      submit(year.as('牵头办#1'), { step: 'additions', content: { deduction: { unit, points: '1', ground: '通报', document: '文1号' } } })
    await deduct('甲局')
    await deduct('乙局')
    await ruleOn(year, 'additions', '减分/甲局/1', 'approve')
    await ruleOn(year, 'additions', '减分/乙局/2', 'refuse', office, '不属实')
    await year.openNow('amends')
    expect((await year.tasks('amends')).map(({ key }) => key)).toEqual(['甲局'])
  })
})
