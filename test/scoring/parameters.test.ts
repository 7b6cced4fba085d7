import { describe, expect, test } from 'vitest'
import { checkFacts, explain, readFacts, score, scoreUnit, verify } from '../../scoring/index.ts'
import { mini } from './packs.ts'

const pack = mini('{ op: product, of: [{ op: input, name: x }, { op: parameter, name: money }] }')

describe('a parameter that a later document sets', () => {
  test('makes the total missing, by name, while nobody has set it', () => {
    const result = scoreUnit(pack, '甲', { x: '3' })
    expect([result.state, result.missing, result.total]).toEqual(['undetermined', ['parameters.money'], null])
    expect(verify(pack, result.trace)).toEqual([])
  })
  test('is read exactly once it is set, and the trace says where it is from', () => {
    const result = scoreUnit(pack, '甲', { x: '3' }, { money: { value: '0.10', origin: '区办发1号' } })
    expect(result.total).toBe('0.3')
    expect(verify(pack, result.trace)).toEqual([])
    const sentence = explain(pack, result.trace).find(({ id }) => id === 'parameter:money')
    expect(sentence).toMatchObject({ text: '每人金额：0.1', origin: '区办发1号', article: '一', quote: '得分按下列办法计算' })
  })
  test('reaches every unit of a facts file', () => {
    const read = readFacts(pack, 'pack: mini\nparameters: { money: "2" }\nunits: { 甲: { x: "3" }, 乙: { x: "4" } }\n')
    expect(read.ok && score(pack, read.facts).units.map(({ total }) => total)).toEqual(['6', '8', null, null])
  })
})

test.each([
  [{ money: '1e3' }, 'not-a-decimal', '普通十进制数'],
  [{ money: '-1' }, 'out-of-bounds', '不低于 0'],
  [{ closing: '2014-02-30' }, 'not-a-date', '日期'],
  [{ rate: '2' }, 'fixed-parameter', '已由规则包定为 1.50'],
  [{ other: '2' }, 'unknown-key', 'closing、money'],
  [{ money: { notApplicable: '无' } }, 'wrong-type', '应有值'],
  ['2', 'wrong-type', '映射'],
])('parameters %j are refused: %s', (parameters, code, words) => {
  const problems = checkFacts(pack, { pack: 'mini', parameters, units: {} })
  expect(problems.map((one) => one.code)).toEqual([code])
  expect(problems[0]?.message).toContain(words)
})

test('a value that is not the set one fails the check of its line', () => {
  const fixed = mini('{ op: product, of: [{ op: input, name: x }, { op: parameter, name: rate }] }')
  const { trace, total } = scoreUnit(fixed, '甲', { x: '3' })
  expect(total).toBe('4.5')
  const forged = { ...trace, steps: trace.steps.map((step) => (step.id === 'parameter:rate' ? { ...step, value: '1.6' } : step)) }
  expect(verify(fixed, forged).map(({ path }) => path)).toContain('parameter:rate')
})
