import { z } from 'zod'
import { DecimalString, IsoDate as PackDate, Key as PackKey } from '../scoring/pack/scalars.ts'
import { Refusal } from '../records/refusal.ts'

z.config(z.locales.zhCN())

/** Points and percentages that people hand in: never below zero. */
export const Points = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, { error: '应为不小于零的十进制数，如 12 或 0.5（不用科学记数法，不带正号）', abort: true })
export const Percent = Points.refine((text) => /^(100(\.0+)?|\d{1,2}(\.\d+)?)$/.test(text), '应为 0 到 100 之间的数')
export const Text = z.string().trim().min(1, '不能为空').max(4000, '不能超过 4000 字')
export const Key = z.string().refine((text) => PackKey.safeParse(text).success, '应为 1 至 80 个字符，不含空格、斜线、引号和 @')
export const IsoDate = z.string().refine((text) => PackDate.safeParse(text).success, '应为历法上存在的日期，写作 YYYY-MM-DD')
/** Points that change something. */
export const SomePoints = Points.refine((text) => /[1-9]/.test(text), '应大于零')
/** Those who were there, each once: `least` of them. */
export const People = (least: number, sentence: string) =>
  z
    .array(Text)
    .min(least, sentence)
    .refine((names) => new Set(names).size === names.length, '同一人只能列一次')
export { DecimalString }

/** Checks what was handed in against its shape. @throws Refusal `bad-input`, each problem with its path, what was expected and found */
export function parseContent<T>(schema: z.ZodType<T>, content: unknown, what: string): T {
  const parsed = schema.safeParse(content)
  if (parsed.success) return storable(parsed.data, what)
  const details = parsed.error.issues
    .flatMap((issue) => closest(issue))
    .map((issue) => `${issue.path.join('.') || '（整体）'}：${messageOf(issue)}${found(content, issue.path)}`)
  throw new Refusal('bad-input', `${what}的内容不符合要求，未予保存：${details.slice(0, 5).join('；')}。`, details)
}

/** zod says only that something is not one of the choices, not which these are. */
function messageOf(issue: z.core.$ZodIssue): string {
  const choices: unknown = issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined
  return Array.isArray(choices) ? `应为 ${choices.join('、')} 之一` : issue.message
}

/** Of several shapes the one that was meant: what is wrong with it lies deepest. */
function closest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(...issues.map((each) => each.path.length))
  const meant = issue.errors.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? []
  return meant.flatMap((inner) => closest({ ...inner, path: [...issue.path, ...inner.path] }))
}

/** How NUL and half a surrogate pair are written in JSON; so is a backslash before such letters, which is harmless. */
const SUSPICIOUS = /\\u(?:0000|d[89a-f])/

/** PostgreSQL keeps neither NUL nor half a surrogate pair: say so before it does. */
function storable<T>(content: T, what: string): T {
  if (!SUSPICIOUS.test(JSON.stringify(content))) return content
  JSON.stringify(content, (key, value: unknown) => {
    for (const text of [key, value])
      if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed()))
        throw new Refusal('bad-input', `${what}的内容含有不能保存的字符（空字符或残缺的字符），未予保存。`)
    return value
  })
  return content
}

function found(content: unknown, path: readonly PropertyKey[]): string {
  let value = content
  for (const part of path) value = value !== null && typeof value === 'object' ? (value as Record<PropertyKey, unknown>)[part] : undefined
  if (value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `，实为 \`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``
}

/** @throws Refusal `bad-input` when the keys given are not exactly those expected */
export function requireSameKeys(expected: readonly string[], given: readonly string[], what: string): void {
  const missing = expected.filter((key) => !given.includes(key))
  const unknown = given.filter((key) => !expected.includes(key))
  const repeated = given.filter((key, index) => given.indexOf(key) !== index)
  const details = [
    ...(missing.length > 0 ? [`缺少 ${missing.join('、')}`] : []),
    ...(unknown.length > 0 ? [`多出 ${unknown.join('、')}`] : []),
    ...(repeated.length > 0 ? [`重复 ${[...new Set(repeated)].join('、')}`] : []),
  ]
  if (details.length > 0)
    throw new Refusal('bad-input', `${what}应恰好包含 ${expected.length} 项，未予保存：${details.join('；')}。`, details)
}
