import { lineText, sealedLines } from '../trace/seal.ts'
import type { Line } from './place.ts'

const mostKept = 8

/**
 * The lines of the traces of late, with what they come to under a seal: units with the same indicators and as many events have the same lines,
 * and only their values differ.
 */
export class Shapes {
  private readonly known: { lines: readonly Line[]; sealed: string }[] = []

  /** What these lines come to under a seal. */
  sealed(lines: readonly Line[]): string {
    const found = this.known.find((shape) => same(shape.lines, lines))
    if (found) return found.sealed
    const sealed = sealedLines(lines.map((line) => (line.bytes ??= Buffer.from(lineText(line)))))
    this.known.unshift({ lines, sealed })
    if (this.known.length > mostKept) this.known.pop()
    return sealed
  }
}

/** The very same lines: a place has one line in each scope. */
function same(one: readonly Line[], other: readonly Line[]): boolean {
  if (one.length !== other.length) return false
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false
  return true
}
