import { expect, test } from 'vitest'
import { z } from 'zod'
import { IsoDate, Key, parseContent, People, Points, SomePoints } from '../../steps/content.ts'

const sentence = (schema: z.ZodType, content: unknown): string => {
  try {
    parseContent(schema, content, '某环节')
    return 'accepted'
  } catch (error) {
    return (error as Error).message
  }
}
const shape = z.union([
  z.strictObject({ bonus: z.strictObject({ points: Points }) }),
  z.strictObject({ deduction: z.strictObject({ unit: Key, points: Points }) }),
])

test('of two shapes the one that was meant is the one whose faults are told', () => {
  expect(sentence(shape, { bonus: { points: '-1' } })).toMatch(/bonus\.points：应为不小于零的十进制数.*实为 `-1`/)
  expect(sentence(shape, { deduction: { unit: 'a b', points: '1' } })).toMatch(/deduction\.unit：应为 1 至 80 个字符.*实为 `a b`/)
  expect(sentence(z.strictObject({ list: z.array(shape) }), { list: [{ bonus: { points: '1e3' } }] })).toMatch(
    /list\.0\.bonus\.points：应为.*实为 `1e3`/,
  )
  expect(sentence(shape, { bonus: { points: '1' } })).toBe('accepted')
})

test.each([
  [SomePoints, '0', /应大于零/],
  [SomePoints, '0.000', /应大于零/],
  [SomePoints, '-1', /应为不小于零的十进制数/],
  [IsoDate, '2018-02-30', /应为历法上存在的日期，写作 YYYY-MM-DD，实为 `2018-02-30`/],
  [IsoDate, '2018-2-3', /应为历法上存在的日期/],
  [People(2, '至少两人'), ['甲'], /至少两人/],
  [People(2, '至少两人'), ['甲', ' 甲 '], /同一人只能列一次/],
] as [z.ZodType, unknown, RegExp][])('%# is refused with what was expected', (schema, content, expected) => {
  expect(sentence(schema, content)).toMatch(expected)
})
