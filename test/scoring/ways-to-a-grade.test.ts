import { describe, expect, test } from 'vitest'
import { score, verify, type Facts, type Pack, type UnitFacts } from '../../scoring/index.ts'
import { mini, miniFiles, mustFail } from './packs.ts'
import { resealed, sample, spoil } from './spoil.ts'

const S = 'source: { article: 一, quote: 得分按下列办法计算 }'
const ON = '{ op: input, name: on }'
const least = (line: string): string => `{ op: compare, left: { op: standing, field: published }, is: atLeast, right: "${line}" }`
const excellent = '{ op: oneOf, of: { op: standing, field: grade }, values: [top] }'
const graded = (grades: string): Pack => mini('{ op: input, name: x }', {}, { 'grades.yaml': `${miniFiles()['grades.yaml']}${grades}` })
const run = (pack: Pack, units: Record<string, UnitFacts>, parameters: Facts['parameters'] = {}) => {
  const [cohort] = score(pack, { pack: 'mini', parameters, units }).cohorts
  expect(verify(pack, cohort!.trace)).toEqual([])
  const each = (read: (one: NonNullable<typeof cohort>['units'][number]) => unknown) =>
    Object.fromEntries(cohort!.units.map((one) => [one.unit, read(one)]))
  return {
    cohort: cohort!,
    grades: each(({ grade }) => grade),
    consequences: each(({ consequences }) =>
      consequences.map(({ key, state, value, unit }) => `${key} ${state} ${value ?? ''}${unit ?? ''}`),
    ),
  }
}
const plain = (scores: Record<string, string>, more: Record<string, UnitFacts> = {}): Record<string, UnitFacts> =>
  Object.fromEntries(Object.entries(scores).map(([unit, x]) => [unit, { x, on: 'false', off: 'false', ...more[unit] }]))
const scores = { 甲: '90', 乙: '80', 丙: '70', 丁: '50' }

const QUOTA = 'quota: [{ classes: [a], places: "1" }]'
const outside = graded(`grades:
  - { key: top, label: 优秀, when: { op: all, of: [{ op: not, of: { op: input, name: off } }, ${least('60')}] }, ${QUOTA}, ${S} }
  - { key: top-outside, as: top, label: 优秀（名额外）, when: { op: all, of: [${ON}, ${least('60')}] }, ${S} }
  - { key: pass, label: 达标, when: ${least('60')}, ${S} }
  - { key: fail, label: 不达标, ${S} }
consequences:
  - { key: money, label: 奖金, unit: 元, when: ${excellent}, value: { op: product, of: [{ op: input, name: y }, { op: parameter, name: money }] }, ${S} }
`)

describe('a grade that is reached by another way', () => {
  test('outside its places, without taking one', () => {
    expect(run(outside, plain(scores, { 丙: { on: 'true' } })).grades).toEqual({ 甲: 'top', 乙: 'pass', 丙: 'top', 丁: 'fail' })
  })
  test('only for those who meet its condition', () => {
    expect(run(outside, plain(scores, { 丁: { on: 'true' } })).grades).toMatchObject({ 丁: 'fail' })
  })
  test('whose condition nobody has decided is open, and no lower grade is given meanwhile', () => {
    const { 丙: _, ...rest } = plain(scores)
    const { grades, cohort } = run(outside, { ...rest, 丙: { x: '70', off: 'false' } })
    expect(grades).toEqual({ 甲: 'top', 乙: 'pass', 丙: null, 丁: 'fail' })
    expect(cohort.trace.steps.find(({ id }) => id === 'standing:grade@丙')?.value).toBe('missing: on')
  })
  test('money follows from the grade: 12 heads at 2,000 are 24,000', () => {
    const units = plain(scores, { 甲: { y: '12' }, 乙: { y: '9' } })
    expect(run(outside, units, { money: '2000' }).consequences).toMatchObject({ 甲: ['money applies 24000元'], 乙: [] })
  })
  test('the amount waits for what a later document sets', () => {
    const units = plain(scores, { 甲: { y: '12' } })
    expect(run(outside, units).consequences['甲']).toEqual(['money applies missing: parameters.money元'])
  })
})

describe('a place that depends on what is undecided', () => {
  const places = graded(`grades:
  - { key: top, label: 优秀, when: { op: not, of: ${ON} }, quota: [{ classes: [a], places: "2" }], ${S} }
  - { key: pass, label: 达标, ${S} }
`)
  const undecided = (unit: string) => {
    const { [unit]: _, ...rest } = plain(scores)
    return { ...rest, [unit]: { x: scores[unit as keyof typeof scores] } }
  }
  test('is nobody’s yet: the one behind is told on whom it waits, who stands ahead has the grade', () => {
    const { grades, cohort } = run(places, undecided('乙'))
    expect(grades).toEqual({ 甲: 'top', 乙: null, 丙: null, 丁: 'pass' })
    expect(cohort.trace.steps.find(({ id }) => id === 'standing:grade@丙')?.value).toBe('missing: on')
    expect(cohort.notes[0]).toContain('丙 能否评上随之待定')
  })
  test('does not hold those who have a place either way', () => {
    expect(run(places, undecided('丁')).grades).toEqual({ 甲: 'top', 乙: 'top', 丙: 'pass', 丁: null })
  })
})

describe('the place of a unit that is barred', () => {
  const barred = (rule: string): Pack =>
    graded(`grades:
  - { key: top, label: 优秀, when: { op: not, of: ${ON} }, quota: [{ classes: [a], places: "2"${rule} }], ${S} }
  - { key: pass, label: 达标, ${S} }
`)
  const units = plain(scores, { 甲: { on: 'true' } })
  test('goes to the next unless the quota says otherwise', () =>
    expect(run(barred(''), units).grades).toEqual({ 甲: 'pass', 乙: 'top', 丙: 'top', 丁: 'pass' }))
  test('lapses where the quota says so', () =>
    expect(run(barred(', barred: lapse'), units).grades).toEqual({ 甲: 'pass', 乙: 'top', 丙: 'pass', 丁: 'pass' }))
})

describe('a tie at the last place', () => {
  const tied = (rule: string): Pack =>
    graded(`grades:
  - { key: top, label: 优秀, quota: [{ classes: [a], places: "2"${rule} }], ${S} }
  - { key: pass, label: 达标, ${S} }
`)
  const units = plain({ 甲: '90', 乙: '80', 丙: '80', 丁: '50' })
  test('lets all in unless the quota says otherwise', () =>
    expect(run(tied(''), units).grades).toEqual({ 甲: 'top', 乙: 'top', 丙: 'top', 丁: 'pass' }))
  test('leaves all out where the quota says so', () =>
    expect(run(tied(', ties: exclude'), units).grades).toEqual({ 甲: 'top', 乙: 'pass', 丙: 'pass', 丁: 'pass' }))
  test('leaves nobody out where the places are enough', () =>
    expect(run(tied(', ties: exclude'), plain({ 甲: '80', 乙: '80', 丙: '70', 丁: '50' })).grades).toMatchObject({ 甲: 'top', 乙: 'top' }))
})

test('a grade and a consequence of another class do not touch this one', () => {
  const files = miniFiles()
  const two = {
    'roster.yaml': files['roster.yaml']!.replace('}]\nunits:', '}, { key: b, name: 乙类, source: *s }]\nunits:'),
    'scoring.yaml': files['scoring.yaml']!.replace('totals: { a: total }', 'totals: { a: total, b: total }'),
    'grades.yaml': `${files['grades.yaml']}grades: [{ key: top, label: 优秀, classes: [b], ${S} }]
consequences: [{ key: praise, label: 表扬, classes: [b], when: ${least('0')}, ${S} }]
`,
  }
  const { grades, consequences } = run(mini('{ op: input, name: x }', {}, two), plain(scores))
  expect(grades).toEqual({ 甲: null, 乙: null, 丙: null, 丁: null })
  expect(consequences).toEqual({ 甲: [], 乙: [], 丙: [], 丁: [] })
})

test('a condition of a grade cannot read the grade', () => {
  const [problem] = mustFail(
    miniFiles({ 'grades.yaml': `${miniFiles()['grades.yaml']}grades: [{ key: top, label: 优秀, when: ${excellent}, ${S} }]\n` }),
  )
  expect(problem?.code).toBe('grade-in-grade')
})

test('an unknown value is named with those that there are', () => {
  const grades = `consequences: [{ key: c, label: 丙, when: { op: oneOf, of: { op: input, name: last }, values: [fine] }, ${S} }]\n`
  const [problem] = mustFail(miniFiles({ 'grades.yaml': `${miniFiles()['grades.yaml']}${grades}` }))
  expect(problem?.message).toContain('good、poor')
})

test('the trace of a class with grades, amounts and bars fails when a character changes', () => {
  const units = plain(scores, { 甲: { y: '12', off: 'true' }, 丙: { on: 'true', y: '3' } })
  const { cohort } = run(outside, units, { money: { value: '2000', origin: '区办发1号' } })
  const held = sample(cohort.trace).filter(
    ({ one, index }) => verify(outside, spoil(cohort.trace, one, index % one.text.length)).length === 0,
  )
  expect(held).toEqual([])
  const sealedAnew = sample(cohort.trace).filter(({ one }) => {
    const spoilt = spoil(cohort.trace, one, one.text.length - 1)
    return one.place[0] !== 'seal' && verify(outside, resealed(spoilt)).length === 0
  })
  const places = sealedAnew.map(({ one }) => one.place.slice(2).join('.'))
  expect(places.filter((place) => !/^detail\.(origin|fields(\..+)?|seal)$/.test(place))).toEqual([])
})
