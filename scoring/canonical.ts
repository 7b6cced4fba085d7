import { createHash } from 'node:crypto'

/** JSON with sorted keys and no blanks; `undefined` is left out. Two equal values give the same bytes. Written as loops because traces are long. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  let text = ''
  if (Array.isArray(value)) {
    for (const part of value) text += `${text === '' ? '' : ','}${canonicalJson(part)}`
    return `[${text}]`
  }
  for (const key of sortedKeys(value)) {
    const part = (value as { [key: string]: unknown })[key]
    if (part !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(part)}`
  }
  return `{${text}}`
}

/** So few keys are put in order one by one, which costs nothing where they are in order already. */
const fewKeys = 16

/** In the order of UTF-16 code units. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value)
  if (keys.length > fewKeys) return keys.sort()
  for (let index = 1; index < keys.length; index++) {
    const key = keys[index]!
    let place = index
    for (; place > 0 && key < keys[place - 1]!; place--) keys[place] = keys[place - 1]!
    keys[place] = key
  }
  return keys
}

// eslint-disable-next-line no-control-regex -- the control characters are those that JSON escapes
const special = /["\\\u0000-\u001f\ud800-\udfff]/

/** A text as JSON writes it. */
export function quoted(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`
}

/** sha256 of UTF-8 text, as 64 hex digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
