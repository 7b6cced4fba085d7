import type { StepUse } from './trace/trace.ts'

/**
 * What a rule can come to. `notApplicable` says why there is nothing to count, `missing` which inputs lack; neither is zero.
 */
export type Value =
  | { kind: 'number'; value: string }
  | { kind: 'truth'; value: boolean }
  | { kind: 'text'; value: string }
  | { kind: 'notApplicable'; because: string }
  | { kind: 'missing'; inputs: string[] }

/** A value with the step that it comes from: its id, its number in the trace, and the use as each step that reads it writes it. */
export type Use = { id: string; value: Value; line: number; written: StepUse }

export const number = (value: string): Value => ({ kind: 'number', value })
export const text = (value: string): Value => ({ kind: 'text', value })
export const truth = (value: boolean): Value => ({ kind: 'truth', value })
export const notApplicable = (because: string): Value => ({ kind: 'notApplicable', because })
export const missing = (...inputs: string[]): Value => ({ kind: 'missing', inputs })

/** The value as a trace writes it. Input names hold no blanks, so a blank separates them. */
export function textOf(value: Value): string {
  if (value.kind === 'number' || value.kind === 'text') return value.value
  if (value.kind === 'truth') return value.value ? 'true' : 'false'
  return value.kind === 'missing' ? `missing: ${value.inputs.join(' ')}` : `notApplicable: ${value.because}`
}

/** All that is missing among the uses as one value, in order and once each; null if nothing is. */
export function missingAmong(uses: readonly Use[]): Value | null {
  let inputs: Set<string> | null = null
  for (const { value } of uses) {
    if (value.kind !== 'missing') continue
    inputs ??= new Set()
    for (const input of value.inputs) inputs.add(input)
  }
  return inputs && missing(...inputs)
}

/** The first value that is not applicable, or null. */
export function absentAmong(uses: readonly Use[]): Value | null {
  for (const { value } of uses) if (value.kind === 'notApplicable') return value
  return null
}

const isNumber = (use: Use): use is Use & { value: { kind: 'number' } } => use.value.kind === 'number'

/** The decimals among the uses, in order. */
export function numbersAmong(uses: readonly Use[]): string[] {
  return uses.every(isNumber) ? uses.map(({ value }) => value.value) : uses.filter(isNumber).map(({ value }) => value.value)
}
