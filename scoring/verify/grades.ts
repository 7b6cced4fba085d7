import { sourceText } from '../evaluate/program.ts'
import type { Grade } from '../pack/grades-file.ts'
import type { TraceStep } from '../trace/trace.ts'
import { multiply, rounded } from './arithmetic.ts'
import type { Book } from './line.ts'

/**
 * Re-checks the line that gives a unit its grade: the grade's condition holds for the unit, and no more units that meet it stand
 * ahead than there are places. Null if the line is no such line.
 */
export function recheckGrade(book: Book, step: TraceStep): string[] | null {
  if (step.op !== 'grade') return null
  const { pack, above } = book
  const unit = step.id.slice('graded:'.length)
  const grade = pack.grades.grades.find(({ key }) => key === step.detail['grade'])
  if (!grade || !step.id.startsWith('graded:')) return ['应为规则包中的等次']
  const condition = `grade:${grade.key}@${unit}`
  const ids = [...(grade.when ? [condition] : []), `standing:rank@${unit}`]
  const uses = ids.map((id) => ({ id, value: above.get(id)?.value }))
  return [
    ...(JSON.stringify(step.uses) === JSON.stringify(uses) ? [] : ['引用的步骤或其值与在前的步骤不符']),
    ...(!grade.when || above.get(condition)?.value === 'true' ? [] : ['等次的条件应成立']),
    ...(step.value === 'true' && JSON.stringify(step.detail) === JSON.stringify({ grade: grade.key }) ? [] : ['等次的值应为 true']),
    ...(step.source === sourceText(grade.source) ? [] : [`依据应为 ${sourceText(grade.source)}`]),
    ...(ahead(book, grade, unit) < placesOf(book, grade) ? [] : ['名额已满']),
  ]
}

/** Units that meet the condition, have no earlier grade, and rank strictly ahead. */
function ahead({ above, trace }: Book, grade: Grade, unit: string): number {
  const rankOf = (one: string): number => Number(above.get(`standing:rank@${one}`)?.value)
  return Object.keys(trace.result).filter((one) => {
    const graded = above.get(`graded:${one}`)?.detail['grade']
    const meets = !grade.when || above.get(`grade:${grade.key}@${one}`)?.value === 'true'
    return meets && (graded === undefined || graded === grade.key) && rankOf(one) < rankOf(unit)
  }).length
}

function placesOf({ above, trace }: Book, { quota }: Grade): number {
  if (!quota) return Infinity
  const own = quota.find(({ classes }) => classes.includes(trace.class))
  if (own?.places !== undefined) return Number(own.places)
  const size = above.get('standing:size')?.value ?? '0'
  return own ? Number(rounded(multiply(size, own.share ?? '0'), 0, own.round ?? 'halfUp')) : 0
}
