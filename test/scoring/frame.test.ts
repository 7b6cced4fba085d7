import { describe, expect, test } from 'vitest'
import { checkUnitFacts, score, scoreUnit, verify, type Pack, type UnitFacts } from '../../scoring/index.ts'
import { minus } from '../../scoring/decimal.ts'
import { mini, miniFiles, must, mustFail, scoringOf } from './packs.ts'

const S = 'source: { article: 一, quote: 得分按下列办法计算 }'
const perNode = `  at: { perNode: "true", label: 得分, ${S}, value: { op: each, over: indicators, where: [{ field: node, test: under, to: $node }], value: { op: item, field: result }, then: sum, notApplicable: skip } }`
const rules = scoringOf({ total: '{ op: each, over: indicators, value: { op: item, field: result }, then: sum, notApplicable: skip }' })
const prizes = `prizes:
  - { key: best, label: 单项奖, classes: [a], rule: at, perNode: field, places: { op: parameter, name: money }, ${S} }
`
const framed: Pack = must(
  miniFiles({
    'scoring.yaml': rules.replace('published:', `${perNode}\npublished:`),
    'grades.yaml': `${miniFiles()['grades.yaml']}${prizes}`,
  }),
)
const unit = (a1: string, b1: string): UnitFacts => ({
  indicators: { '1': { full: '20', result: a1, node: 'A1' }, '2': { full: '10', result: b1, node: 'B1' } },
})

describe('a rule for each node of the frame', () => {
  test('counts the indicators at the node and below it; a node without one is not applicable', () => {
    const { trace, prizes: values } = scoreUnit(framed, '甲', unit('15', '9.125'))
    expect(verify(framed, trace)).toEqual([])
    expect(values).toEqual({ 'best-A': '15.00', 'best-B': '9.13', 'best-C': 'notApplicable: 该节点下没有指标' })
  })
  test('an indicator that names no node cannot be placed: it is under none', () => {
    const { prizes: values } = scoreUnit(framed, '甲', { indicators: { '1': { full: '20', result: '15' } } })
    expect(values?.['best-A']).toBe('notApplicable: 该节点下没有指标')
  })
  test('an indicator at a node of another level is refused with the nodes that there are', () => {
    const problems = checkUnitFacts(framed, 'a', { indicators: { '1': { full: '20', node: 'A' } } })
    expect(problems.map(({ message }) => message).join()).toContain('A1、A2、B1 之一')
  })
  test('the line of an indicator that was moved to another node fails', () => {
    const { trace } = scoreUnit(framed, '甲', unit('15', '9'))
    const moved = trace.steps.map((step) => (step.id === 'input:indicators.1.node' ? { ...step, value: 'B1' } : step))
    expect(verify(framed, { ...trace, steps: moved }).length).toBeGreaterThan(1)
  })
})

describe('a prize', () => {
  const units = { 甲: unit('15', '9'), 乙: unit('15.004', '8'), 丙: unit('12', '10'), 丁: unit('3', '1') }
  const prizesOf = (places?: string, given: Record<string, UnitFacts> = units) => {
    const outcome = score(framed, { pack: 'mini', ...(places ? { parameters: { money: places } } : {}), units: given })
    const [cohort] = outcome.cohorts
    expect(verify(framed, cohort!.trace)).toEqual([])
    return Object.fromEntries(cohort!.prizes.map(({ key, units: each }) => [key, each.map(({ unit: one, rank, won }) => [one, rank, won])]))
  }
  test('goes to the best at its node; equal published values share the place', () => {
    expect(prizesOf('1')['best-A']).toEqual([
      ['甲', 1, true],
      ['乙', 1, true],
      ['丙', 3, false],
      ['丁', 4, false],
    ])
    expect(prizesOf('1')['best-B']?.[0]).toEqual(['丙', 1, true])
  })
  test('is not given while the number of places is not set', () => expect(prizesOf()['best-B']?.[0]).toEqual(['丙', 1, null]))
  test('is not given while a value is missing', () => {
    const { 丁: _, ...some } = units
    expect(prizesOf('1', some)['best-B']).toEqual([
      ['丙', 1, null],
      ['甲', 2, null],
      ['乙', 3, null],
      ['丁', null, null],
    ])
  })
  test('nobody has it at a node without an indicator', () =>
    expect(prizesOf('1')['best-C']).toEqual(['甲', '乙', '丙', '丁'].map((one) => [one, null, null])))
})

describe('a frame that does not hang together', () => {
  const frame = (from: string, to: string) => miniFiles({ 'indicators.yaml': miniFiles()['indicators.yaml']!.replace(from, to) })
  test.each([
    [
      'a parent of the wrong level',
      'parent: A, source: *s }\n    - { key: A2',
      'parent: A2, source: *s }\n    - { key: A2',
      'frame-parent',
    ],
    [
      'a parent that is not there',
      'key: B1, name: 乙一, level: point, parent: B',
      'key: B1, name: 乙一, level: point, parent: Z',
      'frame-parent',
    ],
    ['no parent', 'level: point, parent: B', 'level: point', 'frame-parent'],
    ['an unknown level', 'name: 丙领域, level: field', 'name: 丙领域, level: row', 'unknown-level'],
    ['a key twice', '{ key: C, name', '{ key: B, name', 'duplicate-key'],
  ])('%s', (_, from, to, code) => expect(mustFail(frame(from, to)).map((problem) => problem.code)).toEqual([code]))
  test('a test under a node that is not there', () => {
    const total =
      '{ op: each, over: indicators, where: [{ field: node, test: under, to: Z }], value: { op: item, field: result }, then: sum, notApplicable: skip }'
    expect(mustFail(miniFiles({ 'scoring.yaml': scoringOf({ total }) })).map(({ code }) => code)).toEqual(['unknown-node'])
  })
})

describe('full points that must add up', () => {
  const files = miniFiles()
  const total = 'total: { full: "30", source: { article: 一, quote: 满分一百分 } }\nunits:'
  const pack = mini('{ op: input, name: x }', {}, { 'indicators.yaml': files['indicators.yaml']!.replace('units:', total) })
  test.each([
    ['29.99', '各项指标满分之和应为 30，实为 29.99'],
    ['30', ''],
    ['30.01', '各项指标满分之和应为 30，实为 30.01'],
  ])('%s', (full, message) => {
    const problems = checkUnitFacts(pack, 'a', { indicators: { '1': { full: '12.5' }, '2': { full: minus(full, '12.5') } } })
    expect(problems.map((problem) => problem.message).join()).toContain(message)
    expect(problems.length).toBe(message === '' ? 0 : 1)
  })
})
