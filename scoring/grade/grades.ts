import { compare, product, round } from '../decimal.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import { sourceText } from '../evaluate/place.ts'
import type { Recording } from '../evaluate/recording.ts'
import type { Grade } from '../pack/grades-file.ts'
import type { Pack } from '../pack/pack.ts'
import { missingAmong, notApplicable, text } from '../value.ts'
import type { Use } from '../value.ts'
import type { Ranking } from './ranking.ts'

type Evaluations = ReadonlyMap<string, Evaluation>
/** Which grade each unit has, and notes on ties at a quota's line and on places that are open. */
export type Graded = { grades: Map<string, string>; notes: string[] }
/** Why a unit of a ranked class can be without a grade. */
export const noGrade = '不符合任何等次的条件'

/**
 * Gives each unit the first grade whose condition holds. A grade with places goes to the best ranked who meet its condition; whether a barred
 * unit's place goes to the next, and whether a tie at the last place lets all in, the quota says. Who would have a place only because
 * others' conditions are undecided has no grade yet. Nothing is graded while the class is incomplete. What conditions may read of a grade afterwards is in the unit's standing.
 */
export function gradeUnits(pack: Pack, classKey: string, ranking: Ranking, evaluations: Evaluations, recording: Recording): Graded {
  const graded: Graded = { grades: new Map(), notes: [] }
  const looked = new Map<string, Use[]>(ranking.order.map(({ unit }) => [unit, []]))
  const given = new Map<string, Use>()
  if (ranking.complete && ranking.ranked)
    for (const grade of pack.grades.grades.filter(({ classes }) => !classes || classes.includes(classKey)))
      gradeOnce(grade, { classKey, ranking, evaluations, recording, graded, looked, given })
  if (pack.grades.grades.length > 0) recordGrades(pack, ranking, looked, given, recording)
  return graded
}

type Grading = {
  classKey: string
  ranking: Ranking
  evaluations: Evaluations
  recording: Recording
  graded: Graded
  /** conditions that were looked at for each unit */
  looked: Map<string, Use[]>
  /** the step that gave each unit its grade */
  given: Map<string, Use>
}

function gradeOnce(grade: Grade, { classKey, ranking, evaluations, recording, graded, looked, given }: Grading): void {
  const conditions = new Map<string, Use | null>()
  const open = new Map<string, Use>()
  for (const { unit } of ranking.order) {
    if (given.has(unit) || missingAmong(looked.get(unit)!)) continue
    const use = grade.when ? evaluations.get(unit)!.condition(`grade:${grade.key}`, grade.when, grade.source) : null
    if (use) looked.get(unit)!.push(use)
    if (use?.value.kind === 'missing') open.set(unit, use)
    else if (use === null || (use.value.kind === 'truth' && use.value.value)) conditions.set(unit, use)
  }
  const eligible = [...conditions.keys()]
  const contending = ranking.order.map(({ unit }) => unit).filter((unit) => conditions.has(unit) || open.has(unit))
  const certain = admit(grade, classKey, ranking, contending, graded.notes).filter((unit) => conditions.has(unit))
  const held = open.size === 0 ? [] : admit(grade, classKey, ranking, eligible, []).filter((unit) => !certain.includes(unit))
  for (const unit of held) looked.get(unit)!.push(...open.values())
  if (held.length > 0)
    graded.notes.push(
      `“${grade.label}”尚有 ${open.size} 个单位条件待定，${held.join('、')} 能否评上随之待定（${sourceText(grade.source)}）`,
    )
  for (const unit of certain) {
    const condition = conditions.get(unit)
    const uses = [...(condition ? [condition] : []), ranking.places.get(unit)!.standing['rank']!]
    const value = text(grade.as ?? grade.key)
    const step = recording.write(`graded:${unit}`, 'grade', uses, value, { grade: grade.key }, sourceText(grade.source))
    graded.grades.set(unit, value.kind === 'text' ? value.value : '')
    given.set(unit, step)
  }
}

/** What each unit's grade is, or why it has none: for conditions that read it. */
function recordGrades(
  { grades }: Pack,
  ranking: Ranking,
  looked: ReadonlyMap<string, Use[]>,
  given: ReadonlyMap<string, Use>,
  recording: Recording,
): void {
  for (const [unit, { standing }] of ranking.places) {
    const own = given.get(unit)
    const rank = standing['rank']!
    const uses = own ? [own] : [rank, ...(looked.get(unit) ?? [])]
    const value = own?.value ?? missingAmong(uses) ?? (rank.value.kind === 'notApplicable' ? rank.value : notApplicable(noGrade))
    standing['grade'] = recording.write(`standing:grade@${unit}`, 'gradeOf', uses, value, {}, sourceText(grades.ranking.source))
  }
}

function admit(grade: Grade, classKey: string, ranking: Ranking, eligible: readonly string[], notes: string[]): readonly string[] {
  if (!grade.quota) return eligible
  const quota = grade.quota.find(({ classes }) => classes.includes(classKey))
  const places = quota ? placesOf(quota, ranking) : 0
  const contenders = quota?.barred === 'lapse' ? ranking.order.map(({ unit }) => unit) : eligible
  const line = contenders[places - 1]
  if (places <= 0) return []
  if (line === undefined) return eligible
  const rankOf = (unit: string): string => numberOf(ranking.places.get(unit)!.rank)
  const limit = rankOf(line)
  const within = contenders.filter((unit) => compare(rankOf(unit), limit) <= 0)
  const tied = within.length > places
  const admitted = tied && quota?.ties === 'exclude' ? within.filter((unit) => compare(rankOf(unit), limit) < 0) : within
  if (tied) notes.push(`“${grade.label}”名额 ${places} 个，因第 ${limit} 名并列共评 ${admitted.length} 个（${sourceText(grade.source)}）`)
  return admitted.filter((unit) => eligible.includes(unit))
}

/** The places of a grade in a class: fixed, or a share of the ranked units, rounded as declared. */
function placesOf(quota: NonNullable<Grade['quota']>[number], { order }: Ranking): number {
  if (quota.places !== undefined) return Number(quota.places)
  return Number(round(product([String(order.length), quota.share ?? '0']), 0, quota.round ?? 'halfUp'))
}

const numberOf = ({ value }: Use): string => (value.kind === 'number' ? value.value : '0')
