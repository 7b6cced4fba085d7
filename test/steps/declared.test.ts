import { describe, expect, test } from 'vitest'
import { submit } from '../../client/verbs/submit.ts'
import { taskBook } from '../../records/indicator.ts'
import { declared, hand, ruleOn, settleStep, underReview } from '../support/small-pack/stages.ts'
import { checker, entriesOf, liaison, office, openYear, putBook, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const [first, second] = declared.indicators as [(typeof declared.indicators)[0], (typeof declared.indicators)[0]]
const book = async (year: Year, unit: string) =>
  (await taskBook(base.database, year.cycle, unit)).map((each) => [each.key, each.version, each.name, each.full_points])

describe('declaration', () => {
  test('each unit of the classes has a task of its own; a lead body declares for the units that the plan gives it', async () => {
    const year = await openYear(base)
    await year.openNow('declaration')
    await year.openNow('town-declaration')
    const of = async (step: string) => (await year.tasks(step)).map((task) => [task.unit, task.assignee_unit, task.assignee_body])
    expect(await of('declaration')).toEqual([
      ['甲局', '甲局', null],
      ['乙局', '乙局', null],
    ])
    expect(await of('town-declaration')).toEqual([['丙镇', null, '牵头办']])
    const content = { indicators: [{ key: '1', name: '丙一', full: '12.5', kind: 'key' }] }
    await refused(base, 'wrong-role', /应由“牵头办”办理/, () => hand(year, 'town-declaration', '丙镇', liaison('丙镇'), content))
    await hand(year, 'town-declaration', '丙镇', '牵头办#2', content)
  })

  test.each<[string, unknown[], RegExp]>([
    ['fewer tasks than the roster says', [{ ...first, full: '30' }], /任务数量应为 2 项，实为 1 项/],
    ['other points than the roster says', [first, { ...second, full: '9.5' }], /任务分值应为 30 分，实为 29\.5 分/],
    ['a key twice', [first, { ...second, key: '1' }], /指标序号 1 重复/],
    [
      'no points',
      [
        { ...first, full: '30' },
        { ...second, full: '0' },
      ],
      /指标 2 的分值应大于零，实为 0/,
    ],
    ['an unknown body', [first, { ...second, body: '天庭' }], /指标 2 的考核主体“天庭”不在名册中/],
    ['a day that does not exist', [first, { ...second, checkpoints: [{ on: '2017-06-31', text: '过半' }] }], /checkpoints\.0\.on/],
    ['a key with a slash', [first, { ...second, key: '2/1' }], /indicators\.1\.key/],
    ['negative points', [first, { ...second, full: '-10' }], /实为 `-10`/],
    ['points with an exponent', [{ ...first, full: '2e1' }, second], /实为 `2e1`/],
    ['nothing at all', [], /至少申报一项指标/],
    ['a field nobody asked for', [first, { ...second, weight: '1' }], /weight/],
  ])('with %s is refused', async (_, indicators, sentence) => {
    const year = await openYear(base)
    await year.openNow('declaration')
    await refused(base, 'bad-input', sentence, () => hand(year, 'declaration', '甲局', liaison('甲局'), { indicators }))
  })
})

describe('review', () => {
  test('what was returned has a fresh window of three working days, also when the due day of the step comes before its end', async () => {
    const year = await openYear(base)
    await underReview(year) // due on Friday 2017-04-14
    await ruleOn(year, 'review', '乙局', 'accept')
    await year.moveTo('2017-04-14T09:00:00.000Z')
    await ruleOn(year, 'review', '甲局', 'return', office, '缺完成标准')
    expect(await year.task('review', '甲局/退回')).toMatchObject({
      verb: 'submit',
      assignee_unit: '甲局',
      due_at: '2017-04-19T16:00:00.000Z',
    })
    const notices = await base.database
      .selectFrom('notice')
      .selectAll()
      .where('cycle', '=', year.cycle)
      .where('kind', '=', 'returned')
      .execute()
    expect(notices).toMatchObject([{ post: '甲局/联络员', due_at: '2017-04-19T16:00:00.000Z' }])
    // not closed the same night
    await year.moveTo('2017-04-14T16:00:00.000Z')
    expect(await settleStep(year, 'review')).toEqual({ done: false })
    await year.moveTo('2017-04-17T02:00:00.000Z')
    await hand(year, 'review', '甲局/退回', liaison('甲局'), declared)
    // before the office again, with at least three working days for it
    expect(await year.task('review', '甲局/退回/再审')).toMatchObject({
      verb: 'decide',
      assignee_body: '考核办',
      due_at: '2017-04-20T16:00:00.000Z',
    })
    expect(await settleStep(year, 'review')).toEqual({ done: false })
    await ruleOn(year, 'review', '甲局/退回/再审', 'accept', checker)
    expect(await settleStep(year, 'review')).toEqual({ done: true })
  })

  test('it may be returned again, and comes back as often as it is', async () => {
    const year = await openYear(base)
    await underReview(year)
    await ruleOn(year, 'review', '甲局', 'return', office, '一')
    await hand(year, 'review', '甲局/退回', liaison('甲局'), declared)
    await ruleOn(year, 'review', '甲局/退回/再审', 'return', office, '二')
    await hand(year, 'review', '甲局/退回/再审/退回', liaison('甲局'), declared)
    await ruleOn(year, 'review', '甲局/退回/再审/退回/再审', 'accept')
  })

  test('what comes back is checked like the first', async () => {
    const year = await openYear(base)
    await underReview(year)
    await ruleOn(year, 'review', '甲局', 'return', office, '补')
    const again =
      (content: unknown, post = liaison('甲局')) =>
      () =>
        hand(year, 'review', '甲局/退回', post, content)
    await refused(base, 'bad-input', /任务数量应为 2 项/, again({ indicators: [first] }))
    await refused(base, 'wrong-role', /应由“甲局”办理/, again(declared, liaison('乙局')))
  })

  test('a lead body declares anew what was returned of its town', async () => {
    const year = await openYear(base)
    await year.openNow('town-declaration')
    const content = { indicators: [{ key: '1', name: '丙一', full: '10', kind: 'key' }] }
    await hand(year, 'town-declaration', '丙镇', '牵头办#1', content)
    await year.openNow('town-review')
    await ruleOn(year, 'town-review', '丙镇', 'return', office, '补')
    expect(await year.task('town-review', '丙镇/退回')).toMatchObject({ unit: '丙镇', assignee_body: '牵头办' })
  })
})

describe('task book', () => {
  test('freezes exactly what was accepted: of what was returned the second version, of what was not accepted nothing', async () => {
    const year = await openYear(base)
    await underReview(year)
    await ruleOn(year, 'review', '甲局', 'return', office, '名称不当')
    const better = { indicators: [{ ...first, name: '信访办结' }, second] }
    await hand(year, 'review', '甲局/退回', liaison('甲局'), better)
    await ruleOn(year, 'review', '甲局/退回/再审', 'accept')
    await year.openNow('task-book', { opens: '2017-04-26', due: '2017-04-27' })
    expect(await book(year, '甲局')).toEqual([
      ['1', 1, '信访办结', '20'],
      ['2', 1, '热线', '10'],
    ])
    expect(await book(year, '乙局')).toEqual([])
    const [row] = await taskBook(base.database, year.cycle, '甲局')
    expect(row).toMatchObject({
      kind: 'key',
      body: '乙局办',
      checkpoints: [{ on: '2017-06-30', text: '办结过半' }],
      authority: 'task-book',
    })
    expect((await entriesOf(year)).at(-1)).toMatchObject({ verb: 'freeze', content: { units: 1 } })
  })

  test('frozen twice it is the same', async () => {
    const year = await openYear(base)
    await underReview(year)
    await ruleOn(year, 'review', '甲局', 'accept')
    const days = { opens: '2017-04-26', due: '2017-04-27' }
    await year.openNow('task-book', days)
    await year.openNow('task-book', days)
    expect(await base.database.selectFrom('indicator').select('key').where('cycle', '=', year.cycle).execute()).toHaveLength(2)
  })
})

describe('adjustment', () => {
  async function open() {
    const year = await openYear(base, { at: '2017-05-02T00:30:00.000Z' })
    await putBook(year)
    await year.openNow('adjustment')
    const ask = (content: unknown, post = liaison('甲局')) => submit(year.as(post), { step: 'adjustment', content })
    return { year, ask }
  }
  const wish = { indicator: '1', full: '15.5', standard: '办结率九成', reason: '上级调整', document: '上字1号' }

  test('an approved one makes version 2, keeps version 1, and leaves the rest as it was', async () => {
    const { year, ask } = await open()
    await ask(wish)
    expect(await year.task('adjustment', '甲局/1/1')).toMatchObject({ assignee_body: '考核办', due_at: '2017-05-09T16:00:00.000Z' })
    expect(await book(year, '甲局')).toEqual([['1', 1, '指标1', '20'], ['2', 1, '指标2', '10']]) // prettier-ignore
    await ruleOn(year, 'adjustment', '甲局/1/1', 'approve')
    expect(await book(year, '甲局')).toEqual([['1', 2, '指标1', '15.5'], ['2', 1, '指标2', '10']]) // prettier-ignore
    const rows = await base.database
      .selectFrom('indicator')
      .selectAll()
      .where('cycle', '=', year.cycle)
      .where('unit', '=', '甲局')
      .where('key', '=', '1')
      .orderBy('version')
      .execute()
    expect(rows.map((row) => [row.full_points, row.standard, row.authority, row.body, row.kind])).toEqual([
      ['20', null, 'test', '乙局办', 'key'],
      ['15.5', '办结率九成', '上字1号', '乙局办', 'key'],
    ])
  })

  test('a second one builds on the first, and a withdrawn indicator leaves the book', async () => {
    const { year, ask } = await open()
    await ask(wish)
    await ruleOn(year, 'adjustment', '甲局/1/1', 'approve')
    await ask({ indicator: '1', name: '新名', reason: '因' })
    await ruleOn(year, 'adjustment', '甲局/1/2', 'approve')
    expect((await book(year, '甲局'))[0]).toEqual(['1', 3, '新名', '15.5'])
    await ask({ indicator: '2', withdraw: true, reason: '任务取消' })
    await ruleOn(year, 'adjustment', '甲局/2/3', 'approve')
    expect(await book(year, '甲局')).toEqual([['1', 3, '新名', '15.5']])
    expect(await book(year, '乙局')).toEqual([['1', 1, '指标1', '10']])
  })

  test('a refused one changes nothing, and needs its reason', async () => {
    const { year, ask } = await open()
    await ask(wish)
    await refused(base, 'bad-input', /应写明理由/, () => ruleOn(year, 'adjustment', '甲局/1/1', 'refuse'))
    await ruleOn(year, 'adjustment', '甲局/1/1', 'refuse', office, '无依据')
    expect((await book(year, '甲局'))[0]).toEqual(['1', 1, '指标1', '20'])
  })

  test('what cannot be asked for is refused', async () => {
    const { ask } = await open()
    await refused(base, 'not-found', /甲局 的任务书中没有序号为“9”的指标/, () => ask({ ...wish, indicator: '9' }))
    await refused(base, 'bad-input', /调整后的分值应大于零/, () => ask({ ...wish, full: '0' }))
    await refused(base, 'bad-input', /reason/, () => ask({ indicator: '1' }))
    await refused(base, 'wrong-role', /由被考评单位自行提出/, () => ask(wish, '牵头办#1'))
    await refused(base, 'not-found', /丙镇 的任务书中没有/, () => ask(wish, liaison('丙镇')))
  })
})
