import { compare } from '../decimal.ts'
import { show } from '../pack/issues.ts'
import { mostDigits, IsoDate } from '../pack/scalars.ts'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'

/** What a leaf should be: a bounded number, a flag, or one of listed values. */
export type LeafShape = {
  label: string
  type: string
  min?: string | undefined
  max?: string | undefined
  whole?: string | undefined
  values?: string[] | undefined
}

/** A plain object. */
export function isRecord(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}

/** A day of the calendar, YYYY-MM-DD. */
export function isDate(given: unknown): given is string {
  return typeof given === 'string' && IsoDate.safeParse(given).success
}

/** `{ notApplicable: reason }` and nothing else. */
export function isNotApplicable(given: unknown): boolean {
  return (
    isRecord(given) && typeof given['notApplicable'] === 'string' && given['notApplicable'].trim() !== '' && Object.keys(given).length === 1
  )
}

/** Checks one fact: bare, with its origin, or declared not applicable; `open`: whatever its `max`. */
export function checkLeaf(shape: LeafShape, given: unknown, path: string, above: 'open' | 'bounded' = 'bounded'): Problem[] {
  if (!isRecord(given)) return checkText(shape, given, path, above)
  if (isNotApplicable(given)) return []
  const { value, origin, ...rest } = given
  if (Object.keys(rest).length > 0 || typeof origin !== 'string' || origin === '')
    return [
      trouble(
        'facts',
        path,
        'wrong-type',
        `“${shape.label}”应为值、{ value, origin } 或 { notApplicable: 原因 }，实为${show(given)}。请更正。`,
      ),
    ]
  return checkText(shape, value, `${path}/value`, above)
}

/** What `DecimalString` accepts, without the cost of its reasons: there are thousands of facts. */
export function isDecimal(text: string): boolean {
  const { length } = text
  let at = text.charCodeAt(0) === minus ? 1 : 0
  const whole = at
  while (at < length && isDigit(text.charCodeAt(at))) at++
  if (at === whole || length > mostDigits) return false
  if (at === length) return true
  const fraction = at + 1
  if (text.charCodeAt(at) !== point || fraction === length) return false
  for (at = fraction; at < length; at++) if (!isDigit(text.charCodeAt(at))) return false
  return true
}

const [minus, point] = [45, 46]
const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** Checks the text of a fact against type and bounds. */
export function checkText(
  { label, type, min, max, whole, values }: LeafShape,
  given: unknown,
  path: string,
  above: 'open' | 'bounded' = 'bounded',
): Problem[] {
  const say = (code: string, expected: string): Problem[] => [
    trouble('facts', path, code, `“${label}”应为${expected}，实为${show(given)}。请核对后更正。`),
  ]
  if (typeof given !== 'string') return say('wrong-type', type === 'flag' ? '文字 true 或 false' : '用文字写的值（如 "12.5"）')
  if (type === 'flag') return given === 'true' || given === 'false' ? [] : say('wrong-type', ' true 或 false')
  if (type === 'date') return isDate(given) ? [] : say('not-a-date', '日期 YYYY-MM-DD')
  if (type === 'choice') return values?.includes(given) ? [] : say('wrong-value', `${values?.join('、')} 之一`)
  if (!isDecimal(given)) return say('not-a-decimal', '普通十进制数，如 12 或 0.5（不带指数、正号，不超过 30 个字符）')
  if (whole === 'true' && given.includes('.')) return say('not-whole', '整数')
  if (min !== undefined && compare(given, min) < 0) return say('out-of-bounds', `不低于 ${min} 的数`)
  return max !== undefined && above === 'bounded' && compare(given, max) > 0 ? say('out-of-bounds', `不高于 ${max} 的数`) : []
}
