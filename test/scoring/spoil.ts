import type { Trace } from '../../scoring/index.ts'
import { sealOf } from '../../scoring/trace/seal.ts'

/** A copy in which nothing is shared: in a trace, steps that say the same share what they say. */
export function copied(trace: Trace): Trace {
  return JSON.parse(JSON.stringify(trace)) as Trace
}

/** The trace sealed anew. */
export function resealed(trace: Trace): Trace {
  return { ...trace, seal: sealOf(trace) }
}

/** Where a text stands in a trace. */
type Place = (string | number)[]
/** A text of a trace, or the name of a field (`key`). */
export type Text = { place: Place; text: string; key: boolean }
/** Every string of a trace, keys of objects included, by its place. */
function* strings(value: unknown, place: Place = []): Generator<Text> {
  if (typeof value === 'string') yield { place, text: value, key: false }
  else if (Array.isArray(value)) for (const [index, part] of value.entries()) yield* strings(part, [...place, index])
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) {
      yield { place, text: key, key: true }
      yield* strings(part, [...place, key])
    }
}

/** Texts of which a character will be changed: all of a short trace, each thirteenth of a long one. */
export function sample(original: Trace): { one: Text; index: number }[] {
  const step = original.steps.length > 200 ? 13 : 1
  return [...strings(original)].map((one, index) => ({ one, index })).filter(({ one, index }) => index % step === 0 && one.text !== '')
}

/** The texts of each line, and as a last entry those around the lines; empty ones have no character to change. */
export function textsByLine(original: Trace): Text[][] {
  const { steps, ...around } = original
  const lines = [...steps.map((step, index) => [...strings(step, ['steps', index])]), [...strings(around)]]
  return lines.map((texts) => texts.filter(({ text }) => text !== ''))
}

/** The trace with one character of one of its texts changed. */
export function spoil(original: Trace, { place, text, key }: Text, at: number): Trace {
  const other = text[at] === '7' ? '8' : '7'
  const spoilt = text.slice(0, at) + other + text.slice(at + 1)
  return changed(original, place, (found) => {
    if (!key) return spoilt
    const { [text]: value, ...rest } = found as { [key: string]: unknown }
    return { ...rest, [spoilt]: value }
  }) as Trace
}

/** A copy in which what stands at a place is another; what does not lead there is shared with the original. */
function changed(value: unknown, [part, ...rest]: Place, change: (found: unknown) => unknown): unknown {
  if (part === undefined) return change(value)
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string | number, unknown>
  copy[part] = changed(copy[part], rest, change)
  return copy
}
