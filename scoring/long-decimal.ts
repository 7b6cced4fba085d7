/** Decimals of any length: `digits` × 10^-`places`. Sums, products and quotients are held to 40 significant digits, half up. */
type Long = { digits: bigint; places: number }
export type Rounding = 'halfUp' | 'up' | 'down'

const significant = 40
/**
 * Before it is compared or rounded, a number is settled to 30 places: a third times three is 0.9…9 at 40 digits, and must
 * stand on the same side of a line as 1. Facts have far fewer digits than the gap of ten places that this leaves.
 */
const settledPlaces = 30

const powers: bigint[] = Array.from({ length: 100 }, (_, power) => 10n ** BigInt(power))
const ten = (power: number): bigint => powers[power] ?? 10n ** BigInt(power)
const size = (digits: bigint): bigint => (digits < 0n ? -digits : digits)

/** @throws RangeError for a text that is no decimal. */
function long(text: string): Long {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new RangeError(`应为十进制数，实为 ${text}`)
  const point = text.indexOf('.')
  if (point < 0) return { digits: BigInt(text), places: 0 }
  return { digits: BigInt(text.slice(0, point) + text.slice(point + 1)), places: text.length - point - 1 }
}

function write({ digits, places }: Long): string {
  if (digits === 0n) return '0'
  const plain = fixed({ digits, places })
  if (places <= 0) return plain
  let end = plain.length
  while (plain.charCodeAt(end - 1) === 48) end--
  return plain.slice(0, plain.charCodeAt(end - 1) === 46 ? end - 1 : end)
}

function fixed({ digits, places }: Long): string {
  if (places <= 0) return String(digits * ten(-places))
  const plain = String(size(digits)).padStart(places + 1, '0')
  const point = plain.length - places
  return `${digits < 0n ? '-' : ''}${plain.slice(0, point)}.${plain.slice(point)}`
}

/** Divides whole numbers; what is left over is rounded. */
function divided(dividend: bigint, divisor: bigint, mode: Rounding): bigint {
  const whole = dividend / divisor
  const rest = size(dividend - whole * divisor)
  const away = mode === 'halfUp' ? 2n * rest >= size(divisor) : mode === 'up' && rest !== 0n
  return away ? whole + (dividend < 0n === divisor < 0n ? 1n : -1n) : whole
}

function cut(number: Long, places: number, mode: Rounding): Long {
  return number.places <= places ? number : { digits: divided(number.digits, ten(number.places - places), mode), places }
}

function held(number: Long): Long {
  const excess = size(number.digits) < ten(significant) ? 0 : String(size(number.digits)).length - significant
  return cut(number, number.places - excess, 'halfUp')
}

const at = ({ digits, places }: Long, more: number): bigint => (more === places ? digits : digits * ten(more - places))

function plus(a: Long, b: Long): Long {
  const places = Math.max(a.places, b.places)
  return held({ digits: at(a, places) + at(b, places), places })
}

/** The sum; 0 of nothing. */
export function longSum(numbers: readonly string[]): string {
  return write(numbers.map(long).reduce(plus, { digits: 0n, places: 0 }))
}

/** a − b. */
export function longMinus(a: string, b: string): string {
  const { digits, places } = long(b)
  return write(plus(long(a), { digits: -digits, places }))
}

/** The product; 1 of nothing. */
export function longProduct(numbers: readonly string[]): string {
  const times = (a: Long, b: Long): Long => held({ digits: a.digits * b.digits, places: a.places + b.places })
  return write(numbers.map(long).reduce(times, { digits: 1n, places: 0 }))
}

/** a ÷ b. @throws RangeError where b is zero */
export function longQuotient(a: string, b: string): string {
  const [x, y] = [long(a), long(b)]
  if (y.digits === 0n) throw new RangeError('除数为零：quotient 的第二个参数应不为 0')
  // as many more places as give 41 or 42 digits: enough to see on which side of a half the 40th stands
  const more = Math.max(0, significant + 1 + String(size(y.digits)).length - String(size(x.digits)).length)
  const whole = (x.digits * ten(more)) / y.digits
  return write(held({ digits: whole, places: x.places - y.places + more }))
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function longCompare(a: string, b: string): number {
  const [x, y] = [cut(long(a), settledPlaces, 'halfUp'), cut(long(b), settledPlaces, 'halfUp')]
  const places = Math.max(x.places, y.places)
  const [left, right] = [at(x, places), at(y, places)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Rounded to `places` decimals, all of them written. */
export function longRound(number: string, places: number, mode: Rounding): string {
  const { digits, places: left } = cut(cut(long(number), settledPlaces, 'halfUp'), places, mode)
  return fixed({ digits: digits * ten(places - left), places })
}

/** The number in its one normal form. */
export function longNormal(number: string): string {
  return write(long(number))
}
