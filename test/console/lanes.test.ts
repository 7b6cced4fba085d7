import { expect, test } from 'vitest'
import { lanesOf, lookOf } from '../../client/console/charts/lanes.ts'
import { axisStart } from '../../client/console/charts/ranking-option.ts'
import { openedAtFirst, openedToIndicators, shownUses } from '../../client/console/parts/trace-paths.ts'
import type { RankedUnit } from '../../client/views/shapes/ranking.ts'
import type { StepView } from '../../client/views/shapes/step.ts'
import type { TraceLineView, TraceView } from '../../client/views/shapes/trace.ts'

const moment = (day: string) => ({ instant: `${day}T00:00:00.000Z`, text: day, expected: false })
const none = { total: 0, open: 0, overdue: 0, inTime: 0, late: 0, lapsed: 0, cancelled: 0 }
function step(name: string, kind: string, from: string, to: string, more: Partial<StepView> = {}): StepView {
  const source = { article: '一', quote: '…', assumption: null }
  return {
    key: name,
    name,
    kind,
    state: 'settled',
    opens: moment(from),
    due: moment(to),
    settled: null,
    tasks: none,
    source,
    waiting: null,
    ...more,
  }
}

test('steps of a kind share a row as long as they do not overlap', () => {
  const lanes = lanesOf([
    step('一月自查', 'selfCheck', '2017-02-01', '2017-02-05'),
    step('二月自查', 'selfCheck', '2017-03-01', '2017-03-05'),
    step('部门申报', 'declaration', '2017-01-01', '2017-01-10'),
    step('镇区申报', 'declaration', '2017-01-05', '2017-01-10'),
  ])
  expect(lanes.map((lane) => [lane.label, lane.steps.length])).toEqual([
    ['自查', 2],
    ['部门申报', 1],
    ['镇区申报', 1],
  ])
})

test('a step that was settled late takes its row until then, and one without dates takes none', () => {
  const late = step('甲', 'report', '2017-01-01', '2017-01-05', { settled: moment('2017-02-02') })
  const next = step('乙', 'report', '2017-02-01', '2017-02-05')
  expect(lanesOf([late, next, { ...next, key: '丙', opens: null }]).map((lane) => lane.label)).toEqual(['甲', '乙'])
})

test('amber is for late and lapsed tasks of settled steps', () => {
  const settled = step('甲', 'report', '2017-01-01', '2017-01-05', { tasks: { ...none, total: 2, inTime: 1, lapsed: 1 } })
  expect(lookOf(settled)).toBe('troubled')
  expect(lookOf({ ...settled, state: 'open' })).toBe('open')
  expect(lookOf({ ...settled, state: 'scheduled' })).toBe('planned')
  expect(lookOf({ ...settled, tasks: none })).toBe('settled')
})

test.each([
  [['97.70', '92.57'], 90],
  [['97.70', '95.00'], 90],
  [['0.50'], 0],
  [[null], 0],
])('bars of %j begin at %d', (scores, start) => {
  expect(axisStart(scores.map((published) => ({ published }) as RankedUnit))).toBe(start)
})

const source = { article: '一', quote: '…', assumption: null }
const line = (uses: string[], more: Partial<TraceLineView> = {}): TraceLineView => {
  return { label: '', about: null, sentence: '', value: '1', constant: false, source, assumes: [], origin: null, uses, ...more }
}
const trace: TraceView = {
  root: 'published',
  seal: '',
  lines: {
    published: line(['total']),
    total: line(['result', 'one', 'gone']),
    result: line(['item']),
    item: line(['fact'], { about: '信访工作' }),
    fact: line([]),
    one: line([], { constant: true }),
  },
}

test('a line shows what it was computed from, without the numbers of its rule', () => {
  expect(shownUses(trace, 'total')).toEqual(['result'])
})

test('a trace opens a few levels at first, and on demand down to each indicator', () => {
  expect([...openedAtFirst(trace, 'published')]).toEqual(['published', 'published total', 'published total result'])
  expect([...openedToIndicators(trace, 'published')]).not.toContain('published total result item')
})
