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
  private readonly besides = new Map<string, Place>()
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

  /**
   * Another line about the same fact: `part:<name>.<of>`, such as a segment, or (without `of`) the line of the fact itself where it comes of
   * others.
   */
  beside(op: string, of: string, source = this.source): Place {
    const key = [op, of, source].join(' ')
    const known = this.besides.get(key)
    const place = known ?? { op, source, idIn: (scope: string) => (of === '' ? this.idIn(scope) : this.partIn(scope, of)) }
    if (!known) this.besides.set(key, place)
    return place
  }

  private partIn(scope: string, of: string): string {
    return this.ofIndicator ? `part:indicators.${scope}.${this.name}.${of}` : idOf(`part:${this.name}.${of}`, scope, '')
  }

  /** What a fact says beside its value. */
  say(origin: string | undefined): Said {
    if (origin === undefined) return this.bare
    return said({ label: this.label, origin })
  }
}
