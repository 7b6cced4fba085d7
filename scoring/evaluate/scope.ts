import type { IndicatorFacts, Leaf } from '../facts/facts.ts'
import type { Node, Where } from '../grammar/node.ts'
import type { At, EventUse } from '../grammar/operator.ts'
import { passes, readingOf } from '../grammar/where.ts'
import { missing } from '../value.ts'
import type { Use, Value } from '../value.ts'
import type { Evaluation } from './evaluation.ts'
import { applyExceptions } from './exceptions.ts'
import type { FactPlace } from './fact-place.ts'
import { eventsWith, fieldTexts, isInSegments, leafValue, originIn } from './leaves.ts'
import { nothing } from './place.ts'
import type { Lines, Place, Said } from './place.ts'
import type { RuleSite } from './program.ts'
import { joined } from './segments.ts'
import type { Site } from './site.ts'

const none: readonly Use[] = []

/** What of an evaluation belongs to one indicator, or to the unit as a whole (`item` null). Rules and facts are found once. */
export class Scope {
  readonly evaluation: Evaluation
  readonly item: string | null
  readonly lines: Lines
  private readonly facts: IndicatorFacts
  private readonly found: (Use | undefined)[]
  private given: Map<string, Use> | null = null
  private texts: { [field: string]: string } | null = null
  constructor(evaluation: Evaluation, item: string | null, lines: Lines, facts: IndicatorFacts = {}) {
    this.evaluation = evaluation
    this.item = item
    this.lines = lines
    this.facts = facts
    this.found = new Array<Use | undefined>(item === null ? evaluation.program.unitSlots : evaluation.program.itemSlots)
  }

  /** Evaluates a node and records its step, unless it only refers to one. */
  evaluate(site: Site): Use {
    if (site.constant !== null) return this.record(site, none, nothing, site.constant)
    const at = new Frame(site, this)
    if (site.refer !== null) return site.refer(site.node, at)
    const { uses, value, detail } = site.evaluate!(site.node, at)
    return this.record(site, uses, detail === undefined ? nothing : site.say(detail), value)
  }

  /** Records a step. */
  record(place: Place, uses: readonly Use[], detail: Said, value: Value): Use {
    return this.evaluation.recording.add(this.lines.at(place), uses, detail, value)
  }

  /** The value of a rule of this scope. */
  rule(rule: RuleSite): Use {
    const known = this.found[rule.slot]
    if (known) return known
    const use = rule.exceptions ? applyExceptions(this, rule, rule.exceptions) : this.evaluate(rule.value)
    this.found[rule.slot] = use
    return use
  }

  /** A field of the indicator. */
  field(name: string): Use {
    const { place, slot } = this.evaluation.program.fields.get(name)!
    const known = this.found[slot]
    if (known) return known
    const use = this.fieldUse(name, place, this.facts[name])
    this.found[slot] = use
    return use
  }

  private fieldUse(name: string, place: FactPlace, given: Leaf | undefined): Use {
    if (given === undefined) return this.record(place, [], place.say(undefined), missing(`indicators.${this.item}.${name}`))
    const book = this.evaluation.leaves.taskBook()
    if (book.raises && this.evaluation.program.isPoints(name)) return book.raised(this, name)
    if (isInSegments(given)) return joined(this, place, given, `indicators.${this.item}.${name}`)
    return this.record(place, [], place.say(originIn(given)), leafValue(given, place.type))
  }

  /** A number of the indicator as it was given, before it is raised. */
  asGiven(name: string): Use {
    this.given ??= new Map()
    const known = this.given.get(name)
    if (known) return known
    const { place } = this.evaluation.program.fields.get(name)!
    const [given, full] = [this.facts[name], `indicators.${this.item}.${name}`]
    const use = isInSegments(given)
      ? joined(this, place, given, full, 'given')
      : this.record(
          place.beside('part', 'given'),
          [],
          place.say(originIn(given)),
          given === undefined ? missing(full) : leafValue(given, place.type),
        )
    this.given.set(name, use)
    return use
  }

  /** Whether the fields of the indicator pass; what is tested stands in the trace. */
  passes(where: readonly Where[], tested: ReadonlySet<string>): boolean {
    for (const field of tested) this.field(field)
    this.texts ??= { ...fieldTexts(this.facts), key: this.item! }
    return passes(where, this.texts, { item: this.item, above: this.evaluation.program.above, dates: {} })
  }
}

/** An evaluation as a node sees it. */
class Frame implements At {
  private readonly site: Site
  private readonly scope: Scope
  constructor(site: Site, scope: Scope) {
    this.site = site
    this.scope = scope
  }

  get id(): string {
    return this.scope.lines.at(this.site).id
  }

  child(node: Node): Use {
    return this.scope.evaluate(this.site.at(node))
  }

  ratings(input: string): { header: Use; ratings: Use[] } {
    const { header, items } = this.scope.evaluation.leaves.list(input)
    return { header, ratings: items }
  }

  events(input: string, where: Where[]): { header: Use; parameters: readonly Use[]; events: readonly EventUse[] } {
    const { evaluation, item } = this.scope
    const list = evaluation.leaves.list(input)
    const { header, items } = list
    if (where.length === 0) return { header, parameters: none, events: items }
    const { parameters: names, ofItem } = readingOf(where)
    const parameters = names.length === 0 ? none : names.map((name) => evaluation.parameters.read(name))
    const near = ofItem !== undefined && item !== null ? eventsWith(list, ofItem, item) : items
    if (near.length === 0) return { header, parameters, events: near }
    const dates: { [name: string]: string } = {}
    for (const [index, { value }] of parameters.entries()) if (value.kind === 'text') dates[names[index]!] = value.value
    const around = { item, above: evaluation.program.above, dates }
    return { header, parameters, events: near.filter(({ fields }) => passes(where, fields, around)) }
  }

  eachIndicator(node: Node, where: Where[]): { header: Use; items: Use[] } {
    const { evaluation } = this.scope
    const header = evaluation.leaves.indicatorCount()
    const site = this.site.at(node)
    const scopes = evaluation.indicators()
    const tested = new Set(where.map(({ field }) => field).filter((field) => field !== 'key'))
    const passing = where.length === 0 ? scopes : scopes.filter((scope) => scope.passes(where, tested))
    return { header, items: passing.map((scope) => scope.evaluate(site)) }
  }

  choice(assumption: string): string {
    return this.scope.evaluation.program.choices.get(assumption)!
  }

  input(name: string): Use {
    return this.scope.evaluation.leaves.input(name)
  }

  item(field: string): Use {
    return this.scope.field(field)
  }

  parameter(name: string): Use {
    return this.scope.evaluation.parameters.read(name)
  }

  rule(name: string): Use {
    const { evaluation } = this.scope
    const rule = evaluation.program.rules.get(name)!
    return (rule.ofIndicator ? this.scope : evaluation.unit).rule(rule)
  }

  standing(field: string): Use {
    return this.scope.evaluation.standingOf(field)
  }
}
