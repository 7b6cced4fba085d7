import type { Trace } from '../../scoring/index.ts'
import { sealOf } from '../../scoring/trace/seal.ts'

/** A copy in which nothing is shared: in a trace, steps that say the same share what they say. */
export function copied(trace: Trace): Trace {
  return JSON.parse(JSON.stringify(trace)) as Trace
}

/** The trace sealed anew; one that has lost its form keeps the seal that it has. */
export function resealed(trace: Trace): Trace {
  try {
    return { ...trace, seal: sealOf(trace) }
  } catch {
    return trace
  }
}

/** Where a text stands in a trace. */
type Place = (string | number)[]
/** Every string of a trace, keys of objects included, by its place. */
function* strings(value: unknown, place: Place = []): Generator<{ place: Place; text: string; key: boolean }> {
  if (typeof value === 'string') yield { place, text: value, key: false }
  else if (Array.isArray(value)) for (const [index, part] of value.entries()) yield* strings(part, [...place, index])
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) {
      yield { place, text: key, key: true }
      yield* strings(part, [...place, key])
    }
}

/** Texts of which a character will be changed: all of a short trace, each thirteenth of a long one. */
export function sample(original: Trace): { one: { place: Place; text: string; key: boolean }; index: number }[] {
  const step = original.steps.length > 200 ? 13 : 1
  return [...strings(original)].map((one, index) => ({ one, index })).filter(({ one, index }) => index % step === 0 && one.text !== '')
}

/** The trace with one character of one of its texts changed. */
export function spoil(original: Trace, { place, text, key }: { place: Place; text: string; key: boolean }, at: number): Trace {
  const copy = copied(original) as unknown
  const other = text[at] === '7' ? '8' : '7'
  const spoilt = text.slice(0, at) + other + text.slice(at + 1)
  const parent = (key ? place : place.slice(0, -1)).reduce<unknown>(
    (found, part) => (found as Record<string | number, unknown>)[part],
    copy,
  ) as Record<string | number, unknown>
  if (key) {
    parent[spoilt] = parent[text]
    delete parent[text]
  } else parent[place.at(-1)!] = spoilt
  return copy as Trace
}
