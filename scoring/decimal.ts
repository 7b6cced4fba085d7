import { Decimal } from 'decimal.js'

/** The one gate to decimal.js: decimal strings in, decimal strings out, without exponent, without trailing zeros, never `-0`. 40 digits, half up. */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 })
const modes = { halfUp: Decimal.ROUND_HALF_UP, up: Decimal.ROUND_UP, down: Decimal.ROUND_DOWN } as const

/**
 * Before it is compared or rounded, a number is settled to 30 places: a third times three is 0.9…9 at 40 digits, and must
 * stand on the same side of a line as 1. Facts have far fewer digits than the gap of ten places that this leaves.
 */
const settledPlaces = 30

const text = (number: Decimal): string => (number.isZero() ? '0' : number.toFixed())
const settled = (number: string): Decimal => new Exact(number).toDecimalPlaces(settledPlaces, Decimal.ROUND_HALF_UP)

/** The sum; 0 of nothing. */
export function sum(numbers: readonly string[]): string {
  return text(numbers.reduce((total, number) => total.plus(number), new Exact(0)))
}

/** a − b. */
export function minus(a: string, b: string): string {
  return text(new Exact(a).minus(b))
}

/** The product; 1 of nothing. */
export function product(numbers: readonly string[]): string {
  return text(numbers.reduce((total, number) => total.times(number), new Exact(1)))
}

/** a ÷ b to 40 digits. The caller sees to it that b is not zero; otherwise a RangeError. */
export function quotient(a: string, b: string): string {
  if (new Exact(b).isZero()) throw new RangeError('除数为零：quotient 的第二个参数应不为 0')
  return text(new Exact(a).dividedBy(b))
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compare(a: string, b: string): number {
  return settled(a).comparedTo(settled(b))
}

/** The highest of one or more numbers. */
export function highest(numbers: readonly string[]): string {
  return numbers.reduce((top, number) => (compare(number, top) > 0 ? number : top))
}

/** Rounds to `places` decimals and writes all of them: round('699.995', 2, 'halfUp') is '700.00'. `up` and `down` go away from and towards zero. */
export function round(number: string, places: number, mode: keyof typeof modes): string {
  const rounded = settled(number).toDecimalPlaces(places, modes[mode])
  return rounded.isZero() ? new Exact(0).toFixed(places) : rounded.toFixed(places)
}

/** The number in its one normal form: `007.50` becomes `7.5`. */
export function normal(number: string): string {
  return text(new Exact(number))
}
