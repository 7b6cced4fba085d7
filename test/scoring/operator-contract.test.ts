import { describe, expect, test } from 'vitest'
import { score, scoreUnit, verify, type Pack, type Problem, type Trace, type UnitFacts } from '../../scoring/index.ts'
import type { Op } from '../../scoring/grammar/node.ts'
import { operatorOf, operators } from '../../scoring/grammar/operators.ts'
import { readYaml } from '../../scoring/pack/read-yaml.ts'
import { sealOf } from '../../scoring/trace/seal.ts'
import { contracts, given } from './contracts.ts'
import { mini, miniFiles, must, mustFail, scoringOf } from './packs.ts'
import { sample, spoil } from './spoil.ts'

const parameters = { money: '2000', closing: '2014-02-01' }
const rules = { other: '{ op: sum, of: [{ op: input, name: x }, { op: input, name: y }], notApplicable: pass }', flagged: '{ op: input, name: on }' } // prettier-ignore
/** What a part must not be, by what it should be. */
const misfit = { number: { op: 'input', name: 'on' }, truth: { op: 'input', name: 'x' }, text: { op: 'input', name: 'x' }, same: { op: 'input', name: 'last' } } // prettier-ignore

/** A total that wants what the operator gives. */
function totalOver(op: Op): string {
  if (op === 'item') return '{ op: each, over: indicators, value: { rule: example }, then: sum, notApplicable: pass }'
  return operators[op].gives === 'truth'
    ? '{ op: when, cases: [{ if: { rule: example }, then: "1" }], otherwise: "0" }'
    : '{ op: sum, of: [{ rule: example }], notApplicable: pass }'
}

const packOf = (op: Op, node: string): Pack => mini(totalOver(op), { example: node, ...rules })

/** The problems of a node that must not be readable; the first stands on its line or on that of the total that reads it. */
function problemsOf(op: Op, node: string): Problem[] {
  const scoring = scoringOf({ total: totalOver(op), example: node, ...rules })
  const problems = mustFail(miniFiles({ 'scoring.yaml': scoring }))
  const lines = scoring.split('\n').flatMap((line, index) => (/^ {2}(total|example): /.test(line) ? [index + 1] : []))
  expect(lines, problems[0]?.message).toContain(problems[0]?.line)
  expect(problems[0]?.message).toMatch(/[\u4e00-\u9fff]/u)
  return problems
}

/** The trace of a unit, and what the node came to in it. */
function run(pack: Pack, facts: UnitFacts, set: { [name: string]: string } = parameters): { trace: Trace; value: string; text: string } {
  const result = scoreUnit(pack, '甲', facts, set)
  expect(result.problems).toEqual([])
  const own = result.trace.steps.find(({ id }) => id === 'example')?.value
  const read = result.trace.steps.find(({ id }) => id === 'total')?.uses.at(-1)?.value
  expect(verify(pack, result.trace)).toEqual([])
  return { trace: result.trace, value: own ?? read ?? '', text: JSON.stringify(result) }
}

/** Every digit of every number of a trace changed by itself: the places where verify did not notice, as it stands and sealed anew. */
function unnoticed(pack: Pack, trace: Trace): { asItStands: string[]; sealedAnew: string[] } {
  const numbers = sample(trace).filter(({ one: { text, key, place } }) => !key && place[0] === 'steps' && /^-?\d+(\.\d+)?$/.test(text))
  const digits = numbers.flatMap(({ one }) => [...one.text].flatMap((letter, at) => (/\d/.test(letter) ? [{ one, at }] : [])))
  expect(digits.length).toBeGreaterThan(0)
  const held = (finish: (spoilt: Trace) => Trace): string[] =>
    digits.filter(({ one, at }) => verify(pack, finish(spoil(trace, one, at))).length === 0).map(({ one }) => one.place.join('/'))
  return { asItStands: held((spoilt) => spoilt), sealedAnew: held((spoilt) => ({ ...spoilt, seal: sealOf(spoilt) })) }
}

/** Where a raw node has a part at a path such as `parts/0/of`, another part. */
function replaced(node: string, path: string, part: object): string {
  const { value } = readYaml('node', node)
  const keys = path.split('/')
  const parent = keys.slice(0, -1).reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], value) as Record<
    string,
    unknown
  >
  parent[keys.at(-1)!] = part
  return JSON.stringify(value)
}

const entries = Object.entries(contracts) as [keyof typeof contracts, (typeof contracts)[keyof typeof contracts]][]

test('there is a contract for every operator', () => {
  expect([...Object.keys(contracts), 'standing'].toSorted()).toEqual(Object.keys(operators).toSorted())
})

describe.each(entries)('%s', (op, { node, wrong = [], away = [] }) => {
  const pack = packOf(op, node)
  const children = operatorOf(pack.scoring.rules['example']!.value).children(pack.scoring.rules['example']!.value)
  /** Conditions and branches may be decided without some part; everything else needs them all. */
  const needsAll = !['all', 'any', 'when', 'choice', 'bands', 'value'].includes(op)
  const reads = [...new Set([...node.matchAll(/(?:name|over): (\w+)/g)].map(([, name = '']) => name))].filter((name) => name in given)

  test('an unknown key is an error with its line', () => {
    const [problem] = problemsOf(op, node.replace(/^\{ op: \w+,/, '$& surprise: "1",'))
    expect(problem?.message).toContain('surprise')
  })

  test('a missing key is an error with its line', () => {
    const { value } = readYaml('node', node)
    for (const key of Object.keys(value as object).filter((one) => !['op', 'once', 'limit', 'of'].includes(one) || op === 'sum')) {
      if (key === 'op') continue
      const { [key]: _, ...rest } = value as Record<string, unknown>
      problemsOf(op, JSON.stringify(rest))
    }
  })

  test.each(children.map(({ path, wants }) => [path, wants] as const))('%s that is no %s is an error with its line', (path, wants) => {
    problemsOf(op, replaced(node, path, misfit[wants]))
  })

  test.each(wrong)('%s is an error with its line', (broken) => void problemsOf(op, broken))

  test('an operator that is not known is an error with its line', () => {
    problemsOf(op, node.replace(`op: ${op}`, `op: ${op}s`))
  })

  test('without any facts it is missing, never a number, unless it is one that the regulation gives', () => {
    expect(run(pack, {}, {}).value).toMatch(op === 'value' ? /^5$/ : /^missing: \S/)
  })

  test.each(needsAll ? reads : [])('without %s it is missing, and says so', (name) => {
    const { [name]: _, ...rest } = name === 'indicators' ? {} : given
    expect(run(pack, rest).value).toBe(`missing: ${name}`)
  })

  test.each(away)('%j: it is %s', (facts, value) => {
    expect(run(pack, { ...given, ...facts }).value).toBe(value)
  })

  test('a rerun gives the same bytes', () => {
    expect(run(packOf(op, node), given).text).toBe(run(pack, given).text)
  })

  test('verify notices every digit of its trace that is changed, even when it is sealed anew', () => {
    const { trace } = run(pack, given)
    const { asItStands, sealedAnew } = unnoticed(pack, trace)
    expect(asItStands).toEqual([])
    // the indicator that an event names is under the seal alone where no rule asks for it
    expect(sealedAnew.filter((place) => !place.endsWith('/detail/fields/indicator'))).toEqual([])
  })
})

describe('standing', () => {
  const source = '{ article: 一, quote: 得分按下列办法计算 }'
  const gradesOf = (node: string): string => `${miniFiles()['grades.yaml']}consequences:\n  - { key: example, label: 例, when: ${node}, source: ${source} }\n` // prettier-ignore
  const filesOf = (node: string) => miniFiles({ 'grades.yaml': gradesOf(node) })
  const below = '{ op: compare, left: { op: standing, field: rank }, is: atMost, right: "2" }'
  const pack = must(filesOf(below))
  const cohort = (scores: { [unit: string]: UnitFacts }) => score(pack, { pack: 'mini', units: scores }).cohorts[0]!
  const full = { 甲: { x: '95' }, 乙: { x: '90' }, 丙: { x: '80.5' }, 丁: { x: '80.5' } }

  test.each([
    below.replace('field: rank', 'field: rank, surprise: "1"'),
    below.replace('rank', 'last'),
    below.replace('rank', 'grade'),
    below.replace('rank', 'nothing'),
    '{ op: standing, field: rank }',
  ])('%s is an error with its line', (broken) => {
    const [problem] = mustFail(filesOf(broken))
    expect(problem?.file).toBe('grades.yaml')
    expect(problem?.line).toBe(gradesOf(broken).split('\n').findIndex((line) => line.includes('key: example')) + 1) // prettier-ignore
  })

  test('in scoring.yaml it is an error with its line', () => {
    problemsOf('sum', '{ op: sum, of: [{ op: standing, field: rank }], notApplicable: skip }')
  })

  test('while a unit is undetermined it is missing, never a number', () => {
    const { units, trace } = cohort({ ...full, 乙: {} })
    expect(units.flatMap(({ consequences }) => consequences.map(({ key, state }) => `${key} ${state}`))).toEqual(Array<string>(4).fill('example open')) // prettier-ignore
    expect(verify(pack, trace)).toEqual([])
  })

  test('a rerun gives the same bytes, and verify notices every digit that is changed', () => {
    expect(JSON.stringify(cohort(full))).toBe(JSON.stringify(cohort(full)))
    expect(unnoticed(pack, cohort(full).trace)).toEqual({ asItStands: [], sealedAnew: [] })
  })
})
