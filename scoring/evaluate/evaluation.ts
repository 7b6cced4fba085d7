import type { UnitFacts } from '../facts/facts.ts'
import type { Node, Where } from '../grammar/node.ts'
import type { At, EventUse } from '../grammar/operator.ts'
import { operatorOf } from '../grammar/operators.ts'
import { parametersOf, passes } from '../grammar/where.ts'
import type { Source } from '../pack/scalars.ts'
import type { TraceStep } from '../trace/trace.ts'
import { textOf } from '../value.ts'
import type { Use, Value } from '../value.ts'
import { applyExceptions } from './exceptions.ts'
import { Leaves } from './leaves.ts'
import type { Parameters } from './parameters.ts'
import { idOf, written } from './place.ts'
import type { Evaluator, Place } from './place.ts'
import { sourceText } from './program.ts'
import type { Program } from './program.ts'

/** One evaluation: the facts of a unit, and the steps found so far, in order. Rules are evaluated once. */
export class Evaluation implements Evaluator {
  readonly leaves: Leaves
  readonly program: Program
  readonly steps: TraceStep[]
  private readonly unitScope: string
  private readonly standing: { [field: string]: Use }
  readonly parameters: Parameters
  private readonly rules = new Map<string, Use>()
  constructor(
    program: Program,
    facts: UnitFacts,
    parameters: Parameters,
    steps: TraceStep[],
    unitScope = '',
    standing: { [field: string]: Use } = {},
  ) {
    this.parameters = parameters
    this.program = program
    this.steps = steps
    this.unitScope = unitScope
    this.standing = standing
    this.leaves = new Leaves(program, facts, unitScope === '' ? '' : `@${unitScope}`, steps)
  }

  /** The value of a rule, for an indicator if it is a rule of indicators. */
  rule(name: string, item: string | null): Use {
    const scope = this.program.perIndicator.has(name) ? (item ?? '') : ''
    const id = idOf({ root: name, scope, path: '' })
    const known = this.rules.get(id)
    if (known) return known
    const { value, source } = this.program.pack.scoring.rules[name]!
    const place: Place = { root: name, scope, path: '', item: scope === '' ? null : item, source }
    const exceptions = this.program.exceptions.get(name)
    const use = exceptions ? applyExceptions(this, exceptions, value, place) : this.node(value, place)
    this.rules.set(id, use)
    return use
  }

  /** A condition or amount of grades.yaml, for the unit of this evaluation. */
  condition(root: string, node: Node, source: Source): Use {
    return this.node(node, { root, scope: this.unitScope, path: '', item: null, source })
  }

  /** Evaluates a node and records its step, unless it only refers to one. */
  node(node: Node, place: Place): Use {
    const operator = operatorOf(node)
    const here = node.source ? { ...place, source: node.source } : place
    const at = new Frame(this, here)
    if ('refer' in operator) return operator.refer(node, at)
    const { uses, value, detail } = operator.evaluate(node, at)
    return this.record(
      { detail, id: at.id, op: node.op, source: sourceText(here.source), uses: uses.map(written), value: textOf(value) },
      value,
    )
  }

  /** Appends a step. */
  record(step: TraceStep, value: Value): Use {
    this.steps.push(step)
    return { id: step.id, value }
  }

  /** The standing of the unit in its class, while grades are derived. */
  standingOf(field: string): Use {
    return this.standing[field]!
  }
}

class Frame implements At {
  readonly id: string
  private readonly evaluation: Evaluation
  private readonly place: Place
  constructor(evaluation: Evaluation, place: Place) {
    this.evaluation = evaluation
    this.place = place
    this.id = idOf(place)
  }

  child(node: Node, path: string): Use {
    return this.evaluation.node(node, { ...this.place, path: `${this.place.path}/${path}` })
  }

  ratings(input: string): { header: Use; ratings: Use[] } {
    const { header, items } = this.evaluation.leaves.list(input)
    return { header, ratings: items.map(({ id, value }) => ({ id, value })) }
  }

  events(input: string, where: Where[]): { header: Use; parameters: Use[]; events: EventUse[] } {
    const { leaves, parameters, program } = this.evaluation
    const { header, items } = leaves.list(input)
    const own = where.find(({ test }) => test === 'item')
    const near = own && this.place.item !== null ? leaves.eventsWith(input, own.field, this.place.item) : items
    const read = parametersOf(where).map((name) => [name, parameters.read(name)] as const)
    const dates = Object.fromEntries(read.flatMap(([name, { value }]) => (value.kind === 'text' ? [[name, value.value]] : [])))
    const around = { item: this.place.item, above: program.above, dates }
    return { header, parameters: read.map(([, use]) => use), events: near.filter(({ fields }) => passes(where, fields, around)) }
  }

  eachIndicator(node: Node, path: string, where: Where[]): { header: Use; items: Use[] } {
    const { leaves, program } = this.evaluation
    const header = leaves.indicatorCount()
    const within = { ...this.place, path: `${this.place.path}/${path}` }
    const tested = new Set(where.map(({ field }) => field).filter((field) => field !== 'key'))
    const passing = leaves.indicatorFields().filter(([key, fields]) => {
      if (where.length === 0) return true
      for (const field of tested) leaves.item(key, field) // what is tested stands in the trace
      return passes(where, { ...fields, key }, { item: key, above: program.above, dates: {} })
    })
    return { header, items: passing.map(([key]) => this.evaluation.node(node, { ...within, scope: key, item: key })) }
  }

  choice(assumption: string): string {
    return this.evaluation.program.choices.get(assumption)!
  }

  input(name: string): Use {
    return this.evaluation.leaves.input(name)
  }

  item(field: string): Use {
    return this.evaluation.leaves.item(this.place.item!, field)
  }

  parameter(name: string): Use {
    return this.evaluation.parameters.read(name)
  }

  rule(name: string): Use {
    return this.evaluation.rule(name, this.place.item)
  }

  standing(field: string): Use {
    return this.evaluation.standingOf(field)
  }
}
