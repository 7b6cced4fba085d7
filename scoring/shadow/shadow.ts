import { compare } from '../decimal.ts'
import { score } from '../evaluate/score.ts'
import type { Facts } from '../facts/facts.ts'
import type { Outcome, Standing, UnitResult } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'
import { carryOver } from './carry.ts'
import type { CarriedFacts } from './carry.ts'
import { rankCorrelation } from './correlation.ts'

/** A unit under both years' rules. Ranks are among the units of its class of this year that have a score under both. */
export type Moved = {
  unit: string
  class: string
  score: { before: string; after: string }
  rank: { before: number; after: number }
  grade: { before: string | null; after: string | null }
}
/** A class of this year: how many units have a score under both, and how alike their order is (1 the same, -1 reversed), null where nothing can be said. */
export type ClassShadow = { class: string; units: number; correlation: string | null }
/**
 * Last year's facts under this year's rules. `moved` are units by how far their rank moves; `open` those that have no score this year, with what
 * lacks; `gone` and `fresh` stand in one roster only.
 */
export type Shadow = Omit<CarriedFacts, 'facts'> & {
  before: Outcome
  after: Outcome
  classes: ClassShadow[]
  moved: Moved[]
  open: { unit: string; missing: string[] }[]
  gone: string[]
  fresh: string[]
}

/** Computes last year's facts (valid for last year's pack) under both packs. */
export function shadow(last: Pack, facts: Facts, present: Pack): Shadow {
  const { facts: carried, ...tally } = carryOver(last, facts, present)
  const [before, after] = [score(last, facts), score(present, carried)]
  const [old, now] = [keysOf(last), keysOf(present)]
  const byClass = Map.groupBy(pairs(before, after), ({ after: { result } }) => result.class)
  const moved = [...byClass].flatMap(([key, own]) => movesOf(key, own))
  return {
    ...tally,
    before,
    after,
    classes: present.roster.classes.map(({ key }) => classShadow(key, byClass.get(key) ?? [])),
    moved: moved.toSorted((a, b) => distance(b) - distance(a)),
    open: after.units.flatMap(({ unit, state, missing }) => (state === 'determined' || !old.has(unit) ? [] : [{ unit, missing }])),
    gone: [...old].filter((unit) => !now.has(unit)),
    fresh: [...now].filter((unit) => !old.has(unit)),
  }
}

type Side = { result: UnitResult & { published: string }; standing: Standing }
type Pair = { before: Side; after: Side }

const keysOf = ({ roster }: Pack): Set<string> => new Set(roster.units.map(({ key }) => key))
const distance = ({ rank }: Moved): number => Math.abs(rank.before - rank.after)

function pairs(before: Outcome, after: Outcome): Pair[] {
  const old = sides(before)
  return [...sides(after)].flatMap(([unit, side]) => {
    const own = old.get(unit)
    return own ? [{ before: own, after: side }] : []
  })
}

function sides({ units, cohorts }: Outcome): Map<string, Side> {
  const standings = new Map(cohorts.flatMap((cohort) => cohort.units.map((standing) => [standing.unit, standing])))
  return new Map(
    units.flatMap((result) => {
      const { unit, published } = result
      const standing = standings.get(unit)
      return published === null || !standing ? [] : [[unit, { result: { ...result, published }, standing }]]
    }),
  )
}

function classShadow(key: string, own: readonly Pair[]): ClassShadow {
  return { class: key, units: own.length, correlation: rankCorrelation(scoresOf(own, 'before'), scoresOf(own, 'after')) }
}

const scoresOf = (own: readonly Pair[], side: keyof Pair): string[] => own.map((pair) => pair[side].result.published)

function movesOf(key: string, own: readonly Pair[]): Moved[] {
  const rank = (side: keyof Pair, pair: Pair): number =>
    1 + scoresOf(own, side).filter((one) => compare(one, pair[side].result.published) > 0).length
  return own.map((pair) => ({
    unit: pair.after.result.unit,
    class: key,
    score: { before: pair.before.result.published, after: pair.after.result.published },
    rank: { before: rank('before', pair), after: rank('after', pair) },
    grade: { before: pair.before.standing.grade, after: pair.after.standing.grade },
  }))
}
