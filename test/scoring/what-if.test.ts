import { describe, expect, test } from 'vitest'
import { amountTotals, sampleFacts, whatIf, type Facts } from '../../scoring/index.ts'
import { follow, put } from '../../scoring/what-if/path.ts'
import { mini, shipped } from './packs.ts'

const source = '{ article: 一, quote: 得分按下列办法计算 }'
const grades = `ranking:
  classes: [a]
  ties: { share: "true", source: ${source} }
  last: { minimumClass: "2", source: ${source} }
  source: ${source}
grades:
  - { key: top, label: 优秀, quota: [{ classes: [a], share: "0.25", round: halfUp }], source: ${source} }
  - { key: good, label: 良好, source: ${source} }
consequences:
  - key: prize
    label: 奖金
    when: { op: compare, left: { op: standing, field: rank }, is: atMost, right: "1" }
    value: "2000"
    unit: 元
    source: ${source}
`
/** Half of x and half of y; the option \`two\` is y alone. */
const total = `{ op: choice, assumption: way, options: { one: { rule: half.half }, two: { op: input, name: y } } }`
const pack = frozen(
  mini(
    total,
    {
      'half.half': `{ op: weighted, parts: [{ of: { op: input, name: x }, weight: "0.5" }, { of: { op: input, name: y }, weight: "0.5" }], notApplicable: pass }`,
    },
    { 'grades.yaml': grades },
  ),
)
/** 85, 84, 70, 60 */
const facts: Facts = frozen({
  pack: 'mini',
  units: { 甲: { x: '90', y: '80' }, 乙: { x: '80', y: '88' }, 丙: { x: '70', y: '70' }, 丁: { x: '60', y: '60' } },
})

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(Object.freeze(value))) frozen(part)
  return value
}
function must(...settings: string[]) {
  const found = whatIf(pack, facts, settings.map(settingOf))
  if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join('\n'))
  return found
}
function mustFail(...settings: string[]): string[] {
  const found = whatIf(pack, facts, settings.map(settingOf))
  if (found.ok) throw new Error('should not be possible')
  return found.problems.map(({ message }) => message)
}
const settingOf = (text: string) => ({ path: text.slice(0, text.indexOf('=')), value: text.slice(text.indexOf('=') + 1) })
const told = ({ effects }: ReturnType<typeof must>) => effects.map(({ unit, kind, size }) => `${unit} ${kind} ${size}`)

describe('another weight', () => {
  // 甲 90×0.25+80×0.75=82.5, 乙 80×0.25+88×0.75=86; 丙 and 丁 have the same in both parts
  const found = must('scoring.rules.half.half.value.parts.0.weight=0.25', 'scoring.rules.half.half.value.parts.1.weight=0.75')

  test('changes scores, ranks, grades and money; the rest has the same numbers in another way', () => {
    expect(told(found)).toEqual(['甲 grade 1', '乙 grade 1', '丙 trace 0', '丁 trace 0'])
    expect(found.effects[1]).toMatchObject({
      changes: [
        { field: 'total', before: '84', after: '86' },
        { field: 'published', before: '84.00', after: '86.00' },
        { field: 'rank', before: '2', after: '1' },
        { field: 'grade', before: 'good', after: 'top' },
        { field: 'consequences', before: '', after: 'prize=2000' },
      ],
      amounts: [{ key: 'prize', label: '奖金', unit: '元', before: null, after: '2000' }],
      rank: '1',
      score: '2',
    })
    expect(amountTotals(found.effects)).toEqual([{ key: 'prize', label: '奖金', unit: '元', before: '2000', after: '2000' }])
    expect(found.difference.unchanged).toEqual([])
  })

  test('leaves the pack as it is and makes another of its own hash', () => {
    expect(found.pack.hash).not.toBe(pack.hash)
    expect(found.pack.scoring.rules['half.half']!.value).toMatchObject({ parts: [{ weight: '0.25' }, { weight: '0.75' }] })
    expect(pack.scoring.rules['half.half']!.value).toMatchObject({ parts: [{ weight: '0.5' }, { weight: '0.5' }] })
    expect(found.findings).toEqual([])
  })

  test('is told as a finding when the weights no longer add up', () => {
    expect(must('scoring.rules.half.half.value.parts.0.weight=0.25').findings.map(({ code, message }) => [code, message])).toEqual([
      ['weights', expect.stringContaining('0.75') as string],
    ])
  })
})

test('another quota gives grades and leaves every score, to the last step, as it is', () => {
  const found = must('grades.grades.0.quota.0.share=0.5')
  expect(told(found)).toEqual(['乙 grade 1'])
  expect(found.difference.unchanged).toEqual(['甲', '丙', '丁'])
  expect(told(must('grades.grades.top.quota.0.share=0.5'))).toEqual(['乙 grade 1'])
})

test('another rounding of a quota: 0.3 of four is one and a fifth, so two places only when every part counts', () => {
  expect(told(must('grades.grades.0.quota.0.share=0.3'))).toEqual([])
  expect(told(must('grades.grades.0.quota.0.share=0.3', 'grades.grades.0.quota.0.round=up'))).toEqual(['乙 grade 1'])
})

test('another decision of what is open: with y alone 乙 has 88 and 甲 80', () => {
  const found = must('assumptions.way=two')
  expect(found.after.units.map(({ total }) => total)).toEqual(['80', '88', '70', '60'])
  expect(told(found)).toEqual(['甲 grade 1', '乙 grade 1', '丙 trace 0', '丁 trace 0'])
})

test('another fact changes that unit and who stands beside it, and provably nobody else', () => {
  const found = must('units.丁.x=100') // (100 + 60) / 2 = 80
  expect(told(found)).toEqual(['丁 rank 1', '丙 rank 1'])
  expect(found.difference.unchanged).toEqual(['甲', '乙'])
  expect(found.after.units[0]).toBe(found.before.units[0])
})

test('a fact that lacked can be given, and a list written as in YAML', () => {
  expect(told(must('units.丁.ratings=["90", "80"]', 'units.丁.on=true'))).toEqual([])
  expect(must('units.丁.ratings=["90", "80"]').facts.units['丁']).toEqual({ x: '60', y: '60', ratings: ['90', '80'] })
  expect(mustFail('units.丁.ratings=[')).toEqual([expect.stringContaining('units.丁.ratings') as string])
})

test('another rounding of what is published: no decimals make 84.5 equal to 85', () => {
  const found = must('units.乙.y=89', 'scoring.published.places=0') // 乙 84.5 is published as 85
  expect(found.effects.find(({ unit }) => unit === '乙')).toMatchObject({ kind: 'grade', rank: '1' }) // the first two share the place
  expect(found.after.units.map(({ published }) => published)).toEqual(['85', '85', '70', '60'])
})

describe('a setting that cannot be', () => {
  test.each([
    ['scoring.rules.total.valu=5', '`scoring.rules.total` 处没有 `valu`；该处有：label、source、value。'],
    ['scoring.rules.totl.value=5', '`scoring.rules` 处没有 `totl.value`；该处有：half.half、total。'],
    [
      'scorin.rules=5',
      '最上层没有 `scorin.rules`；该处有：pack、roster、indicators、assumptions、scoring、grades、plan、parameters、units。',
    ],
    ['scoring=5', '`scoring` 应指到其中一项；该处有：exceptions、indicatorFields、inputs、parameters、published、rules、totals。'],
    ['grades.grades.2.label=x', '`grades.grades` 处没有 `2.label`；该处有：top、good。'],
    ['scoring.published.places.x=1', '`scoring.published.places` 处没有 `x`；该处没有下一层。'],
    ['units.戊.x=1', '`units` 处没有 `戊.x`；该处有：甲、乙、丙、丁。'],
    ['units.甲.z=1', '`units.甲` 处没有 `z`；该处有：events、last、off、on、ratings、x、y、indicators。'],
    ['assumptions.way=three', '“如何”的选项应为 one（第一种）、two（第二种） 之一，实为 `three`。'],
    ['scoring.published.mode=sideways', '/published/mode 应为下列之一：halfUp、up、down，实为`sideways`。'],
    ['scoring.totals.a=none', '总成绩规则应在 rules 中，实为 `none`。'],
    ['units.甲.x=1000001', '“甲数”应为不高于 1000000 的数，实为`1000001`。'],
    ['units.甲.x=1e3', '“甲数”应为普通十进制数'],
  ])('%s says what was expected and what there is', (setting, sentence) => {
    expect(mustFail(setting)).toEqual([expect.stringContaining(sentence) as string])
  })

  test('is told together with the others', () => {
    expect(mustFail('a.b=1', 'units.甲.z.q=1')).toHaveLength(2)
  })
})

describe('a path', () => {
  const tree = { 'a.b': { c: ['x', { key: 'k.1', v: '1' }] }, a: { b: '2' } }

  test('takes the longest key that is there, places and keys of lists', () => {
    expect(follow(tree, 'a.b')).toEqual({ ok: true, parts: ['a.b'], fresh: false })
    expect(follow(tree, 'a.b.c.0')).toEqual({ ok: true, parts: ['a.b', 'c', 0], fresh: false })
    expect(follow(tree, 'a.b.c.k.1.v')).toEqual({ ok: true, parts: ['a.b', 'c', 1, 'v'], fresh: false })
    expect(follow(tree, 'a.b.c.2')).toEqual({ ok: true, parts: ['a.b', 'c', 2], fresh: true })
    expect(follow(tree, 'a.b.c.3')).toMatchObject({ ok: false, at: 'a.b.c', lacking: '3', known: ['0', 'k.1'] })
  })

  test('changes one place and shares the rest', () => {
    const changed = put(tree, ['a.b', 'c', 1, 'v'], '9') as typeof tree
    expect(changed).toEqual({ 'a.b': { c: ['x', { key: 'k.1', v: '9' }] }, a: { b: '2' } })
    expect(changed.a).toBe(tree.a)
    expect(put(tree.a, ['c'], '3')).toEqual({ b: '2', c: '3' })
  })
})

test('a changed choice of the shipped pack that only grades read leaves every score alone', () => {
  const real = shipped()
  const found = whatIf(real, sampleFacts(real, '1'), [{ path: 'assumptions.good-unit', value: 'top-30' }])
  if (!found.ok) throw new Error('should be possible')
  expect(found.effects.every(({ trace, changes }) => !trace && changes.every(({ field }) => field === 'consequences'))).toBe(true)
  expect(found.effects.length).toBeGreaterThan(0)
})

test('the ladder of a pack that has one is a part like the others, and is checked like them', () => {
  const district = shipped('xicheng-2013')
  const set = (value: string) => whatIf(district, sampleFacts(district, '1'), [{ path: 'supervision.ladder.rungs.0.after', value }])
  const other = set('2')
  expect(other.ok && other.effects).toEqual([])
  expect(other.ok && other.pack.supervision?.ladder?.rungs[0]?.after).toBe('2')
  expect(set('soon')).toMatchObject({ ok: false, problems: [{ file: 'supervision.yaml' }] })
})

describe('a parameter', () => {
  const own = mini('{ op: product, of: [{ op: input, name: x }, { op: parameter, name: rate }, { op: parameter, name: money }] }')
  const given: Facts = { pack: 'mini', parameters: { money: '2' }, units: { 甲: { x: '10' }, 乙: { x: '20' } } }
  const totals = (...settings: string[]) => {
    const found = whatIf(own, given, settings.map(settingOf))
    return found.ok ? found.after.units.slice(0, 2).map(({ total }) => total) : found.problems.map(({ message }) => message)
  }

  test('that the pack sets is another there; one that a document sets is another fact', () => {
    expect(totals('parameters.money=2')).toEqual(['30', '60']) // 10 × 1.5 × 2
    expect(totals('parameters.rate=1')).toEqual(['20', '40'])
    expect(totals('parameters.money=3')).toEqual(['45', '90'])
    expect(totals('parameters.rate=1', 'parameters.money=3')).toEqual(['30', '60'])
  })

  test('keeps to its bounds, and to those that there are', () => {
    expect(totals('parameters.money=-1')).toEqual([expect.stringContaining('不低于 0') as string])
    expect(totals('parameters.mone=1')).toEqual([expect.stringContaining('该处有：closing、money、rate。') as string])
  })
})
