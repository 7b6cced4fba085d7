import { describe, expect, test } from 'vitest'
import { packChanges, type Pack } from '../../scoring/index.ts'
import { treeChanges } from '../../scoring/versions/tree.ts'
import { filesOf, mini, must, shipped } from './packs.ts'

/** The shipped pack with some text of a file replaced. */
function changed(file: string, from: string, to: string): Pack {
  const files = filesOf('dashiqiao-2017')
  const text = files[file] ?? ''
  if (!text.includes(from)) throw new Error(`${file} should contain ${from}`)
  return must({ ...files, [file]: text.replace(from, to) })
}
const told = (before: Pack, after: Pack) => packChanges(before, after).map(({ kind, path, before, after }) => [kind, path, before, after])

describe('what differs between two packs', () => {
  test('is nothing between a pack and itself', () => {
    expect(packChanges(shipped(), shipped())).toEqual([])
  })

  test('a weight, with its article and the path that a what-if takes', () => {
    expect(
      packChanges(shipped(), changed('scoring.yaml', '{ rule: results }, weight: "0.9"', '{ rule: results }, weight: "0.85"')),
    ).toEqual([
      {
        file: 'scoring.yaml',
        path: 'scoring.rules.indicators.value.parts.0.weight',
        article: '四(四)1',
        kind: 'changed',
        before: '0.9',
        after: '0.85',
      },
    ])
  })

  test('a part that is put in front leaves the others where they are', () => {
    const after = mini(
      `{ op: weighted, parts: [{ of: { op: input, name: y }, weight: "0.1" }, { of: { op: input, name: x }, weight: "0.9" }], notApplicable: pass }`,
    )
    const before = mini(`{ op: weighted, parts: [{ of: { op: input, name: x }, weight: "1" }], notApplicable: pass }`)
    expect(told(before, after)).toEqual([
      ['added', 'scoring.rules.total.value.parts.0', null, { of: { op: 'input', name: 'y' }, weight: '0.1' }],
      ['changed', 'scoring.rules.total.value.parts.1.weight', '1', '0.9'],
    ])
  })

  test('another operator is told as a whole', () => {
    expect(told(mini('{ op: input, name: x }'), mini('{ op: value, is: "5" }'))).toEqual([
      ['changed', 'scoring.rules.total.value', { op: 'input', name: 'x' }, { op: 'value', is: '5' }],
    ])
  })

  test('a unit that moves to another class, one that goes', () => {
    const moved = changed(
      'roster.yaml',
      'key: 市环保局, name: 市环保局, class: departments-1',
      'key: 市环保局, name: 市环保局, class: departments-2',
    )
    expect(told(shipped(), moved)).toEqual([['moved', 'roster.units.市环保局.class', 'departments-1', 'departments-2']])
    expect(told(moved, shipped())).toEqual([['moved', 'roster.units.市环保局.class', 'departments-2', 'departments-1']])
    const { roster } = shipped()
    const fewer: Pack = { ...shipped(), roster: { ...roster, units: roster.units.filter(({ key }) => key !== '市老龄委办') } }
    expect(told(shipped(), fewer).map(([kind, path]) => [kind, path])).toEqual([['removed', 'roster.units.市老龄委办']])
    expect(told(fewer, shipped()).map(([kind, path]) => [kind, path])).toEqual([['added', 'roster.units.市老龄委办']])
  })

  test('a choice, a due day and the text of the regulation', () => {
    expect(told(shipped(), { ...shipped(), source: `${shipped().source}\n附则` })).toHaveLength(1)
    const choice = changed('assumptions.yaml', 'choice: points-100', 'choice: all-first')
    expect(packChanges(shipped(), choice)).toMatchObject([
      { path: 'assumptions.unit-kinds.choice', article: '一(一)', before: 'points-100', after: 'all-first' },
    ])
    const first = shipped().plan[0]!
    const later: Pack = { ...shipped(), plan: shipped().plan.with(0, { ...first, due: '2017-04-21' } as typeof first) }
    expect(packChanges(shipped(), later)).toMatchObject([{ file: 'plan.yaml', path: `plan.${first.key}.due`, after: '2017-04-21' }])
  })

  test('the order of what is looked at in order', () => {
    const entry = (key: string) => ({ key, label: key })
    expect(treeChanges([entry('a'), entry('b'), entry('c')], [entry('c'), entry('a')], { path: 'grades', article: '' })).toEqual([
      { kind: 'removed', path: 'grades.b', article: '', before: entry('b'), after: null },
      { kind: 'order', path: 'grades', article: '', before: ['a', 'c'], after: ['c', 'a'] },
    ])
  })

  test.each([
    ['dashiqiao-2017', 'zhongshan-2012'],
    ['xicheng-2013', 'dashiqiao-2017'],
  ])('can be told of different regulations: %s and %s', (a, b) => {
    const [there, back] = [packChanges(shipped(a), shipped(b)), packChanges(shipped(b), shipped(a))]
    expect(there.length).toBeGreaterThan(100)
    expect(there.filter(({ kind }) => kind === 'added').length).toBe(back.filter(({ kind }) => kind === 'removed').length)
  })
})
