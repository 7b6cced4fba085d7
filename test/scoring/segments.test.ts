import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysFrom } from '../../scoring/days.ts'
import { dayShares } from '../../scoring/facts/inheritance.ts'
import { explain, score, verify, type Facts, type Pack, type Segmented, type Succession } from '../../scoring/index.ts'
import { smallPack } from '../support/small-pack/year.ts'

const s = '{ article: 一, quote: 得分按下列办法计算 }'
const changing = (adjusted: string, withdrawn = 'remaining', total = '') =>
  `changes: { adjusted: { rule: ${adjusted}, source: ${s} }, withdrawn: { rule: ${withdrawn}, source: ${s} } }\n${total}units: {}\n`

/** The small pack whose rules for change are these. */
function packOf({ adjusted = 'daysWeighted', withdrawn = 'remaining', total = '', merged = 'daysWeighted' } = {}): Pack {
  return smallPack((files) => {
    files['indicators.yaml'] = changing(adjusted, withdrawn, total)
    files['roster.yaml'] += `reorganisation: { merged: { rule: ${merged}, events: carried, source: ${s} } }\n`
  })
}

/** What a whole unit has besides what a test is about: process 0, leaders 0, nothing gained or lost. */
const rest = { process: '0', leaders: ['0'], verification: [], bonus: [], deductions: [] }
const [first, second] = [
  { from: '2017-01-01', until: '2017-06-30' },
  { from: '2017-07-01', until: '2017-12-31' },
]
const halves = (one: string, other: string, by: Succession = 'adjusted'): Segmented => ({
  by,
  document: '县考核办〔2017〕3号',
  segments: [
    { ...first!, value: one, origin: 'score/1' },
    { ...second!, value: other, origin: 'score/2' },
  ],
})
const factsOf = (unit: Facts['units'][string]): Facts => ({ pack: 'small', units: { 乙局: { ...rest, ...unit } } })

function resultOf(pack: Pack, facts: Facts, unit = '乙局') {
  const outcome = score(pack, facts)
  const found = outcome.units.find((each) => each.unit === unit)!
  expect(found.problems).toEqual([])
  expect(verify(pack, found.trace)).toEqual([])
  return { ...found, value: (id: string) => found.trace.steps.find((step) => step.id === id)?.value }
}

test('days are counted by the civil calendar, both ends included', () => {
  expect(daysFrom('2017-01-01', '2017-06-30')).toBe(181)
  expect(daysFrom('2017-07-01', '2017-12-31')).toBe(184)
  expect(daysFrom('2012-01-01', '2012-12-31')).toBe(366)
  expect(daysFrom('2012-02-28', '2012-03-01')).toBe(3)
})

test('full points of 20 until 30 June and 10 from 1 July count for 181 and 184 days, and so do the points', () => {
  const result = resultOf(packOf(), factsOf({ indicators: { '1': { full: halves('20', '10'), result: halves('18', '9') } } }))
  // (20 × 181 + 10 × 184) ÷ 365 and (18 × 181 + 9 × 184) ÷ 365, to 40 digits
  expect(result.value('input:indicators.1.result')).toBe('13.46301369863013698630136986301369863014')
  expect(result.published).toBe('13.46')
  const sentence = explain(packOf(), result.trace).find(({ id }) => id === 'input:indicators.1.result')!
  expect(sentence.text).toContain('按天数加权（县考核办〔2017〕3号）')
  expect(sentence.text).toContain('得分〔1〕（2017-01-01 至 2017-06-30，181 天） 18')
  expect(sentence.article).toBe('一')
})

test('by the other rules only the last segment counts, or what a document decides', () => {
  const indicators = { '1': { full: halves('20', '10'), result: halves('18', '9') } }
  expect(resultOf(packOf({ adjusted: 'latest' }), factsOf({ indicators })).published).toBe('9.00')
  const open = resultOf(packOf({ adjusted: 'decision' }), factsOf({ indicators }))
  expect([open.state, open.missing]).toEqual(['undetermined', ['indicators.1.result']])
  const decided = { ...halves('18', '9'), decided: { value: '15.5', origin: 'decided/1' } }
  const settled = { '1': { full: { ...halves('20', '10'), decided: { value: '20', origin: 'decided/2' } }, result: decided } }
  expect(resultOf(packOf({ adjusted: 'decision' }), factsOf({ indicators: settled })).published).toBe('15.50')
})

test('units that were merged count for the days that they stood side by side, the successor for the rest', () => {
  const on = { document: '机构改革方案', by: 'merged' as const }
  const both = [
    { ...first!, value: '90', origin: 'score/1', unit: '甲局', beside: '2' },
    { ...first!, value: '80', origin: 'score/2', unit: '丁局', beside: '2' },
  ]
  const indicators = { '1': { full: '10', result: '0' } }
  const only = resultOf(packOf(), factsOf({ indicators, process: { ...on, segments: both } }))
  expect(only.value('input:process')).toBe('85')
  const own = { ...second!, value: '95', origin: 'score/3' }
  // 90 and 80 have 181 ÷ 2 days each, 95 has 184: (90 × 181 + 80 × 181 + 95 × 368) ÷ 730
  const whole = resultOf(packOf(), factsOf({ indicators, process: { ...on, segments: [...both, own] } }))
  expect(whole.value('input:process')).toBe('90.04109589041095890410958904109589041096')
  const alone = resultOf(packOf({ merged: 'successorOnly' }), factsOf({ indicators, process: { ...on, segments: [...both, own] } }))
  expect(alone.value('input:process')).toBe('95')
})

test('complaint 16: a withdrawn indicator keeps its points on record, and what remains is worth what it was, or as much as all were', () => {
  const withdrawn = { value: '县考核办〔2017〕5号', origin: 'indicator/9' }
  const indicators = {
    '1': { full: '20', result: '18' },
    '2': { full: '20', result: '10' },
    '3': { full: '10', result: '9', withdrawn },
  }
  const plain = resultOf(packOf(), factsOf({ indicators }))
  expect([plain.value('input:indicators'), plain.published]).toEqual(['2', '28.00'])
  const told = explain(packOf(), plain.trace).find(({ id }) => id === 'withdrawn:indicators.3')!
  expect(told.text).toBe('指标〔3〕：已由《县考核办〔2017〕5号》撤销，原 10 分，得分留存、不再计入')
  // 50 points were issued and 40 remain: 18 × 50 ÷ 40 = 22.5 and 10 × 50 ÷ 40 = 12.5
  const raised = resultOf(packOf({ withdrawn: 'proportional' }), factsOf({ indicators }))
  expect([raised.value('input:indicators.1.result'), raised.value('points:whole'), raised.published]).toEqual(['22.5', '50', '35.00'])
  const total = `total: { full: "50", source: ${s} }\n`
  expect(resultOf(packOf({ withdrawn: 'proportional', total }), factsOf({ indicators })).published).toBe('35.00')
})

test('indicators taken over from other units are raised or lowered to the total, and equal units make a unit that is equal', () => {
  const taken = { value: '甲局', origin: 'reorganisation/1' }
  const indicators = {
    '1': { full: '30', result: '24' },
    '2': { full: '20', result: '16' },
    '甲局·1': { full: '50', result: '40', taken },
  }
  const total = `total: { full: "50", source: ${s} }\n`
  expect(resultOf(packOf({ total }), factsOf({ indicators })).published).toBe('40.00')
  expect(resultOf(packOf(), factsOf({ indicators })).published).toBe('80.00')
})

test('a line of segments that is not as its days say is found by the verifier', () => {
  const { trace } = resultOf(packOf(), factsOf({ indicators: { '1': { full: halves('20', '10'), result: halves('18', '9') } } }))
  const spoilt = structuredClone(trace)
  spoilt.steps.find(({ id }) => id === 'input:indicators.1.result')!.value = '13.5'
  expect(verify(packOf(), spoilt).map(({ path }) => path)).toContain('input:indicators.1.result')
  const moved = structuredClone(trace)
  moved.steps.find(({ id }) => id === 'part:indicators.1.result.0')!.detail['until'] = '2017-07-01'
  expect(verify(packOf(), moved).map(({ path }) => path)).toContain('part:indicators.1.result.0')
})

const day = fc.integer({ min: 0, max: 363 }).map((n) => new Date(Date.UTC(2017, 0, 1 + n)).toISOString().slice(0, 10))
const before = (date: string, by: number) => new Date(Date.parse(date) + by * 86_400_000).toISOString().slice(0, 10)
const points = fc.integer({ min: 0, max: 10_000 }).map((n) => String(n / 100))

test('property: segments that end one another have all the days of the year, however many units stand side by side', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 9 }), (last, beside) => {
      const old = Array.from({ length: beside }, () => ({ from: '2017-01-01', until: last, beside: String(beside) }))
      const shares = dayShares([...old, { from: before(last, 1), until: '2017-12-31' }]).map(Number)
      expect(shares.reduce((a, b) => a + b)).toBe(365 * beside)
      expect(shares.every((share) => Number.isInteger(share) && share > 0)).toBe(true)
    }),
  )
})

test('property: equal segments come to the same as one, and a merge of equal scores to that score', () => {
  const pack = packOf()
  fc.assert(
    fc.property(day, points, fc.integer({ min: 1, max: 4 }), (last, value, beside) => {
      const old = Array.from({ length: beside }, (_, n) => ({ unit: `局${n}`, beside: String(beside) }))
      const segments = [
        ...old.map((one, n) => ({ ...one, from: '2017-01-01', until: last, value, origin: `score/${n}` })),
        { from: before(last, 1), until: '2017-12-31', value, origin: 'score/9' },
      ]
      const process: Segmented = { by: 'merged', document: '文', segments }
      const [merged, plain] = [process, value].map((one) =>
        resultOf(pack, factsOf({ process: one, indicators: { '1': { full: '10', result: '5' } } })),
      )
      expect(merged!.total).toBe(plain!.total)
    }),
    { numRuns: 30 },
  )
})
