import { createHash } from 'node:crypto'
import { canonicalJson, quoted, sha256 } from '../canonical.ts'
import type { Trace } from './trace.ts'

type Frame = Omit<Trace, 'seal' | 'steps'>

/**
 * The seal of a trace: sha256 of the canonical JSON of all but the seal, in which each step is a list `[id, op, source, detail, value, …uses]`, and a
 * use that repeats the id and the value of a step above is the number of that step, from 0. Nothing is lost by that, and what is hashed is half as long.
 */
export function sealOf({ seal: _, steps, ...frame }: Omit<Trace, 'seal'> & { seal?: string }): string {
  const above = new Map<string, number>()
  const lines = steps.map(({ id, op, source, detail, value, uses }, number) => {
    const short = uses.map((use) => {
      const found = above.get(use.id)
      return found !== undefined && steps[found]!.value === use.value ? found : use
    })
    above.set(id, number)
    return [id, op, source, detail, value, ...short]
  })
  return sha256(canonicalJson({ ...frame, steps: lines }))
}

/** The trace with its seal. */
export function sealed(content: Omit<Trace, 'seal'>): Trace {
  return { ...content, seal: sealOf(content) }
}

/** How the line of a step begins, as UTF-8. */
export function headOf(id: string, op: string, source: string): Uint8Array {
  return Buffer.from(`[${quoted(id)},${quoted(op)},${quoted(source)},`)
}

/** The seal of steps whose lines were written already, with commas between. The same as `sealOf` comes to. */
export function sealOfLines({ class: classKey, pack, phase, result, subject }: Frame, lines: Uint8Array): string {
  const before = `{"class":${quoted(classKey)},"pack":${quoted(pack)},"phase":${quoted(phase)},"result":${canonicalJson(result)},"steps":[`
  return createHash('sha256')
    .update(before)
    .update(lines)
    .update(`],"subject":${quoted(subject)}}`)
    .digest('hex')
}
