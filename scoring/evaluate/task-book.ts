import { compare, normal, product, quotient, sum } from '../decimal.ts'
import type { IndicatorFacts, Sourced } from '../facts/facts.ts'
import { noteSource, raises, raiseSource } from '../facts/inheritance.ts'
import { missing, number, numbersAmong, text } from '../value.ts'
import type { Use } from '../value.ts'
import type { Evaluation } from './evaluation.ts'
import { said } from './place.ts'
import type { Place } from './place.ts'
import type { Scope } from './scope.ts'

type Indicator = readonly [key: string, facts: IndicatorFacts]
/** What all indicators were worth together and what those that remain are worth: by these the points of each are raised. */
type Raise = { whole: Use; remaining: Use }

/** The indicators of a unit that count, and what of its task book was withdrawn or taken over from other units, as lines of a trace. */
export class TaskBook {
  readonly counting: { [key: string]: IndicatorFacts }
  readonly raises: boolean
  private readonly withdrawn: Indicator[]
  private readonly taken: Indicator[]
  private readonly evaluation: Evaluation
  private lines: { taken: Use[]; withdrawn: Use[] } | null = null
  private raise: Raise | null = null
  constructor(evaluation: Evaluation, all: { [key: string]: IndicatorFacts }) {
    this.evaluation = evaluation
    const entries = Object.entries(all)
    this.withdrawn = entries.filter(([, facts]) => facts['withdrawn'] !== undefined)
    this.taken = entries.filter(([, facts]) => facts['taken'] !== undefined && facts['withdrawn'] === undefined)
    this.counting = this.withdrawn.length === 0 ? all : Object.fromEntries(entries.filter(([, facts]) => facts['withdrawn'] === undefined))
    this.raises = raises(evaluation.program.pack, { taken: this.taken.length > 0, withdrawn: this.withdrawn.length > 0 })
  }

  /** A line for each indicator that was taken over or withdrawn; none where the task book is as it was issued. */
  notes(): readonly Use[] {
    if (this.withdrawn.length + this.taken.length === 0) return none
    const { taken, withdrawn } = this.noted()
    return [...taken, ...withdrawn]
  }

  /** A number of an indicator, raised in the proportion of the whole to what remains. */
  raised(scope: Scope, field: string): Use {
    const { whole, remaining } = this.proportion()
    const raw = scope.asGiven(field)
    const { place } = this.evaluation.program.fields.get(field)!
    const uses = [raw, whole, remaining]
    const [points, all, left] = numbersAmong(uses)
    const value =
      left === undefined ? (raw.value.kind === 'number' ? remaining.value : raw.value) : number(quotient(product([points!, all!]), left))
    return scope.record(place.beside('raised', '', this.points('whole').source), uses, said({ label: place.label }), value)
  }

  private noted(): { taken: Use[]; withdrawn: Use[] } {
    this.lines ??= { taken: this.taken.map((one) => this.takenLine(one)), withdrawn: this.withdrawn.map((one) => this.withdrawnLine(one)) }
    return this.lines
  }

  private proportion(): Raise {
    if (this.raise) return this.raise
    const { unit, program } = this.evaluation
    const fulls = this.evaluation.indicators().map((scope) => scope.asGiven('full'))
    const worth = sum(numbersAmong(fulls))
    const lacking = numbersAmong(fulls).length < fulls.length || compare(worth, '0') <= 0
    const remaining = unit.record(this.points('remaining'), fulls, said({}), lacking ? missing('indicators') : number(worth))
    const { total } = program.pack.indicators
    const parts = total ? [] : [remaining, ...this.noted().withdrawn]
    const whole = unit.record(this.points('whole'), parts, said({}), number(total ? normal(total.full) : sum(numbersAmong(parts))))
    this.raise = { whole, remaining }
    return this.raise
  }

  private points(name: 'whole' | 'remaining'): Place {
    const { program } = this.evaluation
    return program.notePlace('points', `points:${name}`, () => raiseSource(program.pack))
  }

  private takenLine([key, facts]: Indicator): Use {
    const { program, unit } = this.evaluation
    const { value, origin } = facts['taken'] as Sourced
    const at = program.notePlace('taken', `taken:indicators.${key}`, () => noteSource(program.pack, 'taken'))
    return unit.record(at, [], said({ label: program.indicators.label, origin }), text(value))
  }

  private withdrawnLine([key, facts]: Indicator): Use {
    const { program, unit } = this.evaluation
    const { value: document, origin } = facts['withdrawn'] as Sourced
    const full = facts['full']
    const worth = typeof full === 'object' && 'value' in full ? full.value : full
    const at = program.notePlace('withdrawn', `withdrawn:indicators.${key}`, () => noteSource(program.pack, 'withdrawn'))
    const value = typeof worth === 'string' ? number(normal(worth)) : missing(`indicators.${key}.full`)
    return unit.record(at, [], said({ label: program.indicators.label, document, origin }), value)
  }
}

const none: readonly Use[] = []
