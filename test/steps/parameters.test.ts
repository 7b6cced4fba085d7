import { describe, expect, test } from 'vitest'
import { submit } from '../../client/verbs/submit.ts'
import { factsOf } from '../../records/facts.ts'
import { computeStep, hand, putFacts, ruleOn } from '../support/small-pack/stages.ts'
import { liaison, office, openYear, refused, smallPack, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const s = '{ article: 一, quote: 得分按下列办法计算 }'

/** The small pack whose bonus follows a table by level, for awards until a closing day that a later document names, at most `top` in all. */
const open = () => {
  const pack = smallPack((files) => {
    files['scoring.yaml'] = files['scoring.yaml']!.replace(
      'indicatorFields:',
      `parameters:
  closing: { type: date, label: 结束日, by: 领导组, source: ${s} }
  top: { type: number, min: "0", label: 加分上限, by: 领导组, source: ${s} }
indicatorFields:`,
    )
      .replace(
        /bonus: \{ type: events.*/u,
        `bonus: { type: events, label: 加分, by: 办, fields: { level: { type: choice, values: [state, city] }, on: { type: date }, own: { type: flag, optional: "true" }, ground: { type: text } }, source: ${s} }`,
      )
      .replace(
        '{ op: perEvent, over: bonus, points: { field: points } }',
        '{ op: atMost, of: { op: perEvent, over: bonus, points: { by: level, table: { state: "5", city: "1" } }, where: [{ field: on, test: notAfter, parameter: closing }] }, limit: { op: parameter, name: top } }',
      )
    files['plan.yaml'] = files['plan.yaml']!.replace(
      '  - { key: computation,',
      `  - { key: set, kind: parameters, name: 填报待定参数, names: [closing, top], actor: body:领导组, opens: 2017-12-11, due: 2017-12-15, late: escalate, source: ${s} }\n  - { key: computation,`,
    )
  })
  return openYear(base, { at: '2017-12-11T00:30:00.000Z', pack })
}
const leading = '领导组#1'
const values = { closing: '2018-01-31', top: '5.5' }

describe('parameters', () => {
  test('are set by the body that the plan names, with the number of the document, and reach the facts', async () => {
    const year = await open()
    await year.openNow('set')
    expect((await year.tasks('set')).map(({ key, verb, assignee_body }) => [key, verb, assignee_body])).toEqual([
      ['领导组', 'submit', '领导组'],
    ])
    await hand(year, 'set', '领导组', leading, { values, document: '领导组〔2017〕9号' })
    const { parameters } = await factsOf(base.database, year.cycle, year.pack)
    expect(parameters).toEqual({
      closing: { value: '2018-01-31', origin: expect.stringMatching(/^领导组〔2017〕9号（parameter\/\d+）$/) as string },
      top: { value: '5.5', origin: expect.stringContaining('领导组〔2017〕9号') as string },
    })
  })

  test.each([
    [/缺少 top/, { values: { closing: '2018-01-31' }, document: '文' }],
    [/多出 other/, { values: { ...values, other: '1' }, document: '文' }],
    [/“结束日”应为日期 YYYY-MM-DD，实为`2018-02-30`/, { values: { ...values, closing: '2018-02-30' }, document: '文' }],
    [/“加分上限”应为普通十进制数/, { values: { ...values, top: '1e3' }, document: '文' }],
    [/“加分上限”应为不低于 0 的数/, { values: { ...values, top: '-1' }, document: '文' }],
    [/document/, { values }],
  ])('nothing is stored of %s', async (sentence, content) => {
    const year = await open()
    await year.openNow('set')
    await refused(base, 'bad-input', sentence, () => hand(year, 'set', '领导组', leading, content))
    await refused(base, 'wrong-role', /./, () => hand(year, 'set', '领导组', office, { values, document: '文' }))
  })

  test('nothing is computed while one lacks: the step says which, and who sets it', async () => {
    const year = await open()
    await putFacts(year)
    await year.openNow('set')
    await year.openNow('computation', { opens: '2017-12-11', due: '2018-01-05' })
    expect(await computeStep(year, 'computation')).toEqual({ done: false })
    expect((await year.step('computation')).trouble).toBe(
      '成绩不能计算：待定参数应由文件确定，实际尚缺 “结束日”（closing，由领导组定）、“加分上限”（top，由领导组定）。请先办理填报参数的环节。',
    )
    await hand(year, 'set', '领导组', leading, { values, document: '文' })
    expect(await computeStep(year, 'computation')).toEqual({ done: true })
  })
})

describe('an event with fields of its own', () => {
  const award = { level: 'state', on: '2018-01-31', own: true, ground: '表彰', document: '国字1号' }

  test('counts as the pack says: by its level, and until the closing day', async () => {
    const year = await open()
    await putFacts(year)
    await year.openNow('additions')
    const claim = (bonus: unknown) => submit(year.as(liaison('甲局')), { step: 'additions', content: { bonus } })
    await claim(award)
    await claim({ ...award, level: 'city', on: '2018-01-30', own: 'false' })
    await claim({ ...award, on: '2018-02-01' })
    for (const nth of [1, 2, 3]) await ruleOn(year, 'additions', `加分/甲局/${nth}`, 'approve')
    const events = (await factsOf(base.database, year.cycle, year.pack)).units['甲局']?.['bonus']
    expect(events).toMatchObject([
      { level: 'state', on: '2018-01-31', own: 'true' },
      { level: 'city', own: 'false' },
      { level: 'state', on: '2018-02-01' },
    ])
    await year.openNow('set')
    await hand(year, 'set', '领导组', leading, { values, document: '文' })
    await year.openNow('computation', { opens: '2017-12-11', due: '2018-01-05' })
    await computeStep(year, 'computation')
    const rows = await base.database
      .selectFrom('result')
      .select(['unit', 'total'])
      .where('cycle', '=', year.cycle)
      .orderBy('unit')
      .execute()
    // 203 as without a bonus, and 5 + 1 = 6, of which 5.5 count
    expect(rows.find(({ unit }) => unit === '甲局')?.total).toBe('208.5')
  })

  test.each([
    [/level：应为|level/, { ...award, level: 'moon' }],
    [/历法上存在的日期/, { ...award, on: '2018-02-30' }],
    [/on/, { level: 'city', ground: '表彰', document: '文' }],
    [/points/, { ...award, points: '3' }],
    [/own/, { ...award, own: 'perhaps' }],
  ])('is refused: %s', async (sentence, bonus) => {
    const year = await open()
    await year.openNow('additions')
    await refused(base, 'bad-input', sentence, () => submit(year.as(liaison('甲局')), { step: 'additions', content: { bonus } }))
  })
})
