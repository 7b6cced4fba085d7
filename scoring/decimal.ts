import { longCompare, longMinus, longNormal, longProduct, longQuotient, longRound, longSum } from './long-decimal.ts'
import type { Rounding } from './long-decimal.ts'

/**
 * The one gate to exact arithmetic: decimal strings in, decimal strings out, without exponent, without trailing zeros, never `-0`. 40 digits, half up.
 * Numbers of up to 15 digits, which is nearly all of them, are counted as whole numbers of their last place, which a Number holds exactly; whatever does
 * not fit goes through long-decimal.ts.
 */
type Small = { digits: number; places: number }

const mostDigits = 15
const powers = Array.from({ length: mostDigits + 1 }, (_, power) => 10 ** power)
const isExact = (whole: number): boolean => whole <= Number.MAX_SAFE_INTEGER && whole >= -Number.MAX_SAFE_INTEGER

/** The number as so many units of its last place; null where it is long. */
function small(text: string): Small | null {
  const { length } = text
  const negative = text.charCodeAt(0) === 45
  const start = negative ? 1 : 0
  if (length > mostDigits || length === start) return null
  let digits = 0
  let point = length
  for (let index = start; index < length; index++) {
    const digit = text.charCodeAt(index) - 48
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit
    else if (digit === -2 && point === length && index > start && index + 1 < length) point = index
    else return null
  }
  return { digits: negative ? -digits : digits, places: point === length ? 0 : length - point - 1 }
}

/** The text of so many units of a last place. */
function text(digits: number, places: number): string {
  let whole = digits
  let left = places
  for (; left > 0 && whole % 10 === 0; left--) whole /= 10
  return whole === 0 ? '0' : fixed(whole, left)
}

/** The same with all places written. */
function fixed(digits: number, places: number): string {
  if (places === 0) return String(digits)
  const plain = String(digits < 0 ? -digits : digits).padStart(places + 1, '0')
  const point = plain.length - places
  return `${digits < 0 ? '-' : ''}${plain.slice(0, point)}.${plain.slice(point)}`
}

/** The sum; 0 of nothing. */
export function sum(numbers: readonly string[]): string {
  let total = 0
  let places = 0
  for (const number of numbers) {
    const next = small(number)
    if (next === null) return longSum(numbers)
    const most = Math.max(places, next.places)
    const so = total * powers[most - places]!
    const more = next.digits * powers[most - next.places]!
    if (!isExact(so) || !isExact(more) || !isExact(so + more)) return longSum(numbers)
    total = so + more
    places = most
  }
  return text(total, places)
}

/** a − b. */
export function minus(a: string, b: string): string {
  const x = small(a)
  const y = small(b)
  if (x === null || y === null) return longMinus(a, b)
  const places = Math.max(x.places, y.places)
  const from = x.digits * powers[places - x.places]!
  const less = y.digits * powers[places - y.places]!
  return isExact(from) && isExact(less) && isExact(from - less) ? text(from - less, places) : longMinus(a, b)
}

/** The product; 1 of nothing. */
export function product(numbers: readonly string[]): string {
  let total = 1
  let places = 0
  for (const number of numbers) {
    const next = small(number)
    if (next === null) return longProduct(numbers)
    total *= next.digits
    places += next.places
    if (!isExact(total)) return longProduct(numbers)
  }
  return text(total, places)
}

/** a ÷ b to 40 digits. The caller sees to it that b is not zero; otherwise a RangeError. */
export function quotient(a: string, b: string): string {
  return longQuotient(a, b)
}

/** Negative, zero or positive as a is below, equal to or above b, after both were settled to 30 places. */
export function compare(a: string, b: string): number {
  if (a === b) return 0
  const x = small(a)
  const y = small(b)
  if (x === null || y === null) return longCompare(a, b)
  const places = Math.max(x.places, y.places)
  const left = x.digits * powers[places - x.places]!
  const right = y.digits * powers[places - y.places]!
  return isExact(left) && isExact(right) ? Math.sign(left - right) : longCompare(a, b)
}

/** The highest of one or more numbers. */
export function highest(numbers: readonly string[]): string {
  return numbers.reduce((top, number) => (compare(number, top) > 0 ? number : top))
}

/** Rounds to `places` decimals and writes all of them: round('699.995', 2, 'halfUp') is '700.00'. `up` and `down` go away from and towards zero. */
export function round(number: string, places: number, mode: Rounding): string {
  const given = small(number)
  if (given === null || places > mostDigits) return longRound(number, places, mode)
  if (given.places <= places) {
    const digits = given.digits * powers[places - given.places]!
    return isExact(digits) ? fixed(digits, places) : longRound(number, places, mode)
  }
  const unit = powers[given.places - places]!
  const rest = given.digits % unit
  const away = mode === 'halfUp' ? 2 * Math.abs(rest) >= unit : mode === 'up' && rest !== 0
  const rounded = (given.digits - rest) / unit + (away ? Math.sign(given.digits) : 0)
  return fixed(rounded, places)
}

/** The number in its one normal form: `007.50` becomes `7.5`. */
export function normal(number: string): string {
  const given = small(number)
  return given === null ? longNormal(number) : text(given.digits, given.places)
}
