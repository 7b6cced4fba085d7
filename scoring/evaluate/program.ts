import { indicatorRules } from '../grammar/dependencies.ts'
import type { Node } from '../grammar/node.ts'
import { nodesAbove } from '../pack/frame.ts'
import type { Pack } from '../pack/pack.ts'
import type { Exception } from '../pack/scoring-file.ts'
import type { Source } from '../pack/scalars.ts'
import { FactPlace } from './fact-place.ts'
import { Lines, place, said, sourceText } from './place.ts'
import type { Place, Said } from './place.ts'
import { Shapes } from './shapes.ts'
import { Site } from './site.ts'

/** A rule, ready to be evaluated. `ofIndicator`: once for each indicator; `slot` is where its scope keeps what was found. */
export type RuleSite = { slot: number; ofIndicator: boolean; value: Site; exceptions: ExceptionSites | null }
/** What takes the place of a rule's value. `own` is the line of the rule where none does, as `line` is where one does. */
export type ExceptionSites = { own: Applied; list: ({ exception: Exception; when: Site; value: Site } & Applied)[] }
export type Applied = { line: Place; detail: Said }

/** What of a pack an evaluation needs again and again, prepared once per pack. */
export class Program {
  readonly pack: Pack
  readonly choices: Map<string, string>
  readonly classOf: Map<string, string>
  readonly rules: Map<string, RuleSite>
  readonly inputs: Map<string, FactPlace>
  readonly fields: Map<string, { place: FactPlace; slot: number }>
  /** how many facts and rules a scope may find */
  readonly itemSlots: number
  readonly unitSlots: number
  readonly indicators: FactPlace
  /** for each node of the frame, itself and the nodes above it */
  readonly above: Map<string, Set<string>>
  private readonly published = new Map<string, Applied>()
  readonly unitLines = new Lines('')
  readonly shapes = new Shapes()
  private readonly conditions = new WeakMap<Node, Site>()
  private readonly lines = new Map<string, Lines>()
  private readonly notes = new Map<string, Place>()

  constructor(pack: Pack) {
    const { assumptions, roster, scoring } = pack
    const perIndicator = indicatorRules(pack)
    this.pack = pack
    this.choices = new Map(assumptions.map(({ key, choice }) => [key, choice]))
    this.classOf = new Map(roster.units.map((unit) => [unit.key, unit.class]))
    this.rules = new Map()
    const fields = Object.entries(scoring.indicatorFields)
    const slots = { unit: 0, item: fields.length }
    for (const name of Object.keys(scoring.rules)) {
      const slot = perIndicator.has(name) ? slots.item++ : slots.unit++
      this.rules.set(name, ruleSite(pack, name, slot, perIndicator.has(name)))
    }
    this.itemSlots = slots.item
    this.unitSlots = slots.unit
    this.inputs = new Map(Object.entries(scoring.inputs).map(([name, declared]) => [name, new FactPlace(name, declared)]))
    this.fields = new Map(fields.map(([field, declared], slot) => [field, { place: new FactPlace(field, declared, 'indicator'), slot }]))
    this.indicators = new FactPlace('indicators', { label: '指标项数', type: 'list', source: scoring.indicatorFields['full']?.source })
    this.above = nodesAbove(pack)
  }

  /** The line of a value that is published under an id. */
  publishedAs(id: string): Applied {
    const known = this.published.get(id)
    if (known) return known
    const { places, mode, source } = this.pack.scoring.published
    const published = { line: place('round', source, id), detail: said({ places, mode }) }
    this.published.set(id, published)
    return published
  }

  /** The site of a condition or amount of grades.yaml. */
  condition(root: string, node: Node, source: Source): Site {
    const known = this.conditions.get(node)
    const site = known ?? new Site(root, '', node, source)
    if (!known) this.conditions.set(node, site)
    return site
  }

  /** Whether a field of an indicator counts points: the full points, and what is bounded by them. */
  isPoints(field: string): boolean {
    const declared = this.pack.scoring.indicatorFields[field]
    return field === 'full' || (declared?.type === 'number' && declared.max === 'full')
  }

  /** The place of a line about the task book as a whole, by its id. */
  notePlace(op: string, id: string, source: () => Source): Place {
    const known = this.notes.get(id)
    if (known) return known
    const text = sourceText(source())
    const made = { op, source: text, idIn: () => id }
    if (this.notes.size < mostKept) this.notes.set(id, made)
    return made
  }

  /** The lines of an indicator; those of the first few thousand keys are kept for the units to come. */
  linesOf(indicator: string): Lines {
    const known = this.lines.get(indicator)
    if (known) return known
    const lines = new Lines(indicator)
    if (this.lines.size < mostKept) this.lines.set(indicator, lines)
    return lines
  }
}

const mostKept = 4000
const programs = new WeakMap<Pack, Program>()

/** The program of a pack. A pack is never changed after it was read. */
export function programOf(pack: Pack): Program {
  const known = programs.get(pack)
  if (known) return known
  const program = new Program(pack)
  programs.set(pack, program)
  return program
}

function ruleSite({ scoring }: Pack, name: string, slot: number, ofIndicator: boolean): RuleSite {
  const { value, source } = scoring.rules[name]!
  const exceptions = scoring.exceptions.filter(({ target }) => target === name)
  if (exceptions.length === 0) return { slot, ofIndicator, value: new Site(name, '', value, source), exceptions: null }
  const list = exceptions.map((one) => ({
    exception: one,
    when: new Site(`exception:${one.key}:when`, '', one.when, one.source),
    value: new Site(`exception:${one.key}:value`, '', one.value, one.source),
    line: place('exceptions', one.source, name),
    detail: said({ applied: one.key }),
  }))
  const own = { line: place('exceptions', source, name), detail: said({ applied: '' }) }
  return { slot, ofIndicator, value: new Site(name, '/base', value, source), exceptions: { own, list } }
}

export { sourceText } from './place.ts'
