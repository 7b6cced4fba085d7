import { isDecimal } from './arithmetic.ts'

/** What a text of a trace says. */
export const isNumber = (text: string): boolean => isDecimal(text, true)
export const isMissing = (text: string): boolean => /^missing: \S+( \S+)*$/u.test(text)
export const isAway = (text: string): boolean => /^notApplicable: [^]+$/u.test(text)

/** What all values together must come to if any is missing: every lacking input once, in order; null if none is. */
export function lackingOf(values: readonly string[]): string | null {
  const names = values.filter(isMissing).flatMap((value) => value.slice('missing: '.length).split(' '))
  return names.length === 0 ? null : `missing: ${[...new Set(names)].join(' ')}`
}

/** Numbers put together; missing first, then what is not applicable according to the policy. */
export function together(values: readonly string[], absent: string, calculate: (numbers: string[]) => string | null): string | null {
  const lacking = lackingOf(values)
  if (lacking) return lacking
  const away = values.find(isAway)
  const numbers = values.filter(isNumber)
  if (away !== undefined && (absent === 'pass' || numbers.length === 0)) return away
  return calculate(numbers)
}
