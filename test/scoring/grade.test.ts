import { describe, expect, test } from 'vitest'
import { score, verify, type Pack } from '../../scoring/index.ts'
import { mini, miniFiles } from './packs.ts'

const S = 'source: { article: 一, quote: 得分按下列办法计算 }'
const graded = (grades: string): Pack => mini('{ op: input, name: x }', {}, { 'grades.yaml': `${miniFiles()['grades.yaml']}${grades}` })
const threeGrades = graded(`grades:
  - { key: top, label: 优秀, when: { op: all, of: [{ op: not, of: { op: input, name: on } }, { op: compare, left: { op: standing, field: published }, is: atLeast, right: "60" }] }, quota: [{ classes: [a], share: "0.25", round: halfUp }], ${S} }
  - { key: pass, label: 达标, when: { op: compare, left: { op: standing, field: published }, is: atLeast, right: "60" }, ${S} }
  - { key: fail, label: 不达标, ${S} }
`)
const run = (pack: Pack, scores: Record<string, string>, barred: string[] = []) => {
  const units = Object.fromEntries(Object.entries(scores).map(([unit, x]) => [unit, { x, on: String(barred.includes(unit)) }]))
  const [cohort] = score(pack, { pack: 'mini', units }).cohorts
  expect(verify(pack, cohort!.trace)).toEqual([])
  return { ...cohort!, byUnit: Object.fromEntries(cohort!.units.map(({ unit, grade, rank }) => [unit, [rank, grade]])) }
}

describe('grades with places and thresholds', () => {
  test('a quarter of four is one; the rest by threshold, the line belongs to the upper grade', () => {
    const { byUnit, notes } = run(threeGrades, { 甲: '90', 乙: '80', 丙: '60', 丁: '59.99' })
    expect(byUnit).toEqual({ 甲: [1, 'top'], 乙: [2, 'pass'], 丙: [3, 'pass'], 丁: [4, 'fail'] })
    expect(notes).toEqual([])
  })
  test('59.995 is published as 60.00 and passes', () =>
    expect(run(threeGrades, { 甲: '90', 乙: '80', 丙: '70', 丁: '59.995' }).byUnit['丁']).toEqual([4, 'pass']))
  test('who is barred is passed over, the place goes to the next', () => {
    expect(run(threeGrades, { 甲: '90', 乙: '80', 丙: '70', 丁: '50' }, ['甲']).byUnit).toMatchObject({ 甲: [1, 'pass'], 乙: [2, 'top'] })
  })
  test('a tie at the line lets all in, with a note', () => {
    const { byUnit, notes } = run(threeGrades, { 甲: '90', 乙: '90', 丙: '70', 丁: '50' })
    expect(byUnit).toMatchObject({ 甲: [1, 'top'], 乙: [1, 'top'], 丙: [3, 'pass'] })
    expect(notes[0]).toContain('并列共评 2 个')
  })
  test('nobody is good enough: the place stays empty', () =>
    expect(run(threeGrades, { 甲: '59', 乙: '58', 丙: '57', 丁: '50' }).byUnit).toMatchObject({ 甲: [1, 'fail'] }))
  test('an incomplete class has provisional ranks and no grades', () => {
    const { complete, byUnit } = run(threeGrades, { 甲: '90', 乙: '80', 丙: '70' })
    expect(complete).toBe(false)
    expect(byUnit).toEqual({ 甲: [1, null], 乙: [2, null], 丙: [3, null], 丁: [null, null] })
  })
})

test('a unit that is not assessed this year is not ranked and does not hold up the class', () => {
  const units = { 甲: { x: '90' }, 乙: { x: { notApplicable: '当年撤销' } }, 丙: { x: '80' }, 丁: { x: '70' } }
  const pack = mini('{ op: input, name: x }')
  const [cohort] = score(pack, { pack: 'mini', units }).cohorts
  expect(cohort).toMatchObject({
    complete: true,
    units: [
      { unit: '甲', rank: 1 },
      { unit: '丙', rank: 2 },
      { unit: '丁', rank: 3, last: true },
      { unit: '乙', rank: null },
    ],
  })
  expect(verify(pack, cohort!.trace)).toEqual([])
})

test('a class that is not ranked has scores only', () => {
  const pack = mini('{ op: input, name: x }', {}, { 'grades.yaml': miniFiles()['grades.yaml']!.replace('classes: [a]', 'classes: []') })
  const [cohort] = score(pack, { pack: 'mini', units: { 甲: { x: '90' }, 乙: { x: '1' }, 丙: { x: '1' }, 丁: { x: '1' } } }).cohorts
  expect(cohort).toMatchObject({ ranked: false })
  expect(cohort?.units.every(({ rank, last }) => rank === null && !last)).toBe(true)
  expect(verify(pack, cohort!.trace)).toEqual([])
})
