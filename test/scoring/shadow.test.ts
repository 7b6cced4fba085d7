import { describe, expect, test } from 'vitest'
import { sampleFacts, shadow, type Facts } from '../../scoring/index.ts'
import { midRanks, rankCorrelation } from '../../scoring/shadow/correlation.ts'
import { mini, miniFiles, shipped } from './packs.ts'

const source = '{ article: 一, quote: 得分按下列办法计算 }'
const grades = `ranking:
  classes: [a]
  ties: { share: "true", source: ${source} }
  last: { minimumClass: "2", source: ${source} }
  source: ${source}
grades:
  - { key: top, label: 优秀, quota: [{ classes: [a], places: "1" }], source: ${source} }
  - { key: good, label: 良好, source: ${source} }
`

describe('the rank correlation', () => {
  test('gives equal scores the mean of their places', () => {
    expect(midRanks(['90', '85', '85.0', '70'])).toEqual(['1', '2.5', '2.5', '4'])
  })

  test('is 1 for the same order, -1 for the reverse', () => {
    expect(rankCorrelation(['9', '8', '7'], ['5', '4', '1'])).toBe('1.0000')
    expect(rankCorrelation(['9', '8', '7'], ['1', '4', '5'])).toBe('-1.0000')
  })

  test('without ties is 1 − 6Σd² ÷ n(n² − 1)', () => {
    // places 1 2 3 4 5 and 2 1 3 5 4: Σd² = 4, 1 − 24 ÷ 120 = 0.8
    expect(rankCorrelation(['5', '4', '3', '2', '1'], ['4', '5', '3', '1', '2'])).toBe('0.8000')
    // places 1 2 3 4 and 2 4 1 3: Σd² = 1 + 4 + 4 + 1 = 10, 1 − 60 ÷ 60 = 0
    expect(rankCorrelation(['4', '3', '2', '1'], ['3', '1', '4', '2'])).toBe('0.0000')
    // places 1 2 3 4 5 6 7 and 1 2 3 4 5 7 6: Σd² = 2, 1 − 12 ÷ 336 = 0.96428…
    expect(rankCorrelation(['7', '6', '5', '4', '3', '2', '1'], ['7', '6', '5', '4', '3', '1', '2'])).toBe('0.9643')
  })

  test('with ties takes their mid-ranks: 1.5 1.5 3 against 1 2 3 is 1.5 ÷ √(1.5 × 2) = 0.86602…', () => {
    expect(rankCorrelation(['9', '9', '7'], ['9', '8', '7'])).toBe('0.8660')
  })

  test('cannot be told of fewer than two, or where all are alike', () => {
    expect(rankCorrelation(['9'], ['8'])).toBeNull()
    expect(rankCorrelation([], [])).toBeNull()
    expect(rankCorrelation(['9', '9'], ['8', '7'])).toBeNull()
  })
})

describe('last year under this year’s rules', () => {
  const last = mini('{ op: input, name: x }', {}, { 'grades.yaml': grades })
  const present = mini('{ op: input, name: y }', {}, { 'grades.yaml': grades })
  const facts: Facts = {
    pack: 'mini',
    units: { 甲: { x: '90', y: '60' }, 乙: { x: '80', y: '90' }, 丙: { x: '70', y: '80' }, 丁: { x: '60' } },
  }
  const found = shadow(last, facts, present)

  test('moves ranks, the farthest first, among the units that have a score under both', () => {
    // of 甲 乙 丙: 1 2 3 before, 3 1 2 after; 丁 has no y
    expect(found.moved.map(({ unit, rank }) => [unit, rank.before, rank.after])).toEqual([
      ['甲', 1, 3],
      ['乙', 2, 1],
      ['丙', 3, 2],
    ])
    // Σd² = 4 + 1 + 1 = 6, 1 − 36 ÷ 24 = −0.5
    expect(found.classes).toEqual([{ class: 'a', units: 3, correlation: '-0.5000' }])
    expect(found.open).toEqual([{ unit: '丁', missing: ['y'] }])
  })

  test('says what came along and what lacks', () => {
    expect(found.carried).toEqual([
      { name: 'x', label: '甲数', units: 4 },
      { name: 'y', label: '乙数', units: 3 },
    ])
    expect(found.notCarried).toEqual([])
    expect(found.lacking.find(({ name }) => name === 'y')).toEqual({ name: 'y', label: '乙数', units: 1 })
  })

  test('flips grades when all have scores', () => {
    const all = shadow(last, { ...facts, units: { ...facts.units, 丁: { x: '60', y: '50' } } }, present)
    expect(
      all.moved.filter(({ grade }) => grade.before !== grade.after).map(({ unit, grade }) => [unit, grade.before, grade.after]),
    ).toEqual([
      ['甲', 'top', 'good'],
      ['乙', 'good', 'top'],
    ])
  })

  test('leaves behind what this year does not know, or has as something else, or bounds otherwise', () => {
    const other = miniFiles()['scoring.yaml']!
    const strict = mini(
      '{ op: input, name: x }',
      {},
      {
        'scoring.yaml': other
          .replace('x: { type: number, min: "-1000000", max: "1000000"', 'x: { type: number, min: "0", max: "85"')
          .replace(/\n {2}y: .*\n/, '\n')
          .replace(/\n {2}on: \{ type: flag/, '\n  on: { type: number'),
      },
    )
    const given: Facts = { pack: 'mini', units: { 甲: { x: '90', y: '1', on: 'true' }, 乙: { x: '80' } } }
    const { notCarried, carried } = shadow(last, given, strict)
    expect(carried.map(({ name, units }) => [name, units])).toEqual([['x', 1]])
    expect(notCarried.map(({ name, reason }) => [name, reason])).toEqual([
      ['x', expect.stringContaining('不高于 85') as string],
      ['y', '今年的规则包没有这一项'],
      ['on', expect.stringContaining('十进制数') as string],
    ])
  })
})

test('the same facts under the same rules keep every rank', () => {
  const pack = shipped()
  const { classes, moved, notCarried, lacking, gone, fresh } = shadow(pack, sampleFacts(pack, '1'), pack)
  expect(classes.map(({ correlation }) => correlation)).toEqual(classes.map(() => '1.0000'))
  expect(moved.every(({ rank }) => rank.before === rank.after)).toBe(true)
  expect([notCarried, lacking, gone, fresh]).toEqual([[], [], [], []])
})

test('another regulation altogether is tried without a crash', () => {
  const [last, present] = [shipped(), shipped('zhongshan-2012')]
  const { gone, fresh, open } = shadow(last, sampleFacts(last, '1'), present)
  expect(gone.length + open.length).toBe(last.roster.units.length)
  expect(fresh.length + open.length).toBe(present.roster.units.length)
})
