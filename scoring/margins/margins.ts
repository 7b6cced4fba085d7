import { compare, minus, product, sum } from '../decimal.ts'
import { score } from '../evaluate/score.ts'
import type { Facts } from '../facts/facts.ts'
import { reorganised } from '../facts/reorganised.ts'
import { gradeClass } from '../grade/grade.ts'
import type { Outcome, Standing, UnitResult } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'
import { lineKinds, publishedStep, rankedIn } from './line.ts'
import type { Graded, Line, Ranked } from './line.ts'
import { linesOf } from './lines.ts'
import { moversOf } from './mover.ts'
import { Attempt, trial } from './way.ts'
import type { Goal, Trial, Way } from './way.ts'

/**
 * A unit near a line. `distance` is between its published score and the line's, exact and never negative; `ways` are single facts with which it would
 * be on the other side, of each kind of fact the one with the smallest change: each was scored and the class graded again, and the line was really crossed.
 */
export type Margin = {
  unit: string
  class: string
  published: string
  rank: number
  grade: string | null
  line: Line
  distance: string
  ways: Way[]
}
/** The margins by distance; `provisional` are classes that are not complete yet, which have no lines. */
export type Margins = { margins: Margin[]; provisional: string[] }

/** How many ways to the other side are shown. */
const mostWays = 3

/** All units that are no further than `within` points from a line. The facts were checked. */
export function margins(read: Pack, facts: Facts, within: string): Margins {
  const pack = reorganised(read, facts.reorganisations)
  const outcome = score(pack, facts)
  const ranked = outcome.cohorts.filter((cohort) => cohort.ranked && cohort.units.length > 0)
  const found = ranked
    .filter(({ complete }) => complete)
    .flatMap((cohort) => rankedIn(cohort).flatMap((unit) => unitMargins({ pack, facts, cohort }, outcome, unit, within)))
  return { margins: found.toSorted(nearestFirst), provisional: ranked.flatMap((cohort) => (cohort.complete ? [] : [cohort.class])) }
}

function nearestFirst(a: Margin, b: Margin): number {
  return compare(a.distance, b.distance) || lineKinds.indexOf(a.line.kind) - lineKinds.indexOf(b.line.kind)
}

function unitMargins(graded: Graded, outcome: Outcome, unit: Ranked, within: string): Margin[] {
  const near = linesOf(graded, unit)
    .map((line) => ({ line, distance: apart(unit.published, line.at) }))
    .filter(({ distance }) => compare(distance, within) <= 0)
  if (near.length === 0) return []
  const { published, rank, grade } = unit
  const ways = waysOf(graded, outcome, unit)
  return near.map(({ line, distance }) => ({
    unit: unit.unit,
    class: graded.cohort.class,
    published,
    rank,
    grade,
    line,
    distance,
    ways: ways(line),
  }))
}

/** Finds the ways of a unit over a line; what each of its facts can do is tried once for all lines. */
function waysOf(graded: Graded, outcome: Outcome, unit: Ranked): (line: Line) => Way[] {
  const { pack, facts, cohort } = graded
  const result = outcome.units.find((one) => one.unit === unit.unit)!
  const own = facts.units[unit.unit] ?? {}
  const conditions = { pack, classKey: cohort.class, parameters: facts.parameters ?? {} }
  const now = trial(conditions, own)
  const read = new Set(result.trace.steps.map(({ id }) => id))
  const attempts = now ? moversOf(pack, unit.unit, own, read).map((mover) => new Attempt(conditions, now, mover)) : []
  const results = outcome.units.filter((one) => one.class === cohort.class)
  return (line) => {
    const goals = goalsOf(pack, line)
    const crosses = (one: Trial): boolean => hasCrossed(line, unit, regraded(graded, results, result, one))
    const crossing: Way[] = []
    for (const { attempt } of nearestOfEach(attempts, goals)) {
      const found = goals.map((goal) => attempt.towards(goal)).find((one) => one !== null && crosses(one.trial))
      if (found) crossing.push(found.way)
      if (crossing.length === mostWays) break
    }
    return crossing.toSorted(bySize)
  }
}

/** Of each kind of fact the one that needs the smallest change, the smallest first. */
function nearestOfEach(attempts: readonly Attempt[], goals: readonly Goal[]): { attempt: Attempt; way: Way }[] {
  const found = attempts.flatMap((attempt) => {
    const way = goals.map((goal) => attempt.towards(goal)).find((one) => one !== null)?.way
    return way ? [{ attempt, way }] : []
  })
  const byFamily = Map.groupBy(
    found.toSorted((a, b) => bySize(a.way, b.way)),
    ({ attempt }) => attempt.mover.family,
  )
  return [...byFamily.values()].map(([first]) => first!)
}

/** Where a unit has to come to: to the line itself, or one step beyond where equal scores do not count. */
function goalsOf(pack: Pack, { side, from, other }: Line): Goal[] {
  const beyond = sum([from, publishedStep(pack)])
  if (other === null) return [{ from, up: side === 'below' }]
  return side === 'below'
    ? [
        { from, up: true },
        { from: beyond, up: true },
      ]
    : [
        { from: beyond, up: false },
        { from, up: false },
      ]
}

/** The unit's standing if it had the facts and score of a trial. */
function regraded(
  { pack, facts, cohort }: Graded,
  results: readonly UnitResult[],
  own: UnitResult,
  { facts: changed, total, published }: Trial,
): Standing {
  const others = results.map((one) => (one === own ? { ...own, total, published } : one))
  const { units } = gradeClass(pack, cohort.class, others, { ...facts, units: { ...facts.units, [own.unit]: changed } })
  return units.find(({ unit }) => unit === own.unit)!
}

function hasCrossed({ kind, key }: Line, before: Standing, after: Standing): boolean {
  if (kind === 'last') return before.last !== after.last
  if (kind === 'rank') return before.rank !== after.rank
  if (kind === 'grade' || kind === 'quota') return before.grade !== after.grade
  const applies = ({ consequences }: Standing): boolean => consequences.some((one) => one.key === key && one.state === 'applies')
  return applies(before) !== applies(after)
}

function bySize(a: Way, b: Way): number {
  if (a.change === null || b.change === null) return Number(a.change === null) - Number(b.change === null)
  return compare(absolute(a.change), absolute(b.change))
}

const absolute = (number: string): string => (compare(number, '0') < 0 ? product([number, '-1']) : number)
const apart = (a: string, b: string): string => absolute(minus(a, b))
