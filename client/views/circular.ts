import type { Queries } from '../../records/database.ts'
import { packOfVersion } from '../../records/pack.ts'
import { askedVersion, outcomeOf } from '../../records/result.ts'
import { Refusal } from '../../records/refusal.ts'
import { consequenceText, gradeLabel } from '../../scoring/index.ts'
import type { Cohort, Outcome, Pack } from '../../scoring/index.ts'
import type { PlanStep } from '../../scoring/pack/plan.ts'
import { beijingText } from './beijing.ts'
import { sourceView } from './source.ts'
import type { SourceView } from './shapes/step.ts'

export type CircularUnit = { name: string; madeUp: boolean; rank: number | null; score: string | null; state: string; grade: string | null }
/** A list of the circular: whom a consequence is about, in the order of classes and ranks. `open`: whether it is so is not certain yet. */
export type CircularList = { label: string; units: { name: string; value: string | null; open: boolean }[]; needsDecision: boolean }
/**
 * The circular (通报) of one computation: for whom it is and what it may show, by the pack; `published` is null for a draft. Ranks, scores, grades are null
 * where they are not to be shown.
 */
export type CircularView = {
  cycle: string
  name: string
  year: string
  audience: string | null
  shows: Shown[]
  source: SourceView
  published: { at: string; document: string | null; logHead: string | null } | null
  version: number
  pack: { version: string; hash: string }
  resultHash: string
  classes: { name: string; ranked: boolean; complete: boolean; units: CircularUnit[]; grades: { label: string; units: string[] }[] }[]
  prizes: { label: string; class: string; winners: { name: string; rank: number | null; value: string | null }[] }[]
  lists: CircularList[]
}
type Publication = Extract<PlanStep, { kind: 'publication' }>
type Shown = NonNullable<Publication['circular']>['shows'][number]
const ALL: Shown[] = ['scores', 'ranks', 'grades', 'consequences', 'prizes']

/** The circular of the computation that was published, or of another one. @throws Refusal `not-found` when nothing is computed, or the pack publishes nothing */
export async function circularView(queries: Queries, cycle: string, asked?: number): Promise<CircularView> {
  const publication = await queries.selectFrom('publication').selectAll().where('cycle', '=', cycle).executeTakeFirst()
  const version = await askedVersion(queries, cycle, asked ?? publication?.version)
  const [pack, outcome] = [await packOfVersion(queries, cycle, version), await outcomeOf(queries, cycle, version)]
  const step = pack.plan.findLast((each): each is Publication => each.kind === 'publication')
  if (!outcome) throw new Refusal('not-found', `周期“${cycle}”还没有计算成绩，没有可通报的。`)
  if (!step) throw new Refusal('not-found', `规则包 ${pack.pack.key} 的 plan.yaml 没有公布环节，没有通报。`)
  const shows = step.circular?.shows ?? ALL
  const isPublished = publication?.version === version
  return {
    cycle,
    ...{ name: pack.pack.name, year: pack.pack.year, audience: step.circular?.audience ?? null, shows },
    source: sourceView(pack, step.circular?.source ?? step.source),
    published: isPublished ? { at: beijingText(publication.at), document: publication.document, logHead: publication.log_head } : null,
    version,
    pack: { version: pack.pack.version, hash: pack.hash },
    resultHash: outcome.resultHash,
    classes: classesOf(pack, outcome, shows),
    prizes: shows.includes('prizes') ? prizesOf(pack, outcome) : [],
    lists: shows.includes('consequences') ? listsOf(pack, outcome, step.circular?.lists) : [],
  }
}

const nameIn = ({ roster }: Pack): ((unit: string) => string) => {
  const names = new Map(roster.units.map(({ key, name, madeUp }) => [key, madeUp === 'true' ? `${name}（虚构）` : name]))
  return (unit) => names.get(unit) ?? unit
}

/** Classes and cohorts in the order of the roster; the units of a class in order of rank, or of the roster where ranks are not shown. */
function classesOf(pack: Pack, { cohorts, units }: Outcome, shows: readonly Shown[]): CircularView['classes'] {
  const results = new Map(units.map((unit) => [unit.unit, unit]))
  const order = new Map(pack.roster.units.map(({ key }, place) => [key, place]))
  const known = new Map(pack.roster.units.map((unit) => [unit.key, unit]))
  return pack.roster.classes.flatMap(({ key, name }) => {
    const cohort = cohorts.find((each) => each.class === key)
    if (!cohort) return []
    const standings = shows.includes('ranks')
      ? cohort.units
      : cohort.units.toSorted((a, b) => (order.get(a.unit) ?? 0) - (order.get(b.unit) ?? 0))
    const members = standings.map(({ unit, published, rank, grade }): CircularUnit => ({
      name: known.get(unit)?.name ?? unit,
      madeUp: known.get(unit)?.madeUp === 'true',
      rank: shows.includes('ranks') ? rank : null,
      score: shows.includes('scores') ? published : null,
      state: results.get(unit)?.state ?? 'undetermined',
      grade: shows.includes('grades') && grade !== null ? gradeLabel(pack, grade) : null,
    }))
    return [{ name, ranked: cohort.ranked, complete: cohort.complete, units: members, grades: gradesOf(pack, cohort, shows) }]
  })
}

/** The units of each grade in the order of the pack's grades, in each in order of rank. */
function gradesOf(pack: Pack, cohort: Cohort, shows: readonly Shown[]): { label: string; units: string[] }[] {
  if (!shows.includes('grades')) return []
  const nameOf = nameIn(pack)
  const keys = [...new Set(pack.grades.grades.map((one) => one.as ?? one.key))]
  const byGrade = Map.groupBy(cohort.units, ({ grade }) => grade)
  return keys.flatMap((key) => {
    const own = byGrade.get(key)
    return own ? [{ label: gradeLabel(pack, key), units: own.map(({ unit }) => nameOf(unit)) }] : []
  })
}

function prizesOf(pack: Pack, { cohorts }: Outcome): CircularView['prizes'] {
  const nameOf = nameIn(pack)
  const classes = new Map(pack.roster.classes.map(({ key, name }) => [key, name]))
  return cohorts.flatMap(({ class: own, prizes }) =>
    prizes.map(({ label, units }) => ({
      label,
      class: classes.get(own) ?? own,
      winners: units.filter(({ won }) => won === true).map(({ unit, rank, value }) => ({ name: nameOf(unit), rank, value })),
    })),
  )
}

/** Whom each consequence is about; only the named ones where the pack names them. */
function listsOf(pack: Pack, { cohorts }: Outcome, named: readonly string[] | undefined): CircularList[] {
  const nameOf = nameIn(pack)
  const rules = pack.grades.consequences.filter(({ key }) => named?.includes(key) ?? true)
  const labels = Map.groupBy(rules, ({ label }) => label)
  return [...labels].flatMap(([label, own]) => {
    const keys = new Set(own.map(({ key }) => key))
    const units = cohorts.flatMap((cohort) =>
      cohort.units.flatMap(({ unit, consequences }) =>
        consequences
          .filter(({ key }) => keys.has(key))
          .map((one) => ({
            name: nameOf(unit),
            value: one.value === null ? null : consequenceText(one).slice(one.label.length).trim(),
            open: one.state === 'open',
          })),
      ),
    )
    return units.length === 0 ? [] : [{ label, units, needsDecision: own.some(({ needsDecision }) => needsDecision === 'true') }]
  })
}
