import { describe, expect, test } from 'vitest'
import { factsOf } from '../../records/facts.ts'
import { additionsInForce, scoresInForce, storeScores, type NewScore } from '../../records/score.ts'
import { hand } from '../support/small-pack/stages.ts'
import { checker, liaison, office, openYear, putBook, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const december = async (): Promise<Year> => {
  const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
  await putBook(year)
  return year
}
const scores = async (year: Year, input: string) =>
  (await scoresInForce(base.database, year.cycle, { input })).map((row) => [row.unit, row.item, row.value, row.ground, row.by_post])

describe('assessment by indicator', () => {
  const whole = { items: [{ indicator: '1', points: '18.5', ground: '一件逾期' }] }

  test('each body scores its own indicators of a unit; its own unit and what names nobody goes to the office', async () => {
    const year = await december()
    await year.openNow('assessment')
    expect((await year.tasks('assessment')).map((task) => [task.key, task.unit, task.assignee_body])).toEqual([
      ['甲局@乙局办', '甲局', '乙局办'],
      ['甲局@考核办', '甲局', '考核办'],
      ['乙局@考核办', '乙局', '考核办'], // its indicator names 乙局办, which is 乙局 itself
    ])
  })

  test('scores are stored with their grounds and with what they are marked as', async () => {
    const year = await december()
    await year.openNow('assessment')
    const items = [{ ...whole.items[0], doubtful: true, silent: true, unfinished: true }]
    await hand(year, 'assessment', '甲局@乙局办', '乙局办#1', { items })
    await hand(year, 'assessment', '甲局@考核办', office, { items: [{ indicator: '2', points: '0', ground: '未做', unfinished: true }] })
    expect(await scores(year, 'result')).toEqual([
      ['甲局', '1', '18.5', '一件逾期', '乙局办#1'],
      ['甲局', '2', '0', '未做', office],
    ])
    const [first] = await scoresInForce(base.database, year.cycle, { input: 'result' })
    expect(first).toMatchObject({ doubtful: true, silent: true })
    expect(await scores(year, 'unfinished')).toHaveLength(2)
    expect(await scores(year, 'missedKeyTasks')).toEqual([['甲局', '1', '1', null, '乙局办#1']]) // only 1 is a key task
  })

  test.each<[string, object[], RegExp]>([
    ['over full points', [{ indicator: '1', points: '20.01' }], /指标 1 的得分应不超过 20 分，实为 20\.01 分/],
    ['below full points without a ground', [{ indicator: '1', points: '19' }], /指标 1 扣分（19\/20）未写明依据/],
    ['an empty ground', [{ indicator: '1', points: '19', ground: ' ' }], /ground：不能为空/],
    ['an exponent', [{ indicator: '1', points: '1e1', ground: '因' }], /points.*不用科学记数法.*实为 `1e1`/],
    ['negative points', [{ indicator: '1', points: '-1', ground: '因' }], /实为 `-1`/],
    ['an indicator of another body', [...whole.items, { indicator: '2', points: '10' }], /应恰好包含 1 项.*多出 2/],
    ['an indicator twice', [...whole.items, ...whole.items], /重复 1/],
    ['another indicator', [{ indicator: '2', points: '10' }], /缺少 1；多出 2/],
    ['nothing', [], /items/],
  ])('%s is refused', async (_, items, sentence) => {
    const year = await december()
    await year.openNow('assessment')
    await refused(base, 'bad-input', sentence, () => hand(year, 'assessment', '甲局@乙局办', '乙局办#1', { items }))
  })

  test('nobody else scores', async () => {
    const year = await december()
    await year.openNow('assessment')
    for (const post of [office, liaison('甲局'), liaison('乙局')])
      await refused(base, 'wrong-role', /应由“乙局（考评）”办理/, () => hand(year, 'assessment', '甲局@乙局办', post, whole))
    await refused(base, 'wrong-role', /应由“考核办”办理/, () => hand(year, 'assessment', '乙局@考核办', '乙局办#1', whole))
  })
})

test('assessment of the unit as a whole is a number from 0 to 100, by the office', async () => {
  const year = await december()
  await year.openNow('process')
  expect((await year.tasks('process')).map((task) => [task.key, task.assignee_body])).toEqual([['甲局', '考核办'], ['乙局', '考核办']]) // prettier-ignore
  for (const score of ['100.1', '1e2', '-0.5', 'NaN', ''])
    await refused(base, 'bad-input', /score/, () => hand(year, 'process', '甲局', office, { score }))
  await hand(year, 'process', '甲局', office, { score: '92.5', ground: '一次迟报' })
  expect(await scores(year, 'process')).toEqual([['甲局', '', '92.5', '一次迟报', office]])
})

/** 甲局: 18 of 20 and 10 of 10, both doubtful; 乙局: 10 of 10, silent. */
async function assessed(marks: Partial<NewScore> = {}): Promise<Year> {
  const year = await december()
  const result = (unit: string, item: string, value: string, more: Partial<NewScore>): NewScore => ({
    unit,
    input: 'result',
    item,
    value,
    ...more,
  })
  const rows = [
    result('甲局', '1', '18', { ground: '逾期', doubtful: true, ...marks }),
    result('甲局', '2', '10', { doubtful: true }),
    result('乙局', '1', '10', { silent: true }),
  ]
  await year.inChange((open) => storeScores(open, rows), checker)
  return year
}

describe('verification', () => {
  const visit = (...findings: object[]) => ({ team: ['王', '赵'], on: '2017-12-11', findings })
  const confirmed = (indicator: string) => ({ indicator, outcome: 'confirmed', ground: '属实' })
  const open = async () => {
    const year = await assessed()
    await year.openNow('verification')
    return year
  }

  test('only of units with something doubtful', async () => {
    expect((await (await open()).tasks('verification')).map((task) => [task.unit, task.assignee_body])).toEqual([['甲局', '考核办']])
  })

  test('lowered is charged to the indicator, falsified voids it, what lies outside comes off the total, confirmed costs nothing', async () => {
    const year = await open()
    const findings = [{ indicator: '1', outcome: 'lowered', points: '2.5', ground: '台账缺页' }, { indicator: '2', outcome: 'falsified', ground: '照片系伪造' }] // prettier-ignore
    await hand(year, 'verification', '甲局', office, { ...visit(...findings), outside: [{ points: '1', ground: '现场混乱' }] })
    const rows = await additionsInForce(base.database, year.cycle)
    expect(rows.map((row) => [row.input, row.indicator, row.points, row.falsified, row.ground, row.by_post])).toEqual([
      ['verification', '1', '2.5', false, '台账缺页', office],
      ['verification', '2', '0', true, '照片系伪造', office],
      ['verification', null, '1', false, '现场混乱', office],
    ])
    const facts = (await factsOf(base.database, year.cycle, year.pack)).units['甲局']
    expect(facts?.['verification']).toEqual([
      { origin: `addition/${rows[0]?.id}`, points: '2.5', ground: '台账缺页', indicator: '1' },
      { origin: `addition/${rows[1]?.id}`, points: '0', ground: '照片系伪造', indicator: '2', falsified: 'true' },
      { origin: `addition/${rows[2]?.id}`, points: '1', ground: '现场混乱' },
    ])
  })

  test('what was confirmed leaves no row', async () => {
    const year = await open()
    await hand(year, 'verification', '甲局', office, visit(confirmed('1'), confirmed('2')))
    expect(await additionsInForce(base.database, year.cycle)).toEqual([])
  })

  test.each<[string, object, RegExp]>([
    ['not all that is doubtful', visit(confirmed('1')), /甲局 的核验结论应恰好包含 2 项.*缺少 2/],
    ['more than is doubtful', visit(confirmed('1'), confirmed('2'), confirmed('3')), /多出 3/],
    ['a team of one', { ...visit(confirmed('1'), confirmed('2')), team: ['王'] }, /核验组至少两人/],
    ['a day that does not exist', { ...visit(confirmed('1'), confirmed('2')), on: '2017-12-32' }, /on：/],
    [
      'lowered by nothing',
      visit({ ...confirmed('1'), outcome: 'lowered' }, confirmed('2')),
      /指标 1 的扣分应大于零且不超过已得的 18 分，实为 未填/,
    ],
    ['lowered by zero', visit({ ...confirmed('1'), outcome: 'lowered', points: '0' }, confirmed('2')), /应大于零/],
    [
      'lowered by more than there is',
      visit({ ...confirmed('1'), outcome: 'lowered', points: '18.1' }, confirmed('2')),
      /不超过已得的 18 分，实为 18\.1/,
    ],
    [
      'a visit that is still to come',
      { ...visit(confirmed('1'), confirmed('2')), on: '2017-12-12' },
      /核验日期应为今日或以前，实为 2017-12-12/,
    ],
    ['an unknown outcome', visit({ ...confirmed('1'), outcome: 'fine' }, confirmed('2')), /findings\.0\.outcome/],
    ['a finding without a ground', visit({ indicator: '1', outcome: 'falsified' }, confirmed('2')), /findings\.0\.ground/],
  ])('%s is refused', async (_, content, sentence) => {
    const year = await open()
    await refused(base, 'bad-input', sentence, () => hand(year, 'verification', '甲局', office, content))
  })
})

describe('deliberation', () => {
  const minutes = { points: '7', participants: ['甲', '乙', '丙'], document: '纪要1号', ground: '规则未列' }
  const open = async () => {
    const year = await assessed()
    await year.openNow('deliberation')
    return year
  }

  test('only of what the rules do not cover; the decision supersedes the score, which stays on record', async () => {
    const year = await open()
    expect((await year.tasks('deliberation')).map((task) => task.key)).toEqual(['乙局/1'])
    await hand(year, 'deliberation', '乙局/1', office, minutes)
    const rows = await base.database
      .selectFrom('score')
      .selectAll()
      .where('cycle', '=', year.cycle)
      .where('unit', '=', '乙局')
      .orderBy('id')
      .execute()
    expect(rows.map((row) => [row.value, row.ground, row.by_post, row.supersedes])).toEqual([
      ['10', null, checker, null],
      ['7', '规则未列（纪要1号）', office, rows[0]?.id],
    ])
    expect(await scores(year, 'result')).toContainEqual(['乙局', '1', '7', '规则未列（纪要1号）', office])
  })

  test.each<[string, object, RegExp]>([
    ['over full points', { ...minutes, points: '10.5' }, /指标 1 的得分应不超过 10 分，实为 10\.5 分/],
    ['two participants', { ...minutes, participants: ['甲', '乙'] }, /集体讨论至少 3 个成员单位参加/],
    ['no minutes', { ...minutes, document: '' }, /document：不能为空/],
  ])('with %s is refused', async (_, content, sentence) => {
    const year = await open()
    await refused(base, 'bad-input', sentence, () => hand(year, 'deliberation', '乙局/1', office, content))
  })
})

describe('evaluation', () => {
  test('leaders rate each unit of the step once, 0 to 100', async () => {
    const year = await december()
    await year.openNow('leader-evaluation')
    expect((await year.tasks('leader-evaluation')).map((task) => task.assignee_body)).toEqual(['张市长', '李书记'])
    const rate = (ratings: object) => hand(year, 'leader-evaluation', '张市长', '张市长#1', { ratings })
    await refused(base, 'bad-input', /应恰好包含 2 项.*缺少 乙局/, () => rate({ 甲局: '80' }))
    await refused(base, 'bad-input', /多出 丙镇/, () => rate({ 甲局: '80', 乙局: '80', 丙镇: '80' }))
    await refused(base, 'bad-input', /ratings\.甲局：应为 0 到 100 之间的数，实为 `101`/, () => rate({ 甲局: '101', 乙局: '80' }))
    await refused(base, 'wrong-role', /应由“张市长”办理/, () => hand(year, 'leader-evaluation', '张市长', '李书记#1', { ratings: {} }))
    await rate({ 甲局: '0', 乙局: '100' })
    expect(await scores(year, 'leaders')).toEqual([
      ['乙局', '张市长', '100', null, '张市长#1'],
      ['甲局', '张市长', '0', null, '张市长#1'],
    ])
  })

  test('units rate all others and never themselves', async () => {
    const year = await december()
    await year.openNow('peer-evaluation')
    expect((await year.tasks('peer-evaluation')).map((task) => task.assignee_unit)).toEqual(['甲局', '乙局', '丙镇'])
    const rate = (unit: string, ratings: object) => hand(year, 'peer-evaluation', unit, liaison(unit), { ratings })
    await refused(base, 'bad-input', /应恰好包含 1 项.*多出 甲局/, () => rate('甲局', { 甲局: '100', 乙局: '10' }))
    await rate('甲局', { 乙局: '70' })
    await rate('丙镇', { 甲局: '90', 乙局: '60.5' })
    expect((await scores(year, 'peers')).map((row) => row.slice(0, 3))).toEqual([
      ['乙局', '甲局', '70'],
      ['乙局', '丙镇', '60.5'],
      ['甲局', '丙镇', '90'],
    ])
  })
})

describe('results of others', () => {
  test('are one number for each unit, or raw points of full points, as the pack declares', async () => {
    const year = await december()
    await year.openNow('public-results')
    await year.openNow('party-results')
    const publicly = (results: object) => hand(year, 'public-results', '调查队', '调查队#1', { results })
    await refused(base, 'bad-input', /缺少 乙局/, () => publicly({ 甲局: '88' }))
    await refused(base, 'bad-input', /results\.甲局/, () => publicly({ 甲局: { raw: '1', full: '2' }, 乙局: '90' }))
    await refused(base, 'bad-input', /实为 `100\.5`/, () => publicly({ 甲局: '100.5', 乙局: '90' }))
    await refused(base, 'wrong-role', /应由“调查队”办理/, () => hand(year, 'public-results', '调查队', office, { results: {} }))
    await publicly({ 甲局: '88', 乙局: '90' })
    const party = (raw: string, full: string) => hand(year, 'party-results', '牵头办', '牵头办#1', { results: { 丙镇: { raw, full } } })
    await refused(base, 'bad-input', /丙镇 的得分应在 0 与满分之间，实为 111\/110/, () => party('111', '110'))
    await refused(base, 'bad-input', /实为 0\/0/, () => party('0', '0'))
    await refused(base, 'bad-input', /实为 `1e2`/, () => party('9', '1e2'))
    await party('99', '110')
    expect(
      [...(await scores(year, 'public')), ...(await scores(year, 'party.raw')), ...(await scores(year, 'party.full'))].map((row) =>
        row.slice(0, 3),
      ),
    ).toEqual([
      ['乙局', '', '90'],
      ['甲局', '', '88'],
      ['丙镇', '', '99'],
      ['丙镇', '', '110'],
    ])
  })
})
