import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, highest, minus, normal, product, quotient, round, sum } from '../../scoring/decimal.ts'
import { add, divide, isDecimal, multiply, normalised, order, rounded, subtract } from '../../scoring/verify/arithmetic.ts'

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 9 }))
  .map(([digits, places]) => normal(`${digits < 0n ? '-' : ''}${insert(String(digits < 0n ? -digits : digits), places)}`))
const insert = (digits: string, places: number): string => {
  const text = digits.padStart(places + 1, '0')
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
}

describe('by hand', () => {
  test('tenths are exact', () => expect(sum(['0.1', '0.2'])).toBe('0.3'))
  test('699.995 is published as 700.00', () => expect(round('699.995', 2, 'halfUp')).toBe('700.00'))
  test('699.9949 is published as 699.99', () => expect(round('699.9949', 2, 'halfUp')).toBe('699.99'))
  test('-0.005 goes away from zero', () => expect(round('-0.005', 2, 'halfUp')).toBe('-0.01'))
  test('-0.004 is 0.00, not -0.00', () => expect(round('-0.004', 2, 'halfUp')).toBe('0.00'))
  test('up and down', () => expect([round('1.201', 1, 'up'), round('1.299', 1, 'down')]).toEqual(['1.3', '1.2']))
  test('three thirds reach the line at 1', () => {
    const nearly = product([quotient('1', '3'), '3'])
    expect(nearly).toBe(`0.${'9'.repeat(40)}`)
    expect(compare(nearly, '1')).toBe(0)
    expect(round(`0.004${'9'.repeat(37)}`, 2, 'halfUp')).toBe('0.01')
    expect(rounded(`0.004${'9'.repeat(37)}`, 2, 'halfUp')).toBe('0.01')
  })
  test('a quotient has 40 digits', () => expect(quotient('2', '3')).toBe(`0.${'6'.repeat(39)}7`))
  test('division by zero is a RangeError', () => expect(() => quotient('1', '0')).toThrow(RangeError))
  test('highest and normal', () => expect([highest(['2', '10', '9.5']), normal('007.50'), normal('-0')]).toEqual(['10', '7.5', '0']))
})

/** decimal.js as the second opinion: 40 digits, half up. */
const D = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -200, toExpPos: 200 })
const written = (number: Decimal): string => (number.isZero() ? '0' : number.toFixed())
const settled = (number: string): Decimal => new D(number).toDecimalPlaces(30, Decimal.ROUND_HALF_UP)
const modes = { halfUp: Decimal.ROUND_HALF_UP, up: Decimal.ROUND_UP, down: Decimal.ROUND_DOWN }

describe('decimal.js comes to the same', () => {
  /** From one digit to 44, on both sides of what a Number holds; zeros before and behind, halves of a last place, differences that cancel. */
  const digits = fc.oneof(
    fc.bigInt({ min: -999n, max: 999n }),
    fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }),
    fc.bigInt({ min: -(10n ** 44n), max: 10n ** 44n }),
    fc
      .tuple(fc.constantFrom(1n, -1n), fc.nat(43), fc.constantFrom(-1n, 0n, 1n, 5n))
      .map(([sign, power, more]) => sign * (10n ** BigInt(power) + more)),
  )
  const any = fc
    .tuple(digits, fc.integer({ min: 0, max: 44 }), fc.constantFrom('', '', '0', '000'))
    .map(([whole, places, zeros]) => `${whole < 0n ? '-' : ''}${zeros}${insert(String(whole < 0n ? -whole : whole), places)}`)
  const agree = (mine: (a: string, b: string) => unknown, theirs: (a: Decimal, b: Decimal) => unknown) =>
    fc.assert(
      fc.property(any, any, (a, b) => mine(a, b) === theirs(new D(a), new D(b))),
      { numRuns: 3000 },
    )
  test('the sum of two', () =>
    agree(
      (a, b) => sum([a, b]),
      (a, b) => written(new D(0).plus(a).plus(b)),
    ))
  test('the sum of many', () =>
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 12 }),
        (list) => sum(list) === written(list.reduce((total, one) => total.plus(one), new D(0))),
      ),
    ))
  test('difference', () => agree(minus, (a, b) => written(a.minus(b))))
  test('product', () =>
    agree(
      (a, b) => product([a, b]),
      (a, b) => written(new D(1).times(a).times(b)),
    ))
  test('the product of three', () =>
    agree(
      (a, b) => product([a, b, a]),
      (a, b) => written(new D(1).times(a).times(b).times(a)),
    ))
  test('quotient', () =>
    agree(
      (a, b) => (new D(b).isZero() ? '' : quotient(a, b)),
      (a, b) => (b.isZero() ? '' : written(a.dividedBy(b))),
    ))
  test('quotients of small numbers', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -9999, max: 9999 }),
        fc.integer({ min: 1, max: 9999 }),
        (a, b) => quotient(String(a), String(b)) === written(new D(a).dividedBy(b)),
      ),
      { numRuns: 3000 },
    ))
  test('order', () =>
    agree(
      (a, b) => Math.sign(compare(a, b)),
      (a, b) => settled(a.toFixed()).comparedTo(settled(b.toFixed())),
    ))
  test('normal form', () =>
    agree(
      (a) => normal(a),
      (a) => written(a),
    ))
  test('rounding', () =>
    fc.assert(
      fc.property(
        any,
        fc.integer({ min: 0, max: 32 }),
        fc.constantFrom('halfUp' as const, 'up' as const, 'down' as const),
        (a, places, mode) => {
          const rounded = settled(a).toDecimalPlaces(places, modes[mode])
          return round(a, places, mode) === (rounded.isZero() ? new D(0).toFixed(places) : rounded.toFixed(places))
        },
      ),
      { numRuns: 5000 },
    ))
  test('what is no decimal is a RangeError', () => {
    for (const text of ['', '-', '1.', '.5', '1e3', '+1', '一', '1.2.3', ' 1']) expect(() => sum([text])).toThrow(RangeError)
  })
})

describe('the verifier counts on its own and comes to the same', () => {
  const same = (mine: (a: string, b: string) => string | null, theirs: (a: string, b: string) => string) =>
    fc.assert(
      fc.property(decimal, decimal, (a, b) => mine(a, b) === theirs(a, b)),
      { numRuns: 400 },
    )
  test('addition', () => same(add, (a, b) => sum([a, b])))
  test('subtraction', () => same(subtract, minus))
  test('multiplication', () => same(multiply, (a, b) => product([a, b])))
  test('division', () => same(divide, (a, b) => (b === '0' ? (null as unknown as string) : quotient(a, b))))
  test('division of long quotients', () =>
    same(
      (a, b) => (b === '0' ? '' : divide(divide(a, '7')!, b)),
      (a, b) => (b === '0' ? '' : quotient(quotient(a, '7'), b)),
    ))
  test('order', () => fc.assert(fc.property(decimal, decimal, (a, b) => order(a, b) === Math.sign(compare(a, b)))))
  test('rounding', () =>
    fc.assert(
      fc.property(
        decimal,
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom('halfUp' as const, 'up' as const, 'down' as const),
        (a, places, mode) => {
          return rounded(a, places, mode) === round(a, places, mode)
        },
      ),
    ))
  test('normal form', () =>
    fc.assert(fc.property(decimal, (a) => normalised(`${a.startsWith('-') ? '-0' : '0'}${a.replace('-', '')}`) === a)))
})

describe('laws', () => {
  test('a sum does not depend on the order', () =>
    fc.assert(fc.property(fc.array(decimal, { maxLength: 20 }), (list) => sum(list) === sum(list.toReversed()))))
  test('subtracting undoes adding', () => fc.assert(fc.property(decimal, decimal, (a, b) => minus(sum([a, b]), b) === a)))
  test('results are in normal form', () =>
    fc.assert(fc.property(decimal, decimal, (a, b) => isDecimal(product([a, b])) && isDecimal(sum([a, b])))))
})
