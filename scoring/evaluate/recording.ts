import { quoted } from '../canonical.ts'
import { headOf, sealOfLines } from '../trace/seal.ts'
import type { Detail, Trace, TraceStep } from '../trace/trace.ts'
import { textOf } from '../value.ts'
import type { Use, Value } from '../value.ts'
import { said, written } from './place.ts'
import type { Line, Place, Said } from './place.ts'
import { SealedLines } from './sealed-lines.ts'

/** The steps of a trace in the order in which they were found, and their lines under the seal, written as they come. */
export class Recording {
  private readonly steps: TraceStep[] = []
  private readonly lines = new SealedLines()

  /** Appends a step. */
  add({ id, head }: Line, { op, source }: Pick<Place, 'op' | 'source'>, uses: readonly Use[], { detail, bytes }: Said, value: Value): Use {
    const line = this.steps.length
    const text = textOf(value)
    const plain = value.kind === 'number' || value.kind === 'truth'
    this.lines.add(head, bytes, plain ? text : null, plain ? null : Buffer.from(quoted(text)), uses)
    this.steps.push({ detail, id, op, source, uses: uses.map(written), value: text })
    return { id, value, line, written: { id, value: text } }
  }

  /** Appends a step that comes from no place of the rules. */
  write(id: string, op: string, uses: readonly Use[], value: Value, detail: Detail, source: string): Use {
    return this.add({ id, head: headOf(id, op, source) }, { op, source }, uses, said(detail), value)
  }

  /** The trace of these steps, to which none is added any more. */
  sealed(frame: Omit<Trace, 'seal' | 'steps'>): Trace {
    return { ...frame, steps: this.steps, seal: this.lines.read((lines) => sealOfLines(frame, lines)) }
  }
}
