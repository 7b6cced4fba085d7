import { compare, product, round } from '../decimal.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import { sourceText } from '../evaluate/program.ts'
import type { Grade } from '../pack/grades-file.ts'
import type { Recording } from '../evaluate/recording.ts'
import { truth } from '../value.ts'
import type { Use } from '../value.ts'
import type { Ranking } from './ranking.ts'

type Evaluations = ReadonlyMap<string, Evaluation>
/** Which grade each unit has, and notes on ties at a quota's line. */
export type Graded = { grades: Map<string, string>; notes: string[] }

/**
 * Gives each unit the first grade whose condition holds. A grade with places goes to the best ranked who meet its condition: who is
 * barred is passed over, and the place goes to the next. A tie at the last place lets all in, with a note. Nothing is graded
 * while the class is incomplete.
 */
export function gradeUnits(
  grades: readonly Grade[],
  classKey: string,
  ranking: Ranking,
  evaluations: Evaluations,
  recording: Recording,
): Graded {
  const graded: Graded = { grades: new Map(), notes: [] }
  if (!ranking.complete || !ranking.ranked) return graded
  const open = new Set<string>()
  for (const grade of grades) {
    const conditions = new Map<string, Use | null>()
    for (const { unit } of ranking.order) {
      if (graded.grades.has(unit) || open.has(unit)) continue
      const use = grade.when ? evaluations.get(unit)!.condition(`grade:${grade.key}`, grade.when, grade.source) : null
      if (use?.value.kind === 'missing') open.add(unit)
      else if (use === null || (use.value.kind === 'truth' && use.value.value)) conditions.set(unit, use)
    }
    const admitted = admit(grade, classKey, ranking, [...conditions.keys()], graded.notes)
    for (const unit of admitted) {
      graded.grades.set(unit, grade.key)
      const condition = conditions.get(unit)
      const uses = [...(condition ? [condition] : []), ranking.places.get(unit)!.standing['rank']!]
      recording.write(`graded:${unit}`, 'grade', uses, truth(true), { grade: grade.key }, sourceText(grade.source))
    }
  }
  return graded
}

function admit(grade: Grade, classKey: string, ranking: Ranking, eligible: readonly string[], notes: string[]): readonly string[] {
  if (!grade.quota) return eligible
  const places = placesOf(grade, classKey, ranking)
  const line = eligible[places - 1]
  if (places <= 0) return []
  if (line === undefined) return eligible
  const limit = numberOf(ranking.places.get(line)!.rank)
  const admitted = eligible.filter((unit) => compare(numberOf(ranking.places.get(unit)!.rank), limit) <= 0)
  if (admitted.length > places)
    notes.push(`“${grade.label}”名额 ${places} 个，因第 ${limit} 名并列共评 ${admitted.length} 个（${sourceText(grade.source)}）`)
  return admitted
}

/** The places of a grade in a class: fixed, or a share of the ranked units, rounded as declared. */
function placesOf({ quota }: Grade, classKey: string, { order }: Ranking): number {
  const own = quota?.find(({ classes }) => classes.includes(classKey))
  if (!own) return 0
  if (own.places !== undefined) return Number(own.places)
  return Number(round(product([String(order.length), own.share ?? '0']), 0, own.round ?? 'halfUp'))
}

const numberOf = ({ value }: Use): string => (value.kind === 'number' ? value.value : '0')
