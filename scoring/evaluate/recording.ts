import { quoted } from '../canonical.ts'
import { lineBytes, sealOfParts } from '../trace/seal.ts'
import type { Detail, Trace, TraceStep } from '../trace/trace.ts'
import { textOf } from '../value.ts'
import type { Use, Value } from '../value.ts'
import { said, writtenUses } from './place.ts'
import type { Line, Said } from './place.ts'
import { SealedValues } from './sealed-values.ts'
import { Shapes } from './shapes.ts'

/** The steps of a trace in the order in which they were found, and what of them stands under the seal, written as they come. */
export class Recording {
  private readonly steps: TraceStep[] = []
  private readonly lines: Line[] = []
  private readonly values = new SealedValues()
  private readonly shapes: Shapes
  constructor(shapes = new Shapes()) {
    this.shapes = shapes
  }

  /** Appends a step. */
  add(line: Line, uses: readonly Use[], { detail, bytes }: Said, value: Value): Use {
    const { id, op, source } = line
    const text = textOf(value)
    const plain = value.kind === 'number' || value.kind === 'truth'
    this.values.add(bytes, plain ? text : null, plain ? null : Buffer.from(quoted(text)), uses)
    this.lines.push(line)
    const number = this.steps.push({ detail, id, op, source, uses: writtenUses(uses), value: text }) - 1
    return { id, value, line: number, written: { id, value: text } }
  }

  /** Appends a step that comes from no place of the rules. */
  write(id: string, op: string, uses: readonly Use[], value: Value, detail: Detail, source: string): Use {
    return this.add({ id, op, source, bytes: lineBytes(id, op, source) }, uses, said(detail), value)
  }

  /** The trace of these steps, to which none is added any more. */
  sealed(frame: Omit<Trace, 'seal' | 'steps'>): Trace {
    const lines = this.shapes.sealed(this.lines)
    return { ...frame, steps: this.steps, seal: this.values.read((values) => sealOfParts(frame, lines, values)) }
  }
}
