import { describe, expect, test } from 'vitest'
import { canonicalJson, packFromJson, packToJson, parsePack, scoreUnit } from '../../scoring/index.ts'
import { facts, filesOf, mini, miniFiles, must, mustFail, scoringOf, shipped } from './packs.ts'

const X = '{ op: input, name: x }'
const broken = (total: string, rules: Record<string, string> = {}, extra = '') =>
  mustFail(miniFiles({ 'scoring.yaml': scoringOf({ total, ...rules }, extra) }))

describe('a pack', () => {
  test('survives the database: canonical JSON, there and back, and jsonb in another order of keys', () => {
    const pack = shipped()
    expect(packFromJson(packToJson(pack))).toEqual(pack)
    const shuffled = Object.fromEntries(Object.entries(JSON.parse(packToJson(pack)) as object).reverse())
    const back = packFromJson(shuffled)
    expect(scoreUnit(back, '市环保局', facts).trace).toEqual(scoreUnit(pack, '市环保局', facts).trace)
  })
  test('that was changed in the database is refused', () => {
    const json = packToJson(shipped()).replace('"0.7"', '"0.8"')
    expect(() => packFromJson(json)).toThrow('应与摘要')
  })
  test('has a hash that moves with each file, even a comment-free word', () => {
    const files = filesOf('dashiqiao-2017')
    expect(must(files).hash).toBe(must({ ...files, 'plan.yaml': `# 说明\n${files['plan.yaml']}` }).hash)
    expect(must(files).hash).not.toBe(must({ ...files, 'source.txt': `${files['source.txt']}。` }).hash)
  })
  test('expands instances, and who waits for the group waits for all', () => {
    const step = 'kind: selfCheck, actor: units, late: lapse, source: { assumption: way }'
    const { plan } = mini(
      X,
      {},
      {
        'plan.yaml': `steps:
  - { key: check, ${step}, instances: [{ key: a, name: 甲, opens: 2020-02-03, due: 2020-02-04 }, { key: b, name: 乙, opens: 2020-03-03, due: 2020-03-04, after: [check-a] }] }
  - { key: end, name: 末, ${step}, after: [check], opens: 2020-04-01, due: { workingDays: "2", after: opened } }
`,
      },
    )
    expect(plan.map(({ key, name, after }) => [key, name, after])).toEqual([
      ['check-a', '甲', []],
      ['check-b', '乙', ['check-a']],
      ['end', '末', ['check-a', 'check-b']],
    ])
  })
})

describe('a problem says where, what was expected and what was found', () => {
  test('a duplicate key, with line and column', () => {
    const [problem] = mustFail(miniFiles({ 'pack.yaml': 'key: a\nkey: b\n' }))
    expect(problem).toMatchObject({ file: 'pack.yaml', line: 2, column: 1, code: 'yaml-duplicate-key' })
  })
  test('an exponent', () => {
    const [problem] = broken('{ op: atMost, of: "1", limit: "1e3" }')
    expect(problem).toMatchObject({ file: 'scoring.yaml', code: 'wrong-format' })
    expect(problem?.message).toMatch(/应为.*十进制数.*实为`1e3`/u)
    expect(problem?.line).toBeGreaterThan(20)
  })
  test('an unknown operator lists those that there are', () => expect(broken('{ op: power, of: "1" }')[0]?.message).toContain('weighted'))
  test('a missing file', () => {
    const { 'plan.yaml': _, ...rest } = miniFiles()
    expect(mustFail(rest)).toMatchObject([{ file: 'plan.yaml', code: 'no-file' }])
  })
  test('a day that does not exist', () =>
    expect(mustFail(miniFiles({ 'pack.yaml': miniFiles()['pack.yaml']!.replace('2020-01-01', '2021-02-29') }))[0]?.path).toBe('/issued'))
  test('all problems of all files at once', () => {
    const problems = mustFail(
      miniFiles({ 'pack.yaml': 'key: a\n', 'assumptions.yaml': '- { key: x }\n', 'cases/one.yaml': '- { name: 例 }\n' }),
    )
    expect(new Set(problems.map(({ file }) => file))).toEqual(new Set(['pack.yaml', 'assumptions.yaml', 'cases/one.yaml']))
  })
  test.each([
    ['{ rule: nowhere }', 'unknown-rule'],
    ['{ op: input, name: nowhere }', 'unknown-input'],
    ['{ op: input, name: ratings }', 'wrong-type'],
    ['{ op: input, name: on }', 'x'],
    [`{ op: sum, of: [{ op: input, name: on }], notApplicable: pass }`, 'wrong-type'],
    [`{ op: not, of: ${X} }`, 'x'],
    [`{ op: when, cases: [{ if: ${X}, then: "1" }], otherwise: "0" }`, 'wrong-type'],
    ['{ op: mean, over: events, notApplicable: skip }', 'wrong-list'],
    ['{ op: perEvent, over: ratings, points: { each: "1" } }', 'wrong-list'],
    ['{ op: perEvent, over: events, points: { field: nowhere } }', 'unknown-field'],
    [
      '{ op: each, over: indicators, where: [{ field: nowhere, test: present }], value: "1", then: sum, notApplicable: skip }',
      'unknown-field',
    ],
    ['{ op: item, field: result }', 'item-outside'],
    ['{ op: standing, field: rank }', 'standing-in-score'],
    [
      '{ op: each, over: indicators, value: { op: each, over: indicators, value: "1", then: sum, notApplicable: skip }, then: sum, notApplicable: skip }',
      'nested-each',
    ],
    ['{ op: choice, assumption: nowhere, options: { a: "1" } }', 'unknown-assumption'],
    ['{ op: choice, assumption: way, options: { two: "1" } }', 'unknown-option'],
  ])('%s', (total, code) => {
    const rules = { total: '{ op: sum, of: [{ rule: part }], notApplicable: pass }', part: total }
    const parsed = parsePack(miniFiles({ 'scoring.yaml': scoringOf(rules) }))
    expect(parsed.ok).toBe(false)
    if (!parsed.ok && code !== 'x') expect(parsed.problems.map((problem) => problem.code)).toContain(code)
  })
  test('no field of indicators takes the name of their key', () => {
    const scoring = miniFiles()['scoring.yaml']!.replace('  kind: {', '  key: {')
    expect(mustFail(miniFiles({ 'scoring.yaml': scoring })).map(({ code }) => code)).toContain('bad-name')
  })
  test('a circle of rules names its stations', () =>
    expect(broken('{ rule: a }', { a: '{ rule: b }', b: '{ rule: a }' })[0]?.message).toMatch(/a → b → a|b → a → b/u))
  test('a class without a total', () => {
    const roster = miniFiles()['roster.yaml']!.replace('classes: [', 'classes: [{ key: b, name: 乙类, source: { assumption: way } }, ')
    expect(mustFail(miniFiles({ 'roster.yaml': roster }))[0]?.code).toBe('no-total')
  })
})

test('canonical JSON sorts keys, leaves out undefined and escapes', () => {
  expect(canonicalJson({ b: [1, null, 'a"\n'], a: undefined, '9': '甲', '10': { z: true, y: false } })).toBe(
    '{"10":{"y":false,"z":true},"9":"甲","b":[1,null,"a\\"\\n"]}',
  )
})
