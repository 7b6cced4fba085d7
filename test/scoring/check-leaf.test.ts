import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDecimal } from '../../scoring/facts/check-leaf.ts'
import { DecimalString } from '../../scoring/pack/scalars.ts'

test('a fact is a decimal exactly where a pack would take it for one', () => {
  const piece = fc.constantFrom('-', '0', '7', '12', '.', '+', 'e', ' ', '\n', '٣', '')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('')
      expect(isDecimal(text)).toBe(DecimalString.safeParse(text).success)
    }),
    { numRuns: 5_000 },
  )
})

test.each([
  ['', false],
  ['-', false],
  ['.5', false],
  ['5.', false],
  ['-0.50', true],
  ['1.2.3', false],
  [`${'9'.repeat(30)}`, true],
  [`${'9'.repeat(31)}`, false],
  ['12\n', false],
])('%j: %s', (text, decimal) => expect(isDecimal(text)).toBe(decimal))
