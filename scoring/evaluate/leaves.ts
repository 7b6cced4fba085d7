import { normal } from '../decimal.ts'
import type { EventFact, Leaf, NotApplicable, Segmented, Sourced, UnitFacts } from '../facts/facts.ts'
import type { EventUse } from '../grammar/operator.ts'
import type { InputDeclaration } from '../pack/inputs.ts'
import { missing, notApplicable, number, text, truth } from '../value.ts'
import type { Use, Value } from '../value.ts'
import type { FactPlace } from './fact-place.ts'
import { said } from './place.ts'
import type { Scope } from './scope.ts'
import { joined } from './segments.ts'
import { TaskBook } from './task-book.ts'

/** A list as it was read; `by` finds its events by the value of a field. */
export type List = { header: Use; items: EventUse[]; by: Map<string, Map<string, EventUse[]>> }

/** The facts of one unit as steps of a trace: each is recorded when it is first read. Facts were checked before. */
export class Leaves {
  private readonly known = new Map<string, Use>()
  private readonly lists = new Map<string, List>()
  private readonly unit: Scope
  private readonly facts: UnitFacts
  private book: TaskBook | null = null
  constructor(unit: Scope, facts: UnitFacts) {
    this.unit = unit
    this.facts = facts
  }

  /** A number or flag of the unit. */
  input(name: string): Use {
    const known = this.known.get(name)
    if (known) return known
    const place = this.place(name)
    const given = this.facts[name] as Leaf | undefined
    const use = isInSegments(given)
      ? joined(this.unit, place, given, name)
      : this.unit.record(place, [], place.say(originIn(given)), given === undefined ? missing(name) : leafValue(given, place.type))
    this.known.set(name, use)
    return use
  }

  /** The indicators with their facts; none where there is no task book. */
  taskBook(): TaskBook {
    const given = this.facts.indicators
    this.book ??= new TaskBook(this.unit.evaluation, given && !isAway(given) ? given : {})
    return this.book
  }

  /** How many indicators the task book has. */
  indicatorCount(): Use {
    const known = this.known.get('indicators')
    if (known) return known
    const given = this.facts.indicators
    const book = this.taskBook()
    const count = Object.keys(book.counting).length
    const value = given && isAway(given) ? away(given) : count === 0 ? missing('indicators') : number(String(count))
    const place = this.unit.evaluation.program.indicators
    const notes = book.notes()
    const use = this.unit.record(notes.length > 0 ? place.beside('taskBook', '') : place, notes, place.say(undefined), value)
    this.known.set('indicators', use)
    return use
  }

  /** A list of ratings or events: how many, and each. */
  list(name: string): List {
    const known = this.lists.get(name)
    if (known) return known
    const place = this.place(name)
    const declared = this.unit.evaluation.program.pack.scoring.inputs[name]!
    const given = this.facts[name] as (string | Sourced)[] | EventFact[] | NotApplicable | undefined
    const value = given === undefined ? missing(name) : isAway(given) ? away(given) : number(String(given.length))
    const header = this.unit.record(place, [], place.say(undefined), value)
    const items = Array.isArray(given) ? given.map((one, index) => this.element(place, index, one, declared)) : []
    const list = { header, items, by: new Map<string, Map<string, EventUse[]>>() }
    this.lists.set(name, list)
    return list
  }

  private place(name: string): FactPlace {
    return this.unit.evaluation.program.inputs.get(name)!
  }

  private element(list: FactPlace, index: number, given: string | Sourced | EventFact, declared: InputDeclaration): EventUse {
    const place = list.element(index)
    if (declared.type !== 'events') {
      const fact = given as string | Sourced
      return { ...this.unit.record(place, [], list.say(originIn(fact)), number(normal(textIn(fact)))), fields: {} }
    }
    const { origin, ...rest } = given as EventFact
    const fields = fieldTexts(rest)
    const points = declared.fields['points']?.type === 'number' && fields['points'] !== undefined ? normal(fields['points']) : '1'
    const detail = { label: list.label, fields, ...(origin === undefined ? {} : { origin: textIn(origin) }) }
    return { ...this.unit.record(place, [], said(detail), number(points)), fields }
  }
}

const noEvents: readonly EventUse[] = []

/** The events whose field holds a value, without looking at all of them each time. */
export function eventsWith({ items, by }: List, field: string, value: string): readonly EventUse[] {
  if (items.length === 0) return items
  const known = by.get(field)
  const index = known ?? Map.groupBy(items, ({ fields }) => fields[field] ?? '')
  if (!known) by.set(field, index)
  return index.get(value) ?? noEvents
}

const isAway = (given: unknown): given is NotApplicable =>
  typeof given === 'object' && given !== null && typeof (given as NotApplicable).notApplicable === 'string'
const away = ({ notApplicable: because }: NotApplicable): Value => notApplicable(because)
const textIn = (given: string | Sourced): string => (typeof given === 'string' ? given : given.value)

/** Whether a fact is given in segments. */
export const isInSegments = (given: Leaf | undefined): given is Segmented => typeof given === 'object' && 'segments' in given

/** The value of one fact of a declared type. */
export function leafValue(given: Exclude<Leaf, Segmented>, type: string): Value {
  if (isAway(given)) return away(given)
  const plain = textIn(given)
  return type === 'number' ? number(normal(plain)) : type === 'flag' ? truth(plain === 'true') : text(plain)
}

/** Where a fact is from, if that was said. */
export function originIn(given: Leaf | undefined): string | undefined {
  return typeof given === 'object' && 'origin' in given ? given.origin : undefined
}

/** Fields as text; what is not applicable, or a number in segments, is not there. */
export function fieldTexts(fields: { [field: string]: Leaf }): { [field: string]: string } {
  const texts: { [field: string]: string } = {}
  for (const [field, given] of Object.entries(fields)) if (!isAway(given) && !isInSegments(given)) texts[field] = textIn(given)
  return texts
}
