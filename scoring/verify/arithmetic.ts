/**
 * The verifier's own arithmetic on whole numbers, independent of decimal.ts: a decimal is `digits` × 10^-`places`.
 * Results are held to 40 significant digits, half up, as a trace holds them.
 */
type Exact = { digits: bigint; places: number }

const significant = 40
const settledPlaces = 30
const ten = (power: number): bigint => 10n ** BigInt(power)
const size = (digits: bigint): bigint => (digits < 0n ? -digits : digits)

/** Whether a text is a decimal in its normal form, or (`fixed`) with zeros at the end. */
export function isDecimal(text: string, fixed = false): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && text !== '-0' && (fixed || !/\.\d*0$/.test(text))
}

function read(text: string): Exact {
  const [whole = '0', fraction = ''] = text.split('.')
  return { digits: BigInt(whole + fraction), places: fraction.length }
}

/** Divides whole numbers, half away from zero. */
function halfUp(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n
  const [a, b] = [size(dividend), size(divisor)]
  const rounded = (2n * a + b) / (2n * b)
  return negative ? -rounded : rounded
}

function held({ digits, places }: Exact): Exact {
  const excess = size(digits).toString().length - significant
  if (excess <= 0) return { digits, places }
  return { digits: halfUp(digits, ten(excess)), places: places - excess }
}

function write({ digits, places }: Exact, atLeast = 0): string {
  if (places < 0) return write({ digits: digits * ten(-places), places: 0 }, atLeast)
  const text = size(digits)
    .toString()
    .padStart(places + 1, '0')
  const [whole, fraction] = [text.slice(0, text.length - places), text.slice(text.length - places)]
  const kept = fraction.replace(/0+$/, '').padEnd(atLeast, '0')
  return `${digits < 0n ? '-' : ''}${whole}${kept === '' ? '' : `.${kept}`}`
}

function aligned(a: Exact, b: Exact): [bigint, bigint, number] {
  const places = Math.max(a.places, b.places)
  return [a.digits * ten(places - a.places), b.digits * ten(places - b.places), places]
}

export function add(a: string, b: string): string {
  const [x, y, places] = aligned(read(a), read(b))
  return write(held({ digits: x + y, places }))
}

export function subtract(a: string, b: string): string {
  const [x, y, places] = aligned(read(a), read(b))
  return write(held({ digits: x - y, places }))
}

export function multiply(a: string, b: string): string {
  const [x, y] = [read(a), read(b)]
  return write(held({ digits: x.digits * y.digits, places: x.places + y.places }))
}

/** a ÷ b to 40 significant digits; null if b is zero. */
export function divide(a: string, b: string): string | null {
  const [x, y] = aligned(read(a), read(b))
  if (y === 0n) return null
  const places = significant + size(y).toString().length - size(x).toString().length
  const shifted = places >= 0 ? halfUp(x * ten(places), y) : halfUp(x, y * ten(-places))
  const spare = size(shifted).toString().length - significant
  if (spare <= 0) return write({ digits: shifted, places })
  const exact = places - spare >= 0 ? halfUp(x * ten(places - spare), y) : halfUp(x, y * ten(spare - places))
  return write({ digits: exact, places: places - spare })
}

export function total(numbers: readonly string[]): string {
  return numbers.reduce(add, '0')
}

function cut({ digits, places }: Exact, to: number, mode: 'halfUp' | 'up' | 'down'): Exact {
  if (places <= to) return { digits, places }
  const unit = ten(places - to)
  if (mode === 'halfUp') return { digits: halfUp(digits, unit), places: to }
  const whole = digits / unit
  const away = mode === 'up' && digits % unit !== 0n
  return { digits: away ? whole + (digits < 0n ? -1n : 1n) : whole, places: to }
}

/** −, 0 or + after both sides were settled to 30 places. */
export function order(a: string, b: string): number {
  const [x, y] = aligned(cut(read(a), settledPlaces, 'halfUp'), cut(read(b), settledPlaces, 'halfUp'))
  return x < y ? -1 : x > y ? 1 : 0
}

/** Rounded to `places`, all of them written. */
export function rounded(number: string, places: number, mode: 'halfUp' | 'up' | 'down'): string {
  return write(cut(cut(read(number), settledPlaces, 'halfUp'), places, mode), places)
}

/** The normal form of a decimal as people write it. */
export function normalised(text: string): string {
  return write(read(text.replace(/^(-?)0+(?=\d)/, '$1')))
}
