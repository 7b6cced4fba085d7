import type { Source } from '../pack/scalars.ts'
import { idOf, said, sourceText } from './place.ts'
import type { Place, Said } from './place.ts'

type Declared = { label: string; type: string; source?: Source | undefined }

/** Where a fact is read: an input of the unit, an element of a list, or a field of an indicator. */
export class FactPlace implements Place {
  readonly op = 'input'
  readonly source: string
  readonly label: string
  readonly type: string
  private readonly name: string
  private readonly ofIndicator: boolean
  private readonly bare: Said
  private readonly elements: Place[] = []
  constructor(name: string, { label, source, type }: Declared, of: 'unit' | 'indicator' = 'unit') {
    this.name = name
    this.label = label
    this.type = type
    this.source = source ? sourceText(source) : ''
    this.ofIndicator = of === 'indicator'
    this.bare = said({ label })
  }

  /** The id is `input:<name>`, or `input:indicators.<key>.<field>`. */
  idIn(scope: string): string {
    return this.ofIndicator ? `input:indicators.${scope}.${this.name}` : idOf(`input:${this.name}`, scope, '')
  }

  /** The place of an element of a list. */
  element(number: number): Place {
    this.elements[number] ??= { op: this.op, source: this.source, idIn: (scope) => idOf(`input:${this.name}.${number}`, scope, '') }
    return this.elements[number]
  }

  /** What a fact says beside its value. */
  say(origin: string | undefined): Said {
    if (origin === undefined) return this.bare
    return said({ label: this.label, origin })
  }
}
