import type { Queries } from '../../records/database.ts'
import { packOfVersion } from '../../records/pack.ts'
import { askedVersion } from '../../records/result.ts'
import { gradeLabel, type Cohort, type Consequence, type Pack, type Standing, type UnitResult } from '../../scoring/index.ts'
import { beijingText } from './beijing.ts'
import type { ConsequenceView, RankedUnit, RankingView } from './shapes/ranking.ts'

type Stored = Pick<UnitResult, 'state' | 'missing' | 'problems'> & { standing: Standing | null }
export type ResultRow = { unit: string; total: string | null; published: string | null; rank: number | null; outcome: unknown }
export type UnitRow = { key: string; name: string; class: string; made_up: boolean; ord: number }

/** The ranking of the newest computation, or an older one, class by class. @throws Refusal `not-found` when there is no such cycle */
export async function rankingView(queries: Queries, cycle: string, asked?: number): Promise<RankingView> {
  const version = await askedVersion(queries, cycle, asked)
  const pack = await packOfVersion(queries, cycle, version)
  const units = unitsIn(pack)
  const [now, first] = [await resultRows(queries, cycle, version), version > 1 ? await resultRows(queries, cycle, 1) : null]
  const computed = await queries
    .selectFrom('computation')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('version', '=', version)
    .executeTakeFirst()
  const cohorts = (computed?.grade_trace ?? []) as unknown as Pick<Cohort, 'class' | 'ranked' | 'notes'>[]
  const classes = pack.roster.classes.map(({ key, name }) => {
    const cohort = cohorts.find((each) => each.class === key)
    const members = units
      .filter((unit) => unit.class === key)
      .map((unit) => rankedUnit(pack, unit, now.get(unit.key), first?.get(unit.key)))
    const complete = members.every((unit) => unit.state === 'determined' || unit.state === 'notApplicable')
    return { key, name, ranked: cohort?.ranked ?? true, complete, notes: cohort?.notes ?? [], units: byRank(members) }
  })
  const at = computed ? beijingText(computed.at) : null
  return { cycle, version, at, resultHash: computed?.result_hash ?? null, classes }
}

/** The units that a pack has in force, as rows. */
function unitsIn({ roster }: Pack): UnitRow[] {
  return roster.units.map(({ key, name, class: own, madeUp }, ord) => ({ key, name, class: own, made_up: madeUp === 'true', ord }))
}

/** The results of one computation by unit, without traces. */
export async function resultRows(queries: Queries, cycle: string, version: number): Promise<Map<string, ResultRow>> {
  const rows = await queries
    .selectFrom('result')
    .select(['unit', 'total', 'published', 'rank', 'outcome'])
    .where('cycle', '=', cycle)
    .where('version', '=', version)
    .execute()
  return new Map(rows.map((row) => [row.unit, row]))
}

/** A unit with its result, and what its first result was if that was another. */
export function rankedUnit(pack: Pack, unit: UnitRow, row: ResultRow | undefined, first: ResultRow | undefined): RankedUnit {
  const stored = row?.outcome as Stored | undefined
  const { total = null, published = null, rank = null } = row ?? {}
  const differs = first !== undefined && (first.published !== published || first.rank !== rank)
  return {
    unit: unit.key,
    name: unit.name,
    madeUp: unit.made_up,
    state: stored?.state ?? 'undetermined',
    ...{ total, published, rank },
    last: stored?.standing?.last ?? false,
    grade: stored?.standing?.grade ? gradeLabel(pack, stored.standing.grade) : null,
    consequences: (stored?.standing?.consequences ?? []).map(consequenceView),
    before: differs ? { version: 1, published: first.published, rank: first.rank } : null,
  }
}

const consequenceView = ({ label, state, needsDecision, value, unit, bars }: Consequence): ConsequenceView => ({
  ...{ label, state, needsDecision, value, unit, bars },
})

const byRank = (units: RankedUnit[]): RankedUnit[] => units.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0)
