import { quoted } from '../canonical.ts'
import { bytesOf, headOf, sealOfLines } from '../trace/seal.ts'
import type { Detail, StepUse, Trace, TraceStep } from '../trace/trace.ts'
import { textOf } from '../value.ts'
import type { Use, Value } from '../value.ts'
import { said } from './place.ts'
import type { Line, Place, Said } from './place.ts'

/** The steps of a trace in the order in which they were found, and their lines under the seal, written as they come. */
export class Recording {
  readonly steps: TraceStep[] = []
  private lines = ''

  /** Appends a step. */
  add({ id, head }: Line, { op, source }: Pick<Place, 'op' | 'source'>, uses: readonly Use[], { detail, text }: Said, value: Value): Use {
    const line = this.steps.length
    const plain = textOf(value)
    const own: StepUse[] = []
    let end = value.kind === 'number' || value.kind === 'truth' ? `"${plain}"` : bytesOf(quoted(plain))
    for (const use of uses) {
      own.push(use.written)
      end += `,${use.line}`
    }
    this.lines += `${line === 0 ? '' : ','}${head}${text},${end}]`
    this.steps.push({ detail, id, op, source, uses: own, value: plain })
    return { id, value, line, written: { id, value: plain } }
  }

  /** Appends a step that comes from no place of the rules. */
  write(id: string, op: string, uses: readonly Use[], value: Value, detail: Detail, source: string): Use {
    return this.add({ id, head: headOf(id, op, source) }, { op, source }, uses, said(detail), value)
  }

  /** The trace of these steps. */
  sealed(frame: Omit<Trace, 'seal' | 'steps'>): Trace {
    return { ...frame, steps: this.steps, seal: sealOfLines(frame, this.lines) }
  }
}
