import type { UnitFacts } from '../../scoring/index.ts'
import type { Op } from '../../scoring/grammar/node.ts'

/** What every operator is held to: a node, nodes that refer to what is not of the right kind, and what becomes of it where a part is not applicable. */
export type Contract = { node: string; wrong?: string[]; away?: [facts: UnitFacts, value: string][] }

/** Facts that every node below can be computed from. */
export const given: UnitFacts = {
  x: '12',
  y: '4',
  on: 'true',
  off: 'false',
  last: 'poor',
  ratings: ['90', '95', '70'],
  events: [
    { points: '3', level: 'high', project: 'p', on: '2014-01-31' },
    { points: '5', level: 'high', project: 'p', on: '2014-02-01' },
    { points: '2', level: 'low', indicator: '1' },
  ],
  indicators: { '1': { full: '20', result: '15', kind: 'k', node: 'A1' }, '2': { full: '10', result: '9', kind: 'l', node: 'B1' } },
}

const X = '{ op: input, name: x }'
const Y = '{ op: input, name: y }'
const ON = '{ op: input, name: on }'
const OFF = '{ op: input, name: off }'
const N = { notApplicable: '无' }
/** Not applicable, as a trace writes it. */
const NONE = 'notApplicable: 无'
const either: [UnitFacts, string][] = [
  [{ x: N }, NONE],
  [{ y: N }, NONE],
]
const secondOnly = { '1': { full: '20', result: N, kind: 'k', node: 'A1' }, '2': { full: '10', result: '9', kind: 'l', node: 'B1' } }
const perEvent = (rest: string): string => `{ op: perEvent, over: events, points: { field: points }${rest} }`

/** Total over the operators: a new one without a contract does not compile. */
export const contracts: { [K in Exclude<Op, 'standing'>]: Contract } = {
  value: { node: '{ op: value, is: "5" }', wrong: ['{ op: value, is: five }', '{ op: value, is: "1e3" }', '{ op: value, is: ".5" }'] },
  input: {
    node: X,
    wrong: [ON, '{ op: input, name: last }', '{ op: input, name: ratings }', '{ op: input, name: events }', '{ op: input, name: nothing }'],
    away: [[{ x: N }, NONE]],
  },
  item: {
    node: '{ op: item, field: result }',
    wrong: ['{ op: item, field: kind }', '{ op: item, field: node }', '{ op: item, field: nothing }'],
    away: [[{ indicators: { '1': { full: '20', result: N } } }, NONE]],
  },
  parameter: { node: '{ op: parameter, name: money }', wrong: ['{ op: parameter, name: closing }', '{ op: parameter, name: nothing }'] },
  rule: {
    node: '{ op: rule, rule: other }',
    wrong: ['{ op: rule, rule: flagged }', '{ op: rule, rule: nothing }', '{ op: rule, rule: example }'],
    away: [[{ x: N }, NONE]],
  },
  sum: {
    node: `{ op: sum, of: [${X}, ${Y}], notApplicable: skip }`,
    wrong: ['{ op: sum, of: [], notApplicable: skip }', `{ op: sum, of: [${X}] }`],
    away: [
      [{ x: N }, '4'],
      [{ y: N }, '12'],
      [{ x: N, y: N }, NONE],
    ],
  },
  difference: {
    node: `{ op: difference, from: ${X}, less: [${Y}], notApplicable: skip }`,
    wrong: [`{ op: difference, from: ${X}, less: [], notApplicable: skip }`],
    away: [
      [{ x: N }, NONE],
      [{ y: N }, '12'],
    ],
  },
  product: { node: `{ op: product, of: [${X}, ${Y}] }`, wrong: [`{ op: product, of: [${X}] }`], away: either },
  ratio: {
    node: `{ op: ratio, of: ${X}, full: ${Y}, scale: "100" }`,
    wrong: [`{ op: ratio, of: ${X}, full: ${Y}, scale: all }`],
    away: either,
  },
  counted: { node: `{ op: counted, of: ${X}, with: ${Y} }`, away: either },
  atMost: { node: `{ op: atMost, of: ${X}, limit: ${Y} }`, away: either },
  atLeast: { node: `{ op: atLeast, of: ${X}, limit: ${Y} }`, away: either },
  bands: {
    node: `{ op: bands, of: ${X}, bands: [{ atLeast: "10", value: ${Y} }, { below: "10", value: "3" }] }`,
    wrong: [`{ op: bands, of: ${X}, bands: [] }`, `{ op: bands, of: ${X}, bands: [{ atLeast: ten, value: "3" }] }`],
    away: [...either, [{ x: '5', y: N }, '3']],
  },
  linear: {
    node: `{ op: linear, of: ${X}, from: { at: "10", value: "0" }, to: { at: "20", value: "5" }, outside: clamp }`,
    wrong: [`{ op: linear, of: ${X}, from: { at: "20", value: "0" }, to: { at: "10", value: "5" }, outside: clamp }`],
    away: [[{ x: N }, NONE]],
  },
  weighted: {
    node: `{ op: weighted, parts: [{ of: ${X}, weight: "0.75" }, { of: ${Y}, weight: "0.25" }], notApplicable: redistribute }`,
    wrong: [
      `{ op: weighted, parts: [{ of: ${X}, weight: most }], notApplicable: zero }`,
      `{ op: weighted, parts: [{ of: ${X}, weight: "1" }] }`,
    ],
    away: [
      [{ x: N }, '4'],
      [{ y: N }, '12'],
      [{ x: N, y: N }, NONE],
    ],
  },
  mean: {
    node: `{ op: mean, of: [${X}, ${Y}], notApplicable: skip }`,
    wrong: ['x', 'events', 'nothing'].map((name) => `{ op: mean, over: ${name}, notApplicable: skip }`),
    away: [
      [{ x: N }, '4'],
      [{ x: N, y: N }, NONE],
    ],
  },
  highestOf: {
    node: `{ op: highestOf, of: [${X}, ${Y}], notApplicable: pass }`,
    wrong: ['x', 'events', 'nothing'].map((name) => `{ op: highestOf, over: ${name}, notApplicable: skip }`),
    away: either,
  },
  perEvent: {
    node: perEvent(', once: project, limit: "6"'),
    wrong: [
      '{ op: perEvent, over: ratings, points: { each: "1" } }',
      '{ op: perEvent, over: x, points: { each: "1" } }',
      '{ op: perEvent, over: events, points: { field: nothing } }',
      '{ op: perEvent, over: events, points: { each: many } }',
      perEvent(', once: nothing'),
      perEvent(', where: [{ field: nothing, test: present }]'),
      perEvent(', where: [{ field: on, test: after, parameter: money }]'),
      perEvent(', caps: [{ where: [{ field: nothing, test: present }], limit: "1" }]'),
    ],
    away: [[{ events: N }, NONE]],
  },
  each: {
    node: '{ op: each, over: indicators, value: { op: item, field: result }, then: sum, notApplicable: skip }',
    wrong: [
      '{ op: each, over: events, value: "1", then: sum, notApplicable: skip }',
      '{ op: each, over: indicators, where: [{ field: nothing, test: present }], value: "1", then: sum, notApplicable: skip }',
      '{ op: each, over: indicators, where: [{ field: node, test: under, to: Z }], value: "1", then: sum, notApplicable: skip }',
      '{ op: each, over: indicators, value: { op: each, over: indicators, value: "1", then: sum, notApplicable: skip }, then: sum, notApplicable: skip }',
    ],
    away: [[{ indicators: secondOnly }, '9']],
  },
  when: {
    node: `{ op: when, cases: [{ if: ${ON}, then: ${X} }], otherwise: ${Y} }`,
    wrong: [`{ op: when, cases: [], otherwise: ${Y} }`, `{ op: when, cases: [{ if: ${ON}, then: ${X} }] }`],
    away: [
      [{ on: N }, NONE],
      [{ x: N }, NONE],
      [{ y: N }, '12'],
    ],
  },
  choice: {
    node: `{ op: choice, assumption: way, options: { one: ${X}, two: ${Y} } }`,
    wrong: [`{ op: choice, assumption: nothing, options: { one: ${X} } }`, `{ op: choice, assumption: way, options: { two: ${Y} } }`],
    away: [
      [{ x: N }, NONE],
      [{ y: N }, '12'],
    ],
  },
  compare: {
    node: `{ op: compare, left: ${X}, is: atLeast, right: ${Y} }`,
    wrong: [`{ op: compare, left: ${X}, is: like, right: ${Y} }`],
    away: either,
  },
  all: {
    node: `{ op: all, of: [${ON}, ${OFF}] }`,
    wrong: ['{ op: all, of: [] }'],
    away: [
      [{ on: N }, 'false'],
      [{ off: N }, NONE],
    ],
  },
  any: {
    node: `{ op: any, of: [${ON}, ${OFF}] }`,
    wrong: ['{ op: any, of: [] }'],
    away: [
      [{ on: N }, NONE],
      [{ off: N }, 'true'],
    ],
  },
  oneOf: {
    node: '{ op: oneOf, of: { op: input, name: last }, values: [poor] }',
    wrong: ['{ op: oneOf, of: { op: input, name: last }, values: [bad] }', '{ op: oneOf, of: { op: input, name: last }, values: [] }'],
    away: [[{ last: N }, NONE]],
  },
  not: { node: `{ op: not, of: ${OFF} }`, away: [[{ off: N }, NONE]] },
  round: {
    node: `{ op: round, of: ${X}, places: "0", mode: halfUp }`,
    wrong: [`{ op: round, of: ${X}, places: "0", mode: near }`, `{ op: round, of: ${X}, places: "-1", mode: halfUp }`],
    away: [[{ x: N }, NONE]],
  },
}
