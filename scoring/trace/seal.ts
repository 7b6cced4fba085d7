import { canonicalJson, sha256 } from '../canonical.ts'
import type { Trace } from './trace.ts'

/** The seal of a trace: sha256 of the canonical JSON of all but the seal. */
export function sealOf({ seal: _, ...content }: Omit<Trace, 'seal'> & { seal?: string }): string {
  return sha256(canonicalJson(content))
}

/** The trace with its seal. */
export function sealed(content: Omit<Trace, 'seal'>): Trace {
  return { ...content, seal: sealOf(content) }
}
