import { z } from 'zod'

/** The longest decimal that a pack or fact may hold, in characters. */
export const mostDigits = 30
/** A decimal as people write it: `12`, `0.5`, `-3.25`. No exponent, no plus, no bare point; 30 characters at most, so that 40 digits hold sums exactly. */
export const DecimalString = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, '普通十进制数，如 12 或 0.5（不带指数、正号）')
  .max(mostDigits, '不超过 30 个字符的十进制数')
/** A small whole number, kept as a string in the file. */
export const Count = z.string().regex(/^\d{1,4}$/, '0 至 9999 的整数')
/** A calendar date; whether the day exists is checked too. */
export const IsoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, '日期，写作 YYYY-MM-DD')
  .refine((text) => realDate(text), '历法上存在的日期')
/** Keys may be Chinese: no blank, slash, quotation mark or @ (which separates a rule from an indicator in a trace). */
export const Key = z.string().regex(/^[^\s/@"'`]{1,80}$/u, '1 至 80 个字符的键，不含空格、斜线、引号和 @')
/** Some text that is not empty. */
export const Text = z.string().min(1, '非空文字')
/** `true` or `false`, written out. */
export const Flag = z.enum(['true', 'false'])
/** Failsafe YAML has no null: the word `null` (or nothing) stands for it. */
export const Null = z.union([z.null(), z.enum(['null', '~', ''])]).transform(() => null)
/** Where a rule comes from: an article with its words, or a declared assumption. */
export const Source = z.union([z.strictObject({ article: Text, quote: Text }), z.strictObject({ assumption: Key })])
export type Source = z.infer<typeof Source>

function realDate(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day >= 1 && day <= (days[month - 1] ?? 0)
}
