import type { z } from 'zod'
import type { Problem } from '../problem.ts'
import { pointer } from './read-yaml.ts'
import type { YamlText } from './read-yaml.ts'

type Issue = z.core.$ZodIssue
type Told = { parts: PropertyKey[]; code: string; expected: string; advice: string }

const kinds: Record<string, string> = { string: '文字', object: '映射（键: 值）', array: '列表', record: '映射（键: 值）' }

/** zod's issues as problems with file, line and column: expected, found, what to do. */
export function problemsOf(
  file: string,
  yaml: Pick<YamlText, 'value' | 'place'>,
  issues: readonly Issue[],
  base: PropertyKey[] = [],
): Problem[] {
  return issues
    .flatMap((issue) => tell(issue, []))
    .map((told) => {
      const parts = written(yaml.value, [...base, ...told.parts])
      const path = pointer(parts)
      const found = show(at(yaml.value, parts))
      return {
        file,
        ...yaml.place(path),
        path,
        code: told.code,
        message: `${path || '/'} 应为${told.expected}，实为${found}。${told.advice}`,
      }
    })
}

function tell(issue: Issue, base: PropertyKey[]): Told[] {
  const parts = [...base, ...issue.path]
  if (issue.code === 'invalid_union') {
    if (issue.errors.length === 0) return [told(parts, 'unknown-choice', `下列之一：${choices(issue)}`, '请改用其中之一。')]
    return closest(issue.errors).flatMap((inner) => tell(inner, parts))
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => told([...parts, key], 'unknown-key', '此处允许的键', `请删去或更正键 \`${key}\`。`))
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => told(parts, 'bad-key', `键（${inner.message}）`, '请更正键名。'))
  if (issue.code === 'invalid_type') return [told(parts, 'wrong-type', kinds[issue.expected] ?? issue.expected, '请补上或更正。')]
  if (issue.code === 'invalid_value') return [told(parts, 'wrong-value', `下列之一：${issue.values.join('、')}`, '请改用其中之一。')]
  return [told(parts, 'wrong-format', `：${issue.message}`, '请更正。')]
}

const told = (parts: PropertyKey[], code: string, expected: string, advice: string): Told => ({ parts, code, expected, advice })
const choices = (issue: Issue): string => ('options' in issue && Array.isArray(issue.options) ? issue.options.join('、') : '')

/** Of a union's branches the one that was meant: it complains deepest, then least. */
function closest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const wrong = (branch: readonly Issue[]): number =>
    branch.filter(({ code }) => code === 'unrecognized_keys' || code === 'invalid_value').length
  const ordered = branches.toSorted((a, b) => wrong(a) - wrong(b) || a.length - b.length)
  return ordered[0] ?? []
}

/** A bare decimal stands for `{ op: value, is: … }`: what is wrong with `is` is wrong with the text itself. */
function written(value: unknown, parts: PropertyKey[]): PropertyKey[] {
  const parent = parts.slice(0, -1)
  return parts.at(-1) === 'is' && typeof at(value, parent) === 'string' ? parent : parts
}

function at(value: unknown, parts: readonly PropertyKey[]): unknown {
  return parts.reduce<unknown>(
    (found, part) => (typeof found === 'object' && found !== null ? (found as Record<PropertyKey, unknown>)[part] : undefined),
    value,
  )
}

/** What was found, short enough for a sentence. */
export function show(value: unknown): string {
  if (value === undefined) return '空缺'
  if (typeof value === 'string') return `\`${value.length > 60 ? `${value.slice(0, 60)}…` : value}\``
  if (Array.isArray(value)) return `含 ${value.length} 项的列表`
  return typeof value === 'object' && value !== null
    ? `含 ${Object.keys(value).slice(0, 6).join('、') || '零键'} 的映射`
    : `\`${String(value)}\``
}
