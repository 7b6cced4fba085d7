import { normal } from '../decimal.ts'
import type { Sourced } from '../facts/facts.ts'
import type { TraceStep } from '../trace/trace.ts'
import { missing, number, text, textOf } from '../value.ts'
import type { Use } from '../value.ts'
import { sourceText } from './program.ts'
import type { Program } from './program.ts'

/** Values of deferred parameters, by name. */
export type ParameterFacts = { [name: string]: string | Sourced }

/** The parameters of a computation as steps of a trace: each is recorded when it is first read, once also where several units share the trace. */
export class Parameters {
  private readonly known = new Map<string, Use>()
  private readonly program: Program
  private readonly given: ParameterFacts
  private readonly steps: TraceStep[]
  constructor(program: Program, given: ParameterFacts, steps: TraceStep[]) {
    this.program = program
    this.given = given
    this.steps = steps
  }

  /** The value that the pack or a later document sets; `missing: parameters.<name>` while none has. */
  read(name: string): Use {
    const known = this.known.get(name)
    if (known) return known
    const { type, value, label, source } = this.program.pack.scoring.parameters[name]!
    const given = value ?? this.given[name]
    const plain = typeof given === 'object' ? given.value : given
    const found = plain === undefined ? missing(`parameters.${name}`) : type === 'number' ? number(normal(plain)) : text(plain)
    const use: Use = { id: `parameter:${name}`, value: found }
    const detail = { label, ...(typeof given === 'object' ? { origin: given.origin } : {}) }
    this.steps.push({ detail, id: use.id, op: 'parameter', source: sourceText(source), uses: [], value: textOf(found) })
    this.known.set(name, use)
    return use
  }
}
