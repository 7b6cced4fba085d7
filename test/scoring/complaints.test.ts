import { describe, expect, test } from 'vitest'
import { compare, sum } from '../../scoring/decimal.ts'
import { explain, score, scoreUnit, verify, type Pack, type UnitFacts } from '../../scoring/index.ts'
import { facts, mini, miniFiles, scoringOf, shipped } from './packs.ts'

// What users of other products complain of, each by its number; docs/features.md has the list.

describe('numbers', () => {
  test('complaint 11: every conversion is a line of its own, with its numbers, its article and its words', () => {
    const pack = shipped()
    const { trace } = scoreUnit(pack, '市环保局', facts)
    const line = (id: string) => explain(pack, trace).find((sentence) => sentence.id === id)
    // 18 of 20 and 9 of 10: 27 of 30, as a percentage 90; the party's 9 of 10 likewise
    expect(line('results/options/sum')).toMatchObject({ text: expect.stringMatching(/27.*30.*100 = 90$/u) as string, article: '四(四)' })
    expect(line('party')).toMatchObject({
      text: expect.stringMatching(/9.*10.*100 = 90$/u) as string,
      quote: expect.stringContaining('折算为百分制') as string,
    })
    // and no step between the facts and the total is without a source
    for (const { id, article, quote } of explain(pack, trace)) expect([id, article !== '' && quote !== '']).toEqual([id, true])
    expect(verify(pack, trace)).toEqual([])
  })

  test('complaint 12: weights of 0.75 and 97 are 100, and 699.995 is not 700', () => {
    expect(sum(['0.75', '0.75', '0.75', '0.75', '97'])).toBe('100')
    expect(compare('699.995', '700')).toBe(-1)
    const weights = ['0.0075', '0.0075', '0.0075', '0.0075', '0.97']
    const parts = weights.map((weight) => `{ of: { op: input, name: x }, weight: "${weight}" }`).join(', ')
    const whole = mini(`{ op: weighted, parts: [${parts}], notApplicable: redistribute }`)
    // in binary floating point 97/100 of the points and four times 0.75/100 of them are not the points
    expect(scoreUnit(whole, '甲', { x: '83.1' }).total).toBe('83.1')
  })

  test('complaint 12: what stands at a line is rounded as the pack says, by nobody else', () => {
    const graded = (places: string): Pack =>
      mini(
        '{ op: input, name: x }',
        {},
        {
          'scoring.yaml': scoringOf({ total: '{ op: input, name: x }' }).replace('places: "2"', `places: "${places}"`),
          'grades.yaml': `${miniFiles()['grades.yaml']}grades:
  - { key: top, label: 优秀, when: { op: compare, left: { op: standing, field: published }, is: atLeast, right: "700" }, source: &s { article: 一, quote: 得分按下列办法计算 } }
  - { key: rest, label: 其他, source: *s }
`,
        },
      )
    const grades = (pack: Pack) => {
      const units = { 甲: { x: '700' }, 乙: { x: '699.995' }, 丙: { x: '699.9949' }, 丁: { x: '1' } }
      return score(pack, { pack: 'mini', units })
        .cohorts[0]!.units.map(({ unit, grade }) => `${unit} ${grade}`)
        .toSorted()
    }
    expect(grades(graded('3'))).toEqual(['丁 rest', '丙 rest', '乙 rest', '甲 top'])
    // to two places, half up: 700.00, 700.00 and 699.99
    expect(grades(graded('2'))).toEqual(['丁 rest', '丙 rest', '乙 top', '甲 top'])
  })

  test('complaint 13: missing, not applicable and zero are three answers', () => {
    const half = mini(
      '{ op: weighted, parts: [{ of: { op: input, name: x }, weight: "0.5" }, { of: { op: input, name: y }, weight: "0.5" }], notApplicable: redistribute }',
    )
    const total = (given: UnitFacts) => {
      const { state, total, missing } = scoreUnit(half, '甲', given)
      return { state, total, missing: missing ?? [] }
    }
    expect(total({ x: '80', y: '0' })).toMatchObject({ state: 'determined', total: '40' })
    expect(total({ x: '80', y: { notApplicable: '没有该项职能' } })).toMatchObject({ state: 'determined', total: '80' })
    expect(total({ x: '80' })).toMatchObject({ state: 'undetermined', total: null, missing: ['y'] })
  })
})
