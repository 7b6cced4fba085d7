import { normal } from '../decimal.ts'
import type { Sourced } from '../facts/facts.ts'
import { missing, number, text } from '../value.ts'
import type { Use } from '../value.ts'
import { sourceText } from './place.ts'
import type { Program } from './program.ts'
import type { Recording } from './recording.ts'

/** Values of deferred parameters, by name. */
export type ParameterFacts = { [name: string]: string | Sourced }

/** The parameters of a computation as steps of a trace: each is recorded when it is first read, once also where several units share the trace. */
export class Parameters {
  private readonly known = new Map<string, Use>()
  private readonly program: Program
  private readonly given: ParameterFacts
  private readonly recording: Recording
  constructor(program: Program, given: ParameterFacts, recording: Recording) {
    this.program = program
    this.given = given
    this.recording = recording
  }

  /** The value that the pack or a later document sets; `missing: parameters.<name>` while none has. */
  read(name: string): Use {
    const known = this.known.get(name)
    if (known) return known
    const { type, value, label, source } = this.program.pack.scoring.parameters[name]!
    const given = value ?? this.given[name]
    const plain = typeof given === 'object' ? given.value : given
    const found = plain === undefined ? missing(`parameters.${name}`) : type === 'number' ? number(normal(plain)) : text(plain)
    const detail = { label, ...(typeof given === 'object' ? { origin: given.origin } : {}) }
    const use = this.recording.write(`parameter:${name}`, 'parameter', [], found, detail, sourceText(source))
    this.known.set(name, use)
    return use
  }
}
