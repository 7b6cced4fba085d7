import { describe, expect, test } from 'vitest'
import {
  conclude,
  difference,
  explain,
  factsTemplate,
  readFacts,
  runCases,
  score,
  scoreEach,
  scoreUnit,
  traceTree,
  withoutSteps,
  type Facts,
  type UnitFacts,
} from '../../scoring/index.ts'
import { facts, mini, shipped } from './packs.ts'

const pack = shipped()
const departments = pack.roster.units.filter((unit) => unit.class.startsWith('departments'))
const year = (change: (unit: string, index: number) => UnitFacts = () => ({})): Facts => ({
  pack: pack.pack.key,
  units: Object.fromEntries(departments.map(({ key }, index) => [key, { ...facts, ...change(key, index) }])),
})

describe('worked examples of the regulation', () => {
  const reports = runCases(pack)
  test('there are at least forty', () => expect(reports.length).toBeGreaterThanOrEqual(40))
  test.each(reports)('$name', ({ expected, found, passed }) => {
    expect(found).toBe(expected)
    expect(passed).toBe(true)
  })
  test('a wrong expectation does not pass', () => {
    const one = pack.cases.find(({ name }) => name.startsWith('第一类部门'))
    const wrong = { ...pack, cases: [{ ...one!, expect: { total: '89.590' } }] } as typeof pack
    expect(runCases(wrong)[0]).toMatchObject({ passed: false, found: 'total=89.59' })
  })
})

describe('a unit', () => {
  test('has a total, its rounding and the origin of each fact', () => {
    const { total, published, trace } = scoreUnit(pack, '市环保局', facts)
    expect([total, published]).toEqual(['89.59', '89.59'])
    expect(trace.steps.find(({ id }) => id === 'input:indicators.1.result')?.detail).toMatchObject({ origin: 'score/1' })
    expect(trace.pack).toBe(pack.hash)
  })
  test('is the same on a rerun, to the byte', () => {
    expect(JSON.stringify(score(pack, year()))).toBe(JSON.stringify(score(pack, year())))
  })
  test('that is unknown or badly given is refused, not guessed', () => {
    expect(scoreUnit(pack, '某局', facts)).toMatchObject({ state: 'refused', problems: [{ code: 'unknown-unit' }] })
    expect(scoreUnit(pack, '市环保局', { ...facts, public: '1e3' })).toMatchObject({
      state: 'refused',
      total: null,
      problems: [{ path: '/units/市环保局/public' }],
    })
  })
  test('with two exceptions at once is refused with both articles', () => {
    const exception = (key: string, article: string, value: string): string =>
      `  - { key: ${key}, label: ${key}, target: total, when: { op: input, name: on }, value: "${value}", source: { article: ${article}, quote: 得分 } }\n`
    const clash = mini(
      '{ op: input, name: x }',
      {},
      {},
      `exceptions:\n${exception('one', '第三条', '0')}${exception('two', '第七条', '1')}`,
    )
    const { state, problems } = scoreUnit(clash, '甲', { x: '5', on: 'true' })
    expect(state).toBe('refused')
    expect(problems[0]?.message).toMatch(/第三条.*第七条/u)
    expect(scoreUnit(clash, '甲', { x: '5', on: 'false' }).total).toBe('5')
    const first = exception('one', '三', '0').replace('source:', 'over: [two], source:')
    const ordered = mini('{ op: input, name: x }', {}, {}, `exceptions:\n${first}${exception('two', '七', '1')}`)
    expect(scoreUnit(ordered, '甲', { x: '5', on: 'true' }).total).toBe('0')
  })
})

describe('an outcome', () => {
  test('has every unit of the roster; one without facts is undetermined', () => {
    const outcome = score(pack, year())
    expect(outcome.units.map(({ unit }) => unit)).toEqual(pack.roster.units.map(({ key }) => key))
    expect(outcome.cohorts.find((cohort) => cohort.class === 'towns')).toMatchObject({ complete: false })
    expect(outcome.problems).toEqual([])
  })
  test('names strangers and another pack', () => {
    const codes = score(pack, { pack: 'other', units: { 某局: facts } }).problems.map(({ code }) => code)
    expect(codes).toEqual(['other-pack', 'unknown-unit'])
  })
  test('differs only where something changed', () => {
    const before = score(pack, year())
    const after = score(
      pack,
      year((unit) => (unit === '市环保局' ? { bonus: [{ points: '1', ground: '表彰' }] } : {})),
    )
    const { changed, unchanged } = difference(before, after)
    const own = changed.find(({ unit }) => unit === '市环保局')
    expect(own?.changes.filter(({ field }) => field !== 'consequences')).toEqual([
      { field: 'total', before: '89.59', after: '90.59' },
      { field: 'published', before: '89.59', after: '90.59' },
    ])
    const others = pack.roster.units.filter(({ class: key }) => key === 'departments-1').length - 1
    expect(changed.filter(({ changes }) => changes.some(({ field, after: rank }) => field === 'rank' && rank === '2'))).toHaveLength(others)
    expect(unchanged.toSorted()).toEqual(
      pack.roster.units
        .filter(({ class: key }) => key !== 'departments-1')
        .map(({ key }) => key)
        .toSorted(),
    )
    expect(before.resultHash).not.toBe(after.resultHash)
  })
  test('is the same where traces are put away as they come', () => {
    const all = score(pack, year())
    const seen: string[] = []
    const units = Array.from(scoreEach(pack, year()), (result, place) => {
      expect(result).toEqual(all.units[place])
      seen.push(result.unit)
      return withoutSteps(result)
    })
    expect(seen).toEqual(pack.roster.units.map(({ key }) => key))
    expect(JSON.stringify(units)).not.toContain('"steps"')
    expect({ ...conclude(pack, year(), units), units: all.units }).toEqual(all)
    expect(difference(all, { ...conclude(pack, year(), units), units }).changed).toEqual([])
  })
  test('notices a change of origin though the numbers stay', () => {
    const before = score(pack, year())
    const after = score(
      pack,
      year((unit) => (unit === '市环保局' ? { public: { value: '85', origin: '报告' } } : {})),
    )
    expect(difference(before, after).changed).toMatchObject([{ unit: '市环保局', changes: [], trace: true }])
    expect(after.resultHash).toBe(before.resultHash)
  })
})

describe('in words', () => {
  const { trace } = scoreUnit(pack, '市环保局', facts)
  test('each sentence has its article and quotation', () => {
    const sentences = explain(pack, trace)
    const satisfaction = sentences.find(({ id }) => id === 'departments-satisfaction')
    expect(satisfaction).toMatchObject({
      text: '满意度测评得分：领导评价得分 92 × 0.7 + 公众评议 85 × 0.3 = 89.9',
      article: '四(四)1',
      quote: '满意度测评得分=领导评价×70%+公众评议×30%',
      assumption: null,
    })
    expect(sentences.find(({ id }) => id === 'result:published')).toMatchObject({ assumption: 'published-rounding' })
    expect(sentences.every(({ article, quote }) => article !== '' && quote !== '')).toBe(true)
  })
  test('the tree leads from the published score to each fact', () => {
    const seen = new Set<string>()
    const visit = (node: NonNullable<ReturnType<typeof traceTree>>): void => {
      seen.add(node.step.id)
      node.children.forEach(visit)
    }
    visit(traceTree(trace, 'published')!)
    expect(trace.steps.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([])
    expect(traceTree(trace, 'nothing')).toBeNull()
  })
})

describe('a facts file', () => {
  test('the template is readable as it is, and names every input in Chinese', () => {
    const template = factsTemplate(pack)
    const read = readFacts(pack, template)
    expect(read.ok && Object.keys(read.facts.units)).toHaveLength(pack.roster.units.length)
    for (const { label } of Object.values(pack.scoring.inputs)) expect(template).toContain(label)
  })
  test.each([
    ['units: {}', 'other-pack', 1],
    ['pack: dashiqiao-2017\nunits:\n  某局: {}', 'unknown-unit', 3],
    ['pack: dashiqiao-2017\nunits:\n  市环保局:\n    publik: "1"', 'unknown-key', 4],
    ['pack: dashiqiao-2017\nunits:\n  市环保局:\n    public: 1e3', 'not-a-decimal', 4],
    ['pack: dashiqiao-2017\nunits:\n  市环保局:\n    leaders: ["1",\n      "101"]', 'out-of-bounds', 5],
    ['pack: dashiqiao-2017\nunits:\n  市环保局:\n    leaders: "90"', 'wrong-type', 4],
    ['pack: dashiqiao-2017\nunits:\n  市环保局:\n    unfinished: 是', 'wrong-type', 4],
    ['pack: dashiqiao-2017\nunits:\n  市环保局:\n    missedKeyTasks: "1.5"', 'not-whole', 4],
    ['pack: dashiqiao-2017\nunits:\n  市环保局:\n    public: { value: "1", from: x }', 'wrong-type', 4],
    ['pack: dashiqiao-2017\nunits:\n  市环保局:\n    constructor: "1"', 'unknown-key', 4],
  ])('%s', (text, code, line) => {
    const read = readFacts(pack, text, 'f.yaml')
    expect(!read.ok && read.problems[0]).toMatchObject({ file: 'f.yaml', code, line })
  })
})
