import { normal } from '../decimal.ts'
import type { EventFact, Leaf, NotApplicable, Sourced, UnitFacts } from '../facts/facts.ts'
import type { EventUse } from '../grammar/operator.ts'
import type { InputDeclaration } from '../pack/inputs.ts'
import type { Source } from '../pack/scalars.ts'
import type { Detail, TraceStep } from '../trace/trace.ts'
import { missing, notApplicable, number, text, textOf, truth } from '../value.ts'
import type { Use, Value } from '../value.ts'
import type { Program } from './program.ts'
import { sourceText } from './program.ts'

type Declared = { label: string; source: Source; type: string }
type List = { header: Use; items: EventUse[] }

/**
 * The facts of one unit as steps of a trace: each is recorded when it is first read. Facts were checked before.
 * `scope` ends the ids (`@unit` where several units share a trace).
 */
export class Leaves {
  private readonly known = new Map<string, Use>()
  private readonly lists = new Map<string, List>()
  private readonly indexes = new Map<string, Map<string, EventUse[]>>()
  private readonly program: Program
  private readonly facts: UnitFacts
  private readonly scope: string
  private readonly steps: TraceStep[]
  constructor(program: Program, facts: UnitFacts, scope: string, steps: TraceStep[]) {
    this.program = program
    this.facts = facts
    this.scope = scope
    this.steps = steps
  }

  /** A number or flag of the unit. */
  input(name: string): Use {
    const declared = this.declaration(name)
    return this.leaf(name, this.facts[name] as Leaf | undefined, declared)
  }

  /** A field of an indicator. */
  item(key: string, field: string): Use {
    const declared = this.program.pack.scoring.indicatorFields[field]!
    return this.leaf(`indicators.${key}.${field}`, this.indicators()[key]?.[field], declared)
  }

  /** The indicators with their fields as text, for tests on them. */
  indicatorFields(): [key: string, fields: { [field: string]: string }][] {
    return Object.entries(this.indicators()).map(([key, facts]) => [key, texts(facts)])
  }

  /** How many indicators the task book has. */
  indicatorCount(): Use {
    const given = this.facts.indicators
    const count = Object.keys(this.indicators()).length
    return this.record(
      'indicators',
      given && isAway(given) ? away(given) : count === 0 ? missing('indicators') : number(String(count)),
      {
        label: '指标项数',
      },
      this.program.pack.scoring.indicatorFields['full']!.source,
    )
  }

  /** A list of ratings or events: how many, and each. */
  list(name: string): List {
    const known = this.lists.get(name)
    if (known) return known
    const declared = this.declaration(name)
    const given = this.facts[name] as (string | Sourced)[] | EventFact[] | NotApplicable | undefined
    const value = given === undefined ? missing(name) : isAway(given) ? away(given) : number(String(given.length))
    const header = this.record(name, value, { label: declared.label }, declared.source)
    const items = Array.isArray(given) ? given.map((one, index) => this.element(name, index, one, declared)) : []
    this.lists.set(name, { header, items })
    return { header, items }
  }

  /** The events whose field holds a value, without looking at all of them each time. */
  eventsWith(name: string, field: string, value: string): EventUse[] {
    const key = `${name}\n${field}`
    const known = this.indexes.get(key)
    const index = known ?? Map.groupBy(this.list(name).items, ({ fields }) => fields[field] ?? '')
    if (!known) this.indexes.set(key, index)
    return index.get(value) ?? []
  }

  private declaration(name: string): InputDeclaration {
    return this.program.pack.scoring.inputs[name]!
  }

  private indicators(): { [key: string]: { [field: string]: Leaf } } {
    const given = this.facts.indicators
    return given && !isAway(given) ? given : {}
  }

  private leaf(name: string, given: Leaf | undefined, { label, source, type }: Declared): Use {
    const known = this.known.get(name)
    if (known) return known
    const use = this.record(name, leafValue(name, given, type), { label, ...originOf(given) }, source)
    this.known.set(name, use)
    return use
  }

  private element(
    name: string,
    index: number,
    given: string | Sourced | EventFact,
    { label, source, ...declared }: InputDeclaration,
  ): EventUse {
    if (declared.type !== 'events') {
      const fact = given as string | Sourced
      return { ...this.record(`${name}.${index}`, number(normal(textIn(fact))), { label, ...originOf(fact) }, source), fields: {} }
    }
    const { origin, ...rest } = given as EventFact
    const fields = texts(rest)
    const points = declared.fields['points']?.type === 'number' && fields['points'] !== undefined ? normal(fields['points']) : '1'
    const detail: Detail = { label, fields, ...(origin === undefined ? {} : { origin: textIn(origin) }) }
    return { ...this.record(`${name}.${index}`, number(points), detail, source), fields }
  }

  private record(name: string, value: Value, detail: Detail, source: Source): Use {
    const id = `input:${name}${this.scope}`
    if (!this.known.has(`#${id}`)) {
      this.steps.push({ detail, id, op: 'input', source: sourceText(source), uses: [], value: textOf(value) })
      this.known.set(`#${id}`, { id, value })
    }
    return { id, value }
  }
}

const isAway = (given: unknown): given is NotApplicable =>
  typeof given === 'object' && given !== null && typeof (given as NotApplicable).notApplicable === 'string'
const away = ({ notApplicable: because }: NotApplicable): Value => notApplicable(because)
const textIn = (given: string | Sourced): string => (typeof given === 'string' ? given : given.value)

function leafValue(name: string, given: Leaf | undefined, type: string): Value {
  if (given === undefined) return missing(name)
  if (isAway(given)) return away(given)
  const plain = textIn(given)
  return type === 'number' ? number(normal(plain)) : type === 'flag' ? truth(plain === 'true') : text(plain)
}

function originOf(given: Leaf | undefined): { origin?: string } {
  return typeof given === 'object' && 'origin' in given ? { origin: given.origin } : {}
}

function texts(fields: { [field: string]: Leaf }): { [field: string]: string } {
  return Object.fromEntries(Object.entries(fields).flatMap(([field, given]) => (isAway(given) ? [] : [[field, textIn(given)]])))
}
