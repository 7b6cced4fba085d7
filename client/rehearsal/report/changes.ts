import type { Queries } from '../../../records/database.ts'
import { indicatorVersions, type IndicatorRow } from '../../../records/indicator.ts'
import { reorganisationRows, type ReorganisationRow } from '../../../records/reorganisation.ts'
import { explain, type Outcome, type Pack } from '../../../scoring/index.ts'
import type { ReorganisationView } from '../../views/reorganisations.ts'

/** Units that were renamed, merged or split: which they were, what went over to their successors. `tasks` are those that were cancelled. */
export type ChangedUnits = Omit<ReorganisationView, 'by'> & { indicators: number; scores: number; additions: number; tasks: string[] }

type Terms = { full: string; standard: string | null }
/** An indicator whose points or standard are others from a day on, or that is assessed no more (`now` is null). */
export type ChangedIndicator = {
  unit: string
  indicator: string
  name: string
  on: string | null
  document: string
  was: Terms
  now: Terms | null
}

/** What changed in the course of the year, and for each unit concerned the sentences that say how its score was made of it. */
export type Changes = { units: ChangedUnits[]; indicators: ChangedIndicator[]; counted: { unit: string; how: string[] }[] }

export async function changesOf(queries: Queries, cycle: string, pack: Pack, outcome: Outcome): Promise<Changes> {
  const units = await reorganisationRows(queries, cycle)
  const indicators = changedIndicators(await indicatorVersions(queries, cycle))
  const touched = new Set([...units.flatMap(({ successors }) => successors.map(({ key }) => key)), ...indicators.map(({ unit }) => unit)])
  const counted = outcome.units.flatMap(({ unit, trace }) => {
    const how = touched.has(unit) ? howCounted(pack, trace) : []
    return how.length > 0 ? [{ unit, how }] : []
  })
  return { units: await Promise.all(units.map((row) => changedUnits(queries, cycle, row))), indicators, counted }
}

async function changedUnits(queries: Queries, cycle: string, row: ReorganisationRow): Promise<ChangedUnits> {
  const entries = queries.selectFrom('entry').select('content').where('cycle', '=', cycle).where('verb', '=', 'reorganise')
  const { content } = await entries.where('subject', '=', `reorganisation/${row.id}`).executeTakeFirstOrThrow()
  const logged = JSON.parse(content) as Record<'indicators' | 'scores' | 'additions', number> & { cancelled: string[] }
  const tasks = logged.cancelled.length === 0 ? [] : await titlesOf(queries, logged.cancelled)
  const names = await queries.selectFrom('unit').select(['key', 'name']).where('cycle', '=', cycle).execute()
  const nameOf = (unit: string): string => names.find(({ key }) => key === unit)?.name ?? unit
  const { kind, effective, sources, successors, document, reason } = row
  const { indicators, scores, additions } = logged
  const into = successors.map(({ name }) => name)
  return { kind, on: effective, from: sources.map(nameOf), into, document, reason, indicators, scores, additions, tasks }
}

async function titlesOf(queries: Queries, ids: readonly string[]): Promise<string[]> {
  return (await queries.selectFrom('task').select('title').where('id', 'in', ids).orderBy('id').execute()).map(({ title }) => title)
}

/** Versions that came after the first of an indicator, but for those that a successor has taken over, or was given. */
function changedIndicators(versions: readonly IndicatorRow[]): ChangedIndicator[] {
  const byId = new Map(versions.map((row) => [row.id, row]))
  const isCopy = (row: IndicatorRow): boolean => row.taken_from !== null && byId.get(row.taken_from)?.version === row.version
  return versions.flatMap((row) => {
    const before = versions.find((each) => each.unit === row.unit && each.key === row.key && each.version === row.version - 1)
    if (!before || row.given_to !== null || isCopy(row)) return []
    const { unit, key: indicator, name, effective: on, authority: document } = row
    return [{ ...{ unit, indicator, name, on, document }, was: termsOf(before), now: row.withdrawn ? null : termsOf(row) }]
  })
}

const termsOf = ({ full_points: full, standard }: IndicatorRow): Terms => ({ full, standard })

/** The lines of a trace about parts of the year, about what was taken over, and about points that were re-based. */
const OPS: readonly string[] = ['taskBook', 'withdrawn', 'segments', 'points']

function howCounted(pack: Pack, trace: Outcome['units'][number]['trace']): string[] {
  const of = new Map(trace.steps.map(({ id, op }) => [id, op]))
  return explain(pack, trace)
    .filter(({ id }) => OPS.includes(of.get(id) ?? ''))
    .map(({ text }) => text)
}
