import { describe, expect, test } from 'vitest'
import { explain, narrate, sampleFacts, score, scoreUnit, traceTrees, unitPart, type Pack, type UnitFacts } from '../../scoring/index.ts'
import { packs } from '../packs/keys.ts'
import { mini, miniFiles, must, scoringOf, shipped } from './packs.ts'

const S = 'source: { article: 一, quote: 得分按下列办法计算 }'
const NONE = 'notApplicable: pass'
const X = '{ op: input, name: x }'

/** What is said of a total in the small pack, without the last line, that publishes it. */
const said = (total: string, facts: UnitFacts, rules: Record<string, string> = {}): string[] =>
  narrate(mini(total, rules), scoreUnit(mini(total, rules), '甲', facts).trace)
    .map(({ text }) => text)
    .slice(0, -1)

describe('a sentence', () => {
  test('says in brackets what the rule does inside itself, and its numbers where they are used', () => {
    expect(said(`{ op: atLeast, of: { op: difference, from: ${X}, less: ["1"], ${NONE} }, limit: "0" }`, { x: '5' })).toEqual([
      '甲数：5',
      'total：（甲数 5 - 1 = 4）（最低为 0） = 4',
    ])
  })
  test('says once what it took over, and what was decided where the regulation is silent', () => {
    const choice = `{ op: choice, assumption: way, options: { one: { op: product, of: [${X}, "2"] }, two: "0" } }`
    expect(said(choice, { x: '5' })).toEqual(['甲数：5', 'total：按约定“第一种”：甲数 5 × 2 = 10'])
  })
  test('says whether a condition holds, and then what is taken', () => {
    const when = `{ op: when, cases: [{ if: { op: compare, left: ${X}, is: atLeast, right: "60" }, then: "1" }], otherwise: "0" }`
    expect(said(when, { x: '61' })[1]).toBe('total：甲数 61 不低于 60，成立；取 1')
    expect(said(when, { x: '59' })[1]).toBe('total：甲数 59 不低于 60，不成立；取 0')
  })
  test('lists ratings where their number is said', () => {
    expect(said('{ op: mean, over: ratings, notApplicable: skip }', { ratings: ['90', '94'] })).toEqual([
      '评分：共 2 份：90、94',
      'total：评分 90、94 的算术平均 = 92',
    ])
  })
  test('says of an event its points and its other fields, and what of it counts', () => {
    const events = [
      { points: '2.50', level: 'high' },
      { level: 'low', points: '1', on: '2020-05-01' },
    ]
    expect(said('{ op: perEvent, over: events, points: { field: points }, limit: "3" }', { events })).toEqual([
      '事项：共 2 件',
      '事项第 1 项：2.5 分，级别 high',
      '事项第 2 项：1 分，级别 low，日期 2020-05-01',
      'total：事项第 1 项 2.5 + 事项第 2 项 1（最高为 3） = 3',
    ])
  })
  test('cuts a long decimal and marks it, and keeps the exact value beside', () => {
    const pack = mini(`{ op: ratio, of: ${X}, full: "3", scale: "1" }`)
    const total = narrate(pack, scoreUnit(pack, '甲', { x: '2' }).trace).find(({ id }) => id === 'total')
    expect(total).toMatchObject({ body: '甲数 2 ÷ 3 = 0.666666…', shown: '0.666666…', value: `0.${'6'.repeat(39)}7` })
  })
  test('names what is missing as the pack does', () => {
    expect(said(`{ op: sum, of: [${X}, { op: input, name: y }], ${NONE} }`, { x: '2' })[2]).toBe(
      'total：甲数 2 + 乙数 待定（缺 乙数） = 待定（缺 乙数）',
    )
  })
})

test('a step inside a rule is called by what it does, with its own article if it has one', () => {
  const own = `{ op: sum, of: [${X}, "1"], ${NONE}, source: { article: 二, quote: 满分一百分 } }`
  const pack = mini(
    `{ op: product, of: [${own}, { op: sum, of: [${X}, "2"], ${NONE} }, { op: difference, from: ${X}, less: ["1"], ${NONE} }] }`,
  )
  const labels = explain(pack, scoreUnit(pack, '甲', { x: '5' }).trace).map(({ label }) => label)
  expect(labels).toEqual(expect.arrayContaining(['total·合计 1（二）', 'total·合计 2', 'total·相减']))
})

test('special treatment is told by its name, and so is that it does not apply', () => {
  const exception = `exceptions: [{ key: false-report, label: 弄虚作假, target: base, when: { op: input, name: on }, value: "0", ${S} }]\n`
  const rules = { total: '{ rule: base }', base: X }
  const pack = must(miniFiles({ 'scoring.yaml': scoringOf(rules, exception).replace('exceptions: []\n', '') }))
  const base = (on: string) => explain(pack, scoreUnit(pack, '甲', { x: '5', on }).trace).find(({ id }) => id === 'base')?.text
  expect(base('false')).toBe('base：不属于“弄虚作假”，取 甲数 5')
  expect(base('true')).toBe('base：属于“弄虚作假”，取 0')
})

describe('the unit’s part of its class', () => {
  const pack = mini(
    X,
    {},
    {
      'grades.yaml': `${miniFiles()['grades.yaml']}grades:
  - { key: top, label: 优秀, quota: [{ classes: [a], places: "1" }], ${S} }
  - { key: pass, label: 达标, when: { op: compare, left: { op: standing, field: published }, is: atLeast, right: "60" }, ${S} }
consequences:
  - { key: praise, label: 表扬, when: { op: oneOf, of: { op: standing, field: grade }, values: [top] }, ${S} }
`,
    },
  )
  const units = Object.fromEntries(Object.entries({ 甲: '90', 乙: '80', 丙: '80', 丁: '50' }).map(([unit, x]) => [unit, { x }]))
  const [cohort] = score(pack, { pack: 'mini', units }).cohorts
  const told = (unit: string): string[] => narrate(pack, unitPart(cohort!.trace, unit)).map(({ text }) => text)

  test('tells rank, grade and consequences in sentences', () => {
    expect(told('甲')).toEqual([
      '公布成绩：90.00',
      '参加排名的单位数：4 个',
      '名次：90.00，为最高，第 1 名',
      '类内名次：第 1 名（共 4 个单位）',
      '是否类内末位：本单位 90.00，类内最低 50.00、最高 90.00，共 4 个单位（不少于 2 个才有末位）：不是末位',
      '评定等次：第 1 名在名额之内，评为“优秀”',
      '等次：优秀',
      '是否适用“表扬”：等次 优秀 为 优秀，成立',
    ])
  })
  test('names the unit before it, and leaves the lines of others out', () => {
    expect(told('丙')).toContain('名次：80.00，与乙（80.00）相同，并列第 2 名')
    expect(told('丁')).toContain('名次：50.00，在丙（80.00）之后，第 4 名')
    expect(unitPart(cohort!.trace, '丁').steps.filter(({ id }) => /[甲乙丙]$/u.test(id))).toEqual([])
  })
  test('is a forest of what follows for the unit, with nothing left out', () => {
    const part = unitPart(cohort!.trace, '乙')
    const ids = new Set<string>()
    const visit = ({ step, children }: ReturnType<typeof traceTrees>[number]): void => {
      ids.add(step.id)
      children.forEach(visit)
    }
    traceTrees(part).forEach(visit)
    expect(part.steps.map(({ id }) => id).filter((id) => !ids.has(id))).toEqual([])
  })
})

describe.each(packs)('every sentence about the roster of %s', (key) => {
  const pack: Pack = shipped(key)
  const { units, cohorts } = score(pack, sampleFacts(pack, '2'))
  const traces = units.flatMap(({ trace, unit, class: own }) => [trace, unitPart(cohorts.find((one) => one.class === own)!.trace, unit)])
  const sentences = traces.flatMap((trace) => [...narrate(pack, trace), ...explain(pack, trace)])

  test('has an article and a quotation', () => {
    expect(sentences.filter(({ article, quote }) => article === '' || quote === '').map(({ id }) => id)).toEqual([])
  })
  test('is in words: no key of an assumption, no state of a value, no bracket left open', () => {
    const keys = [...pack.assumptions.map((one) => one.key), ...pack.scoring.exceptions.map((one) => one.key)]
    const raw = new RegExp(`missing:|notApplicable|undefined|\\btrue\\b|\\bfalse\\b|${keys.map((one) => `“${one}”`).join('|')}`, 'u')
    expect(sentences.map(({ text }) => text).filter((text) => raw.test(text) || !balanced(text))).toEqual([])
  })
})

function balanced(text: string): boolean {
  return ['（）', '〔〕', '“”'].every((pair) => text.split(pair[0]!).length === text.split(pair[1]!).length)
}
