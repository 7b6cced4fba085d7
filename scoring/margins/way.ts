import { compare, minus, normal, product, quotient, round, sum } from '../decimal.ts'
import { Evaluation } from '../evaluate/evaluation.ts'
import { Parameters } from '../evaluate/parameters.ts'
import type { ParameterFacts } from '../evaluate/parameters.ts'
import { programOf } from '../evaluate/program.ts'
import { Unrecorded } from '../evaluate/unrecorded.ts'
import type { UnitFacts } from '../facts/facts.ts'
import type { Pack } from '../pack/pack.ts'
import { Refusal } from '../refusal.ts'
import { publishedStep } from './line.ts'
import type { Mover } from './mover.ts'

/** What a unit would have with other facts. */
export type Trial = { facts: UnitFacts; total: string; published: string }
/**
 * A change of one fact with which the unit is on the other side of a line: `after` and `change` are null where something
 * happened or did not; of `ratings` each is changed by as much.
 */
export type Way = {
  kind: Mover['kind']
  path: string
  label: string
  before: string
  after: string | null
  change: string | null
  total: string
  published: string
}
/** Where to: at least `from`, or below it. */
export type Goal = { from: string; up: boolean }

/** What a unit is scored by, besides its facts. */
export type Conditions = { pack: Pack; classKey: string; parameters: ParameterFacts }

/** Scores changed facts without keeping a trace; null where nothing can be said. */
export function trial({ pack, classKey, parameters }: Conditions, facts: UnitFacts): Trial | null {
  const recording = new Unrecorded()
  try {
    const program = programOf(pack)
    const { value } = new Evaluation(program, facts, new Parameters(program, parameters, recording), recording).rule(
      pack.scoring.totals[classKey]!,
    )
    if (value.kind !== 'number') return null
    const { places, mode } = pack.scoring.published
    return { facts, total: value.value, published: round(value.value, Number(places), mode) }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

export const reaches = ({ published }: Trial, { from, up }: Goal): boolean => compare(published, from) >= 0 === up

/** Tries one mover of a unit; what it gives at its ends is found once. */
export class Attempt {
  readonly mover: Mover
  private readonly conditions: Conditions
  private readonly now: Trial
  private readonly tried = new Map<string, Trial | null>()
  constructor(conditions: Conditions, now: Trial, mover: Mover) {
    this.conditions = conditions
    this.now = now
    this.mover = mover
  }

  /** The smallest step of this fact that reaches a goal, found by evaluating it; null where none does. */
  towards(goal: Goal): { way: Way; trial: Trial } | null {
    const { mover } = this
    if (mover.kind === 'turned') {
      const found = this.at('turned', () => mover.turned())
      return found && reaches(found, goal) ? { way: this.way(null, found), trial: found } : null
    }
    const end = [mover.high, mover.low].find((bound) => {
      const found = compare(bound, mover.current) === 0 ? null : this.at(bound, () => mover.with(bound))
      return found !== null && reaches(found, goal)
    })
    return end === undefined ? null : this.nearest(mover, goal, end)
  }

  /** Between the present value and an end that reaches the goal: where a straight line would, or else by halving. */
  private nearest(mover: Exclude<Mover, { kind: 'turned' }>, goal: Goal, end: string): { way: Way; trial: Trial } {
    const range = minus(end, mover.current)
    const size = compare(range, '0') < 0 ? product([range, '-1']) : range
    const most = Number(round(quotient(size, mover.step), 0, 'up'))
    const valueAt = (steps: number): string => {
      const moved = steps >= most ? range : product([String(steps), mover.step, compare(range, '0') < 0 ? '-1' : '1'])
      return normal(sum([mover.current, moved]))
    }
    const at = (steps: number): Trial | null => this.at(valueAt(steps), () => mover.with(valueAt(steps)))
    const crosses = (steps: number): boolean => {
      const found = steps <= 0 ? this.now : at(steps)
      return found !== null && reaches(found, goal)
    }
    const guess = Math.min(most, Math.max(1, this.guess(goal, end, most)))
    let [low, high] = crosses(guess) ? [0, guess] : [guess, most]
    if (high === guess && !crosses(guess - 1)) low = guess - 1
    if (low === guess && high > guess + 1 && crosses(guess + 1)) high = guess + 1
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (crosses(middle)) high = middle
      else low = middle
    }
    const found = at(high)!
    return { way: this.way(valueAt(high), found), trial: found }
  }

  /** After how many steps the total would be at the boundary if it moved evenly. */
  private guess({ from }: Goal, end: string, most: number): number {
    const { mode } = this.conditions.pack.scoring.published
    const step = publishedStep(this.conditions.pack)
    const boundary = mode === 'down' ? from : minus(from, mode === 'up' ? step : quotient(step, '2'))
    const moved = minus(this.tried.get(end)!.total, this.now.total)
    if (compare(moved, '0') === 0) return most
    const share = quotient(minus(boundary, this.now.total), moved)
    return Number(round(product([share, String(most)]), 0, 'up'))
  }

  private at(key: string, facts: () => UnitFacts): Trial | null {
    const known = this.tried.get(key)
    if (known !== undefined) return known
    const found = trial(this.conditions, facts())
    this.tried.set(key, found)
    return found
  }

  private way(after: string | null, { total, published }: Trial): Way {
    const { kind, path, label, current } = this.mover
    return { kind, path, label, before: current, after, change: after === null ? null : minus(after, current), total, published }
  }
}
