import { FAILSAFE_SCHEMA, load } from 'js-yaml'

/** Anchors, aliases, tags, directives, merge keys, keys that are collections, and what a map must not be given by accident: for the careful reader. */
const special = /(?:^|[\s,[{:-])[&*!|>%@`?][^\s]?|[\]}]\s*:|[\]}"']#|(?:^|[[{,-])\s*:|<<|__proto__|[\t\\]|^---|^\.\.\./m
/** A quotation that goes on in the next line: likewise. */
const unfinished = (text: string): boolean => text.split('\n').some((line) => odd(line, '"') || odd(line, "'"))
const odd = (line: string, sign: string): boolean => line.split(sign).length % 2 === 0

/**
 * The value of a YAML text in which nothing is special and nothing is wrong, read without positions: many times as fast. Undefined where the
 * careful reader must look. What both read, they read alike; only this one takes a list in brackets whose next line is not indented.
 */
export function plainYaml(text: string): unknown {
  if (special.test(text) || unfinished(text)) return undefined
  try {
    const value = load(text, { schema: FAILSAFE_SCHEMA })
    return holdsNothing(value) ? undefined : value
  } catch {
    return undefined
  }
}

/** Whether something in it was left empty, which the readers take differently. */
function holdsNothing(value: unknown): boolean {
  if (value === null || value === undefined) return true
  return typeof value === 'object' && Object.values(value).some(holdsNothing)
}
