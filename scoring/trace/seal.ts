import { hash } from 'node:crypto'
import { canonicalJson, quoted, sha256 } from '../canonical.ts'
import type { StepUse, Trace, TraceStep } from './trace.ts'

type Frame = Omit<Trace, 'seal' | 'steps'>

/**
 * The seal of a trace: sha256 of the canonical JSON of all but the seal, in which the steps stand as two lists. `lines` is the sha256 of the canonical
 * JSON of what the steps are, `[id, op, source]` each; `values` is what they came to, `[detail, value, …uses]` each, where a use that repeats the id and
 * the value of a step above is the number of that step, from 0. Nothing of a trace is left out, and what many units have in common is hashed once.
 * Also of what has lost the form of a trace, which the verifier refuses for that.
 */
export function sealOf({ seal: _, steps: given, ...frame }: Omit<Trace, 'seal'> & { seal?: string }): string {
  const steps = (given as TraceStep[] | undefined) ?? []
  const above = new Map<string, number>()
  const values = steps.map(({ id, detail, value, uses }, number) => {
    const short = (uses as StepUse[] | undefined)?.map((use) => {
      const found = above.get(use.id)
      return found !== undefined && steps[found]!.value === use.value ? found : use
    })
    above.set(id, number)
    return [detail, value, ...(short ?? [])]
  })
  const lines = sha256(canonicalJson(steps.map(({ id, op, source }) => [id, op, source])))
  return sha256(canonicalJson({ ...frame, lines, values }))
}

/** The trace with its seal. */
export function sealed(content: Omit<Trace, 'seal'>): Trace {
  return { ...content, seal: sealOf(content) }
}

/** What a step is, as it stands among the `lines` of a seal. */
export function lineText({ id, op, source }: Pick<TraceStep, 'id' | 'op' | 'source'>): string {
  return `[${quoted(id)},${quoted(op)},${quoted(source)}]`
}

/** The `lines` of a seal, from the bytes of each. */
export function sealedLines(lines: readonly Uint8Array[]): string {
  const comma = Buffer.from(',')
  const parts = lines.flatMap((line, number) => (number === 0 ? [line] : [comma, line]))
  return hash('sha256', Buffer.concat([Buffer.from('['), ...parts, Buffer.from(']')]))
}

/** The seal of a trace whose `lines` and `values` (with commas between) were written already. The same as `sealOf` comes to. */
export function sealOfParts({ class: classKey, pack, phase, result, subject }: Frame, lines: string, values: Uint8Array): string {
  const before = `{"class":${quoted(classKey)},"lines":"${lines}","pack":${quoted(pack)},"phase":${quoted(phase)},"result":${canonicalJson(result)}`
  return hash('sha256', Buffer.concat([Buffer.from(`${before},"subject":${quoted(subject)},"values":[`), values, Buffer.from(']}')]))
}
