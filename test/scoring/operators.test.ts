import { describe, expect, test } from 'vitest'
import { explain, scoreUnit, verify } from '../../scoring/index.ts'
import type { Op } from '../../scoring/grammar/node.ts'
import { operators } from '../../scoring/grammar/operators.ts'
import { given } from './contracts.ts'
import { mini } from './packs.ts'

const X = '{ op: input, name: x }'
const Y = '{ op: input, name: y }'
const parameters = { closing: '2014-02-01' }
type Example = [total: string, value: string]
const truth = (node: string): string => `{ op: when, cases: [{ if: ${node}, then: "1" }], otherwise: "0" }`

/** For each operator what it gives by hand. Total over the operators: a new one without an example does not compile. */
const examples: { [K in Exclude<Op, 'standing'>]: Example[] } = {
  value: [
    ['"007.50"', '7.5'],
    ['{ op: value, is: "-3" }', '-3'],
  ],
  input: [[X, '12']],
  item: [['{ op: each, over: indicators, value: { op: item, field: result }, then: sum, notApplicable: skip }', '24']],
  parameter: [['{ op: product, of: [{ op: parameter, name: rate }, "2"] }', '3']],
  rule: [['{ op: sum, of: [{ rule: other }, { rule: other }], notApplicable: pass }', '24']],
  sum: [[`{ op: sum, of: [${X}, ${Y}, "0.1"], notApplicable: pass }`, '16.1']],
  difference: [[`{ op: difference, from: ${X}, less: [${Y}, "0.5"], notApplicable: pass }`, '7.5']],
  product: [[`{ op: product, of: [${X}, ${X}] }`, '144']],
  ratio: [
    [`{ op: ratio, of: ${Y}, full: ${X}, scale: "100" }`, '33.33333333333333333333333333333333333333'],
    [`{ op: ratio, of: ${X}, full: ${Y}, scale: "1" }`, '3'],
  ],
  counted: [[`{ op: counted, of: ${X}, with: ${Y} }`, '12']],
  atMost: [
    [`{ op: atMost, of: ${X}, limit: "5" }`, '5'],
    [`{ op: atMost, of: ${X}, limit: "12" }`, '12'],
    [`{ op: atMost, of: ${X}, limit: "13" }`, '12'],
  ],
  atLeast: [
    [`{ op: atLeast, of: ${X}, limit: "13" }`, '13'],
    [`{ op: atLeast, of: ${X}, limit: "12" }`, '12'],
    [`{ op: atLeast, of: ${X}, limit: ${Y} }`, '12'],
  ],
  bands: [
    [`{ op: bands, of: ${X}, bands: [{ atLeast: "12", value: "5" }, { below: "12", value: "3" }] }`, '5'],
    [`{ op: bands, of: ${X}, bands: [{ above: "12", value: "5" }, { upTo: "12", value: "3" }] }`, '3'],
  ],
  linear: [
    [`{ op: linear, of: ${X}, from: { at: "10", value: "0" }, to: { at: "20", value: "5" }, outside: clamp }`, '1'],
    [`{ op: linear, of: ${X}, from: { at: "0", value: "0" }, to: { at: "10", value: "5" }, outside: clamp }`, '5'],
    [`{ op: linear, of: ${X}, from: { at: "0", value: "0" }, to: { at: "10", value: "5" }, outside: extend }`, '6'],
    [`{ op: linear, of: ${X}, from: { at: "13", value: "1" }, to: { at: "20", value: "5" }, outside: clamp }`, '1'],
  ],
  weighted: [[`{ op: weighted, parts: [{ of: ${X}, weight: "0.75" }, { of: ${Y}, weight: "0.25" }], notApplicable: pass }`, '10']],
  mean: [
    ['{ op: mean, over: ratings, notApplicable: skip }', '85'],
    [`{ op: mean, of: [${X}, ${Y}], notApplicable: pass }`, '8'],
  ],
  highestOf: [
    ['{ op: highestOf, over: ratings, notApplicable: skip }', '95'],
    [`{ op: highestOf, of: [${Y}, ${X}], notApplicable: pass }`, '12'],
  ],
  perEvent: [
    ['{ op: perEvent, over: events, points: { field: points } }', '10'],
    ['{ op: perEvent, over: events, points: { each: "2" } }', '6'],
    ['{ op: perEvent, over: events, points: { by: level, table: { high: "4", low: "1" } } }', '9'],
    ['{ op: perEvent, over: events, points: { field: points }, limit: "9.5" }', '9.5'],
    ['{ op: perEvent, over: events, points: { field: points }, limit: "10" }', '10'],
    ['{ op: perEvent, over: events, points: { field: points }, once: project }', '7'],
    ['{ op: perEvent, over: events, points: { field: points }, perGroup: { by: level, limit: "6" } }', '8'],
    [
      '{ op: perEvent, over: events, points: { field: points }, caps: [{ where: [{ field: level, test: equals, to: high }], limit: "6" }] }',
      '8',
    ],
    [
      '{ op: perEvent, over: events, points: { field: points }, caps: [{ where: [{ field: level, test: among, to: [high, low] }], limit: "9" }] }',
      '9',
    ],
    [
      '{ op: perEvent, over: events, points: { field: points }, once: project, caps: [{ where: [{ field: level, test: equals, to: high }], limit: "8" }] }',
      '7',
    ],
    ['{ op: perEvent, over: events, points: { field: points }, where: [{ field: on, test: notAfter, to: 2014-01-31 }] }', '3'],
    ['{ op: perEvent, over: events, points: { field: points }, where: [{ field: on, test: after, to: 2014-01-31 }] }', '5'],
    ['{ op: perEvent, over: events, points: { field: points }, where: [{ field: on, test: notAfter, parameter: closing }] }', '8'],
    ['{ op: perEvent, over: events, points: { field: points }, where: [{ field: on, test: after, parameter: closing }] }', '0'],
    ['{ op: perEvent, over: events, points: { field: points }, where: [{ field: indicator, test: absent }] }', '8'],
    ['{ op: perEvent, over: events, points: { field: points }, where: [{ field: indicator, test: present }] }', '2'],
    ['{ op: perEvent, over: events, points: { field: points }, where: [{ field: level, test: equals, to: high }] }', '8'],
    ['{ op: perEvent, over: events, points: { field: points }, where: [{ field: level, test: differs, to: high }] }', '2'],
  ],
  each: [
    ['{ op: each, over: indicators, value: { op: item, field: full }, then: mean, notApplicable: skip }', '15'],
    ['{ op: each, over: indicators, value: { op: item, field: full }, then: highest, notApplicable: skip }', '20'],
    [
      '{ op: each, over: indicators, where: [{ field: kind, test: equals, to: l }], value: { op: item, field: full }, then: sum, notApplicable: skip }',
      '10',
    ],
    [
      '{ op: each, over: indicators, where: [{ field: key, test: equals, to: "2" }], value: { op: product, of: [{ op: item, field: result }, "2"] }, then: sum, notApplicable: skip }',
      '18',
    ],
    [
      '{ op: each, over: indicators, where: [{ field: node, test: under, to: A }], value: { op: item, field: result }, then: sum, notApplicable: skip }',
      '15',
    ],
    [
      '{ op: each, over: indicators, where: [{ field: node, test: under, to: B1 }], value: { op: item, field: result }, then: sum, notApplicable: skip }',
      '9',
    ],
    // both read the result of each indicator: the second must not be taken for the first
    [
      '{ op: difference, from: { op: each, over: indicators, where: [{ field: key, test: equals, to: "1" }], value: { op: item, field: result }, then: sum, notApplicable: skip }, less: [{ op: each, over: indicators, where: [{ field: key, test: differs, to: "1" }], value: { op: item, field: result }, then: sum, notApplicable: skip }], notApplicable: pass }',
      '6',
    ],
    [
      '{ op: each, over: indicators, value: { op: perEvent, over: events, points: { field: points }, where: [{ field: indicator, test: item }] }, then: sum, notApplicable: skip }',
      '2',
    ],
  ],
  when: [
    [`{ op: when, cases: [{ if: { op: input, name: off }, then: "1" }, { if: { op: input, name: on }, then: "2" }], otherwise: "3" }`, '2'],
    [`{ op: when, cases: [{ if: { op: input, name: off }, then: "1" }], otherwise: "3" }`, '3'],
  ],
  choice: [['{ op: choice, assumption: way, options: { one: "1", two: "2" } }', '1']],
  compare: (
    [
      ['atLeast', '12', '1'],
      ['above', '12', '0'],
      ['atMost', '12', '1'],
      ['below', '12', '0'],
      ['equal', '12.0', '1'],
      ['notEqual', '12', '0'],
      ['above', '11.99', '1'],
      ['below', '12.01', '1'],
    ] as const
  ).map(([is, right, value]): Example => [truth(`{ op: compare, left: ${X}, is: ${is}, right: "${right}" }`), value]),
  all: [
    [truth('{ op: all, of: [{ op: input, name: on }, { op: input, name: off }] }'), '0'],
    [truth('{ op: all, of: [{ op: input, name: on }] }'), '1'],
  ],
  any: [
    [truth('{ op: any, of: [{ op: input, name: on }, { op: input, name: off }] }'), '1'],
    [truth('{ op: any, of: [{ op: input, name: off }] }'), '0'],
  ],
  oneOf: [
    [truth('{ op: oneOf, of: { op: input, name: last }, values: [poor] }'), '1'],
    [truth('{ op: oneOf, of: { op: input, name: last }, values: [good] }'), '0'],
    [
      '{ op: each, over: indicators, value: { op: when, cases: [{ if: { op: oneOf, of: { op: item, field: kind }, values: [k] }, then: "1" }], otherwise: "0" }, then: sum, notApplicable: skip }',
      '1',
    ],
    [
      '{ op: each, over: indicators, value: { op: when, cases: [{ if: { op: oneOf, of: { op: item, field: node }, values: [A1, A2] }, then: { op: item, field: result } }], otherwise: "0" }, then: sum, notApplicable: skip }',
      '15',
    ],
  ],
  not: [[truth('{ op: not, of: { op: input, name: off } }'), '1']],
  round: [
    [`{ op: round, of: "2.5", places: "0", mode: halfUp }`, '3'],
    [`{ op: round, of: "2.449", places: "1", mode: halfUp }`, '2.4'],
  ],
}

describe.each(Object.entries(examples))('%s', (_, list) => {
  test.each(list)('%s is %s; explained, re-checked, the same on a rerun', (total, value) => {
    const pack = mini(total, { other: X })
    const result = scoreUnit(pack, '甲', given, parameters)
    expect(result.problems).toEqual([])
    expect(result.total).toBe(value)
    expect(verify(pack, result.trace)).toEqual([])
    for (const { text, article, quote } of explain(pack, result.trace)) {
      expect(text).toMatch(/[\u4e00-\u9fff]/u)
      expect([article, quote].every(Boolean)).toBe(true)
    }
    expect(JSON.stringify(scoreUnit(pack, '甲', given, parameters))).toBe(JSON.stringify(result))
  })
})

describe('missing and not applicable', () => {
  const numeric = Object.entries(examples).flatMap(([, list]) => list.map(([total]) => total))
  test.each(numeric.filter((total) => total.includes('name: x') && !total.includes('op: when')))(
    '%s: without x the total is missing, never a number',
    (total) => {
      const pack = mini(total, { other: X })
      const { x: _, ...rest } = given
      const result = scoreUnit(pack, '甲', rest)
      expect([result.state, result.total, result.missing]).toEqual(['undetermined', null, ['x']])
      expect(verify(pack, result.trace)).toEqual([])
    },
  )
  const none = { notApplicable: '无此项' }
  const rows = { '1': { full: '20', result: none, kind: 'k', node: 'A1' }, '2': { full: '10', result: '9', kind: 'l', node: 'B1' } }
  const away = { x: none, y: '4', ratings: none, indicators: rows }
  test.each([
    [`{ op: sum, of: [${X}, ${Y}], notApplicable: skip }`, '4'],
    [`{ op: sum, of: [${X}, ${Y}], notApplicable: pass }`, null],
    [`{ op: weighted, parts: [{ of: ${X}, weight: "0.75" }, { of: ${Y}, weight: "0.25" }], notApplicable: redistribute }`, '4'],
    [`{ op: weighted, parts: [{ of: ${X}, weight: "0.75" }, { of: ${Y}, weight: "0.25" }], notApplicable: zero }`, '1'],
    [`{ op: weighted, parts: [{ of: ${X}, weight: "0.75" }, { of: ${Y}, weight: "0.25" }], notApplicable: pass }`, null],
    [`{ op: difference, from: ${Y}, less: [${X}], notApplicable: skip }`, '4'],
    [`{ op: difference, from: ${X}, less: [${Y}], notApplicable: skip }`, null],
    [`{ op: counted, of: ${Y}, with: ${X} }`, null],
    [`{ op: mean, of: [${X}, ${Y}], notApplicable: skip }`, '4'],
    [`{ op: mean, of: [${X}, ${Y}], notApplicable: pass }`, null],
    [`{ op: highestOf, of: [${X}, ${Y}], notApplicable: skip }`, '4'],
    [`{ op: difference, from: ${Y}, less: [${X}], notApplicable: pass }`, null],
    ['{ op: mean, over: ratings, notApplicable: skip }', null],
    ['{ op: highestOf, over: ratings, notApplicable: pass }', null],
    ['{ op: each, over: indicators, value: { op: item, field: result }, then: sum, notApplicable: skip }', '9'],
    ['{ op: each, over: indicators, value: { op: item, field: result }, then: mean, notApplicable: skip }', '9'],
    ['{ op: each, over: indicators, value: { op: item, field: result }, then: highest, notApplicable: pass }', null],
    [
      '{ op: each, over: indicators, where: [{ field: node, test: under, to: C }], value: { op: item, field: result }, then: sum, notApplicable: skip }',
      null,
    ],
  ])('%s with x not applicable is %s', (total, value) => {
    const pack = mini(total)
    const result = scoreUnit(pack, '甲', away)
    expect([result.state, result.total]).toEqual([value === null ? 'notApplicable' : 'determined', value])
    expect(verify(pack, result.trace)).toEqual([])
  })
  test('one false decides all, though the other is missing', () => {
    const pack = mini(truth('{ op: all, of: [{ op: input, name: on }, { op: input, name: off }] }'))
    expect(scoreUnit(pack, '甲', { off: 'false' }).total).toBe('0')
    expect(scoreUnit(pack, '甲', { off: 'true' }).missing).toEqual(['on'])
  })
})

test('the map of operators is total', () => {
  expect(Object.keys(operators).toSorted()).toEqual([...Object.keys(examples), 'standing'].toSorted())
})
