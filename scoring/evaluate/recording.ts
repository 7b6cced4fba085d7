import { quoted, sha256 } from '../canonical.ts'
import { lineText, sealOfParts } from '../trace/seal.ts'
import type { Detail, Trace, TraceStep } from '../trace/trace.ts'
import { textOf } from '../value.ts'
import type { Use, Value } from '../value.ts'
import { nothing, said, writtenUses } from './place.ts'
import type { Line, Said } from './place.ts'
import { SealedValues } from './sealed-values.ts'
import type { Shapes } from './shapes.ts'

/** The steps of a trace in the order in which they were found, and what of them stands under the seal, written as they come. */
export class Recording {
  private readonly steps: TraceStep[] = []
  private readonly lines: Line[] = []
  private readonly values = new SealedValues()
  private readonly shapes: Shapes | null
  /** `shapes` of traces before, where many are alike. */
  constructor(shapes: Shapes | null = null) {
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
    return this.add({ id, op, source, bytes: null }, uses, Object.keys(detail).length === 0 ? nothing : said(detail), value)
  }

  /** The trace of these steps, to which none is added any more. */
  sealed(frame: Omit<Trace, 'seal' | 'steps'>): Trace {
    const lines = this.shapes?.sealed(this.lines) ?? sha256(`[${this.lines.map(lineText).join(',')}]`)
    return { ...frame, steps: this.steps, seal: this.values.read((values) => sealOfParts(frame, lines, values)) }
  }
}
