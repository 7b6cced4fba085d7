import { describe, expect, test } from 'vitest'
import { margins, sampleFacts, score, whatIf, type Facts, type Margin } from '../../scoring/index.ts'
import { mini, shipped } from './packs.ts'

const source = '{ article: 一, quote: 得分按下列办法计算 }'
const gradesOf = (grades: string, consequences = '[]') => `ranking:
  classes: [a]
  ties: { share: "true", source: ${source} }
  last: { minimumClass: "2", source: ${source} }
  source: ${source}
grades: ${grades}
consequences: ${consequences}
`
const compared = (field: string, is: string, right: string) =>
  `{ op: compare, left: { op: standing, field: ${field} }, is: ${is}, right: ${right} }`
const half = `{ op: weighted, parts: [{ of: { op: input, name: x }, weight: "0.5" }, { of: { op: input, name: y }, weight: "0.5" }], notApplicable: pass }`
const packOf = (grades: string, consequences?: string) => mini(half, {}, { 'grades.yaml': gradesOf(grades, consequences) })
/** 85, 84, 70, 60 */
const facts: Facts = {
  pack: 'mini',
  units: { 甲: { x: '90', y: '80' }, 乙: { x: '80', y: '88' }, 丙: { x: '70', y: '70' }, 丁: { x: '60', y: '60' } },
}
const of = (all: readonly Margin[], unit: string, kind: string) => all.filter((one) => one.unit === unit && one.line.kind === kind)

describe('a grade by score', () => {
  const pack = packOf(`[{ key: top, label: 优秀, when: ${compared('published', 'atLeast', '"84.5"')}, source: ${source} }]`)
  const found = margins(pack, facts, '0.5').margins

  test('is a line for those near it on both sides', () => {
    expect(found.map(({ unit, distance, line }) => [unit, distance, line.kind, line.side, line.at])).toEqual([
      ['甲', '0.5', 'grade', 'above', '84.5'],
      ['乙', '0.5', 'grade', 'below', '84.5'],
    ])
  })

  test('is reached from below by the half of 0.99, because 84.495 is published as 84.50', () => {
    expect(of(found, '乙', 'grade')[0]!.ways).toEqual([
      { kind: 'number', path: 'x', label: '甲数', before: '80', after: '80.99', change: '0.99', total: '84.495', published: '84.50' },
      { kind: 'number', path: 'y', label: '乙数', before: '88', after: '88.99', change: '0.99', total: '84.495', published: '84.50' },
    ])
  })

  test('is lost from above only when less than 84.495 is left', () => {
    expect(of(found, '甲', 'grade')[0]!.ways[0]).toMatchObject({ path: 'x', after: '88.98', change: '-1.02', published: '84.49' })
  })
})

test.each([
  ['above', '84', '84.01', '0.01'], // more than 84: the next published score is 84.01, for which 84.005 is enough
  ['atLeast', '84.003', '84.01', '0.01'], // no published score lies between
])('a line that is %s %s begins at the next published score', (is, line, published, change) => {
  const pack = packOf(`[{ key: top, label: 优秀, when: ${compared('published', is, `"${line}"`)}, source: ${source} }]`)
  const [margin] = of(margins(pack, facts, '0.1').margins, '乙', 'grade')
  expect(margin!.line.from).toBe(published)
  expect(margin!.ways[0]).toMatchObject({ change, published })
})

test('of an open decision only the option that was chosen draws a line', () => {
  const choice = `{ op: choice, assumption: way, options: { one: ${compared('published', 'atLeast', '"84.5"')}, two: ${compared('published', 'atLeast', '"70.2"')} } }`
  const found = margins(packOf(`[{ key: top, label: 优秀, when: ${choice}, source: ${source} }]`), facts, '0.5').margins
  expect([...new Set(found.map(({ line }) => line.at))]).toEqual(['84.5'])
})

describe('a quota', () => {
  const quota = (extra = '') => packOf(`[{ key: top, label: 优秀, quota: [{ classes: [a], places: "1"${extra} }], source: ${source} }]`)

  test('stands between the last in and the first out, who needs only to draw level', () => {
    const found = margins(quota(), facts, '1').margins
    expect(of(found, '甲', 'quota')[0]).toMatchObject({ distance: '1', line: { side: 'above', at: '84.00', other: '乙' } })
    // 84.995 is published as 85.00, the same as 甲: both are in
    expect(of(found, '乙', 'quota')[0]!.ways[0]).toMatchObject({ path: 'x', change: '1.99', published: '85.00' })
    expect(of(found, '乙', 'rank')[0]).toMatchObject({ line: { key: '1', at: '85.00', other: '甲' } })
  })

  test('where ties are out has to be passed, by 85.005', () => {
    const found = margins(quota(', ties: exclude'), facts, '1').margins
    expect(of(found, '乙', 'quota')[0]!.ways[0]).toMatchObject({ path: 'x', change: '2.01', published: '85.01' })
  })
})

test('a consequence by rank is a line between two ranks', () => {
  const rule = `[{ key: praise, label: 表彰, when: ${compared('rank', 'atMost', '"3"')}, source: ${source} }]`
  const found = margins(packOf('[]', rule), facts, '10').margins
  expect(of(found, '丙', 'consequence')[0]).toMatchObject({ distance: '10', line: { side: 'above', at: '60.00', other: '丁' } })
  expect(of(found, '丁', 'consequence')[0]!.ways[0]).toMatchObject({ path: 'x', change: '19.99', published: '70.00' })
})

test('the last place is left by passing the next', () => {
  const found = margins(packOf('[]'), facts, '10').margins
  // level with 丙 both would be last
  expect(of(found, '丁', 'last')[0]!.ways[0]).toMatchObject({ path: 'x', change: '20.01', published: '70.01' })
  expect(of(found, '丙', 'last')[0]).toMatchObject({ distance: '10', line: { side: 'above', at: '60.00' } })
})

test('a class with a unit whose score is open has no lines yet', () => {
  const { 丁: _, ...units } = facts.units
  expect(margins(packOf('[]'), { ...facts, units }, '10')).toEqual({ margins: [], provisional: ['a'] })
})

test('on made-up facts of the shipped pack every way really leads over its line when it is set as a fact', () => {
  const pack = shipped()
  const made = sampleFacts(pack, '1')
  const before = score(pack, made).cohorts.flatMap(({ units }) => units)
  const found = margins(pack, made, '0.1').margins
  expect(found.length).toBeGreaterThan(3)
  for (const { unit, line, ways } of found.slice(0, 4)) {
    const way = ways.find(({ kind }) => kind === 'number')!
    const changed = whatIf(pack, made, [{ path: `units.${unit}.${way.path}`, value: way.after! }])
    if (!changed.ok) throw new Error(changed.problems[0]!.message)
    const after = changed.after.cohorts.flatMap(({ units }) => units).find((one) => one.unit === unit)!
    expect(after.published).toBe(way.published)
    if (line.kind === 'rank') expect(after.rank).not.toBe(before.find((one) => one.unit === unit)!.rank)
  }
})

test('a way to a grade that is for other classes draws no line', () => {
  const grade = `{ key: top, label: 优秀, classes: [b], when: ${compared('published', 'atLeast', '"84.5"')}, source: ${source} }`
  expect(margins(packOf(`[${grade}]`), facts, '0.5').margins).toEqual([])
})
