import { compare, normal, product } from '../../decimal.ts'

const digits = '零一二三四五六七八九'

/** Whether a regulation's words say a number: as digits, as a percentage, or in Chinese. */
export function says(words: string, number: string): boolean {
  const plain = words.replace(/\s+/gu, '').normalize('NFKC')
  return formsOf(normal(number.replace(/^-/, ''))).some((form) =>
    /^\d/.test(form) ? new RegExp(`(?<![\\d.])${form.replace('.', '\\.')}(?!\\d|\\.\\d)`, 'u').test(plain) : plain.includes(form),
  )
}

function formsOf(number: string): string[] {
  const percent = product([number, '100'])
  const thousands = compare(number, '10000') >= 0 && /0000$/.test(number) ? number.slice(0, -4) : null
  return [
    number,
    `${percent}%`,
    ...chinese(number),
    ...chinese(percent).map((text) => `百分之${text}`),
    ...(thousands === null ? [] : [`${thousands}万`, ...chinese(thousands).map((text) => `${text}万`)]),
  ]
}

/** A whole number up to 1000 in Chinese; two is 二 or 两. */
function chinese(number: string): string[] {
  if (!/^\d{1,4}$/.test(number)) return []
  const whole = Number(number)
  if (whole === 2) return ['二', '两']
  if (whole < 10) return [digits[whole]!]
  if (whole < 100) return [`${whole < 20 ? '' : digits[Math.floor(whole / 10)]}十${whole % 10 === 0 ? '' : digits[whole % 10]}`]
  return whole === 100 ? ['一百', '百分'] : whole === 1000 ? ['一千', '千分'] : []
}
