import type { Facts } from './facts.ts'

/** A facts file as YAML that readFacts takes back: a line for each fact, every value in quotation marks. `comments` stand on top. */
export function factsText({ pack, units, ...rest }: Facts, comments: readonly string[] = []): string {
  const top = Object.entries(rest).flatMap(([key, value]) => block(key, value, ''))
  const lines = Object.entries(units).flatMap(([unit, facts]) => block(unit, facts, '  '))
  return [
    ...comments.map((line) => `# ${line}`),
    `pack: ${scalar(pack)}`,
    ...top,
    ...(lines.length > 0 ? ['units:', ...lines] : ['units: {}']),
    '',
  ].join('\n')
}

/** A mapping in lines of its own, with what it holds one level down in one line each; lists of events in a line for each. */
function block(key: string, value: unknown, indent: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${indent}${scalar(key)}: ${flow(value)}`]
  const parts = Object.entries(value).filter(([, part]) => part !== undefined)
  if (Array.isArray(value) && value.some((part) => typeof part === 'object' && part !== null))
    return [`${indent}${scalar(key)}:`, ...value.map((part) => `${indent}  - ${flow(part)}`)]
  if (Array.isArray(value) || !parts.some(([, part]) => typeof part === 'object')) return [`${indent}${scalar(key)}: ${flow(value)}`]
  return [`${indent}${scalar(key)}:`, ...parts.flatMap(([name, part]) => block(name, part, `${indent}  `))]
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{ ${Object.entries(value)
    .map(([key, part]) => `${scalar(key)}: ${flow(part)}`)
    .join(', ')} }`
}

/** A key: bare where YAML cannot misread it. */
const scalar = (text: string): string => (/^\p{L}[\p{L}\p{N}.·_-]*$/u.test(text) ? text : JSON.stringify(text))
