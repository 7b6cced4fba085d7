import { sourceText } from '../evaluate/program.ts'
import { noGrade } from '../grade/grades.ts'
import type { Grade } from '../pack/grades-file.ts'
import type { TraceStep } from '../trace/trace.ts'
import { multiply, rounded } from './arithmetic.ts'
import { Line } from './line.ts'
import type { Book } from './line.ts'
import { isAway, isMissing, lackingOf } from './values.ts'

/** Re-checks the lines that give a unit its grade and that tell it to conditions. Null if the line is no such line. */
export function recheckGrade(book: Book, step: TraceStep): string[] | null {
  if (step.op === 'grade') return recheckGiven(book, step)
  return step.op === 'gradeOf' ? recheckTold(book, step) : null
}

/**
 * The grade's condition holds for the unit, no more units that compete for it stand ahead than there are places, and no grade before
 * it would have been the unit's.
 */
function recheckGiven(book: Book, step: TraceStep): string[] {
  const { above } = book
  const unit = step.id.slice('graded:'.length)
  const list = gradesOf(book)
  const index = list.findIndex(({ key }) => key === step.detail['grade'])
  const grade = list[index]
  if (!grade || step.id !== `graded:${unit}`) return ['应为规则包中的等次']
  const ids = [...(grade.when ? [conditionOf(book, grade, unit)] : []), `standing:rank@${unit}`]
  const uses = ids.map((id) => ({ id, value: above.get(id)?.value }))
  const missed = list.slice(0, index).filter((one) => meets(book, one, unit) && admitted(book, one, unit))
  return [
    ...(JSON.stringify(step.uses) === JSON.stringify(uses) ? [] : ['引用的步骤或其值与在前的步骤不符']),
    ...(meets(book, grade, unit) ? [] : ['等次的条件应成立']),
    ...(step.value === (grade.as ?? grade.key) && Object.keys(step.detail).length === 1 ? [] : [`等次应为 ${grade.as ?? grade.key}`]),
    ...(step.source === sourceText(grade.source) ? [] : [`依据应为 ${sourceText(grade.source)}`]),
    ...(admitted(book, grade, unit) ? [] : ['名额已满']),
    ...missed.map(({ label }) => `应先评为“${label}”`),
  ]
}

function recheckTold(book: Book, step: TraceStep): string[] {
  const { pack, above } = book
  const unit = step.id.slice('standing:grade@'.length)
  const own = above.get(`graded:${unit}`)
  const looked = gradesOf(book).flatMap((grade) => lookedAt(book, grade, unit))
  const ids = own ? [own.id] : [`standing:rank@${unit}`, ...looked]
  const values = ids.map((id) => above.get(id)?.value ?? '')
  const [first = ''] = values
  const value = own ? first : (lackingOf(values) ?? (isAway(first) ? first : `notApplicable: ${noGrade}`))
  const right = JSON.stringify(step.uses) === JSON.stringify(ids.map((id, index) => ({ id, value: values[index] })))
  return [
    ...(step.id === `standing:grade@${unit}` && right ? [] : ['引用的步骤或其值与在前的步骤不符']),
    ...(step.value === value ? [] : [`值应为 ${value}，实为 ${step.value}`]),
    ...(Object.keys(step.detail).length === 0 ? [] : ['不应另有说明']),
    ...(step.source === sourceText(pack.grades.ranking.source) ? [] : [`依据应为 ${sourceText(pack.grades.ranking.source)}`]),
  ]
}

/** The conditions that were looked at for a unit without a grade: its own, and those of the undecided ones on whom its place depends. */
export function lookedAt(book: Book, grade: Grade, unit: string): string[] {
  const own = [conditionOf(book, grade, unit)].filter((id) => book.above.has(id))
  const graded = book.ranked.some(({ id }) => id === `rank:${unit}`) && (grade.when === undefined || own.length > 0)
  if (!graded || !grade.quota || !meets(book, grade, unit) || admitted(book, grade, unit) || !admitted(book, grade, unit, false)) return own
  const others = book.ranked.map(({ id }) => id.slice('rank:'.length)).filter((one) => open(book, grade, one))
  return [...own, ...others.map((one) => conditionOf(book, grade, one))]
}

const open = (book: Book, grade: Grade, unit: string): boolean => isMissing(book.above.get(conditionOf(book, grade, unit))?.value ?? '')
/** The grades that a class can have, in order. */
export const gradesOf = ({ pack, trace }: Book): Grade[] =>
  pack.grades.grades.filter(({ classes }) => !classes || classes.includes(trace.class))
/** The step that says whether a unit meets the condition of a grade. */
export const conditionOf = (book: Book, { key, when }: Grade, unit: string): string =>
  when ? new Line(book, '', '', '').idOf(when, `grade:${key}`, unit, '') : ''

function meets(book: Book, grade: Grade, unit: string): boolean {
  return !grade.when || book.above.get(conditionOf(book, grade, unit))?.value === 'true'
}

/**
 * Whether the unit stands within the places of a grade, among those that competed for it: also if those whose condition is undecided turn out
 * to meet it, or (`undecided` false) only if they do not.
 */
function admitted(book: Book, grade: Grade, unit: string, undecided = true): boolean {
  if (!grade.quota) return true
  const quota = grade.quota.find(({ classes }) => classes.includes(book.trace.class))
  if (!quota) return false
  const rankOf = (one: string): number => Number(book.above.get(`standing:rank@${one}`)?.value)
  const contenders = Object.keys(book.trace.result).filter((one) =>
    quota.barred === 'lapse' ? !Number.isNaN(rankOf(one)) : competes(book, grade, one, undecided),
  )
  const counted = (keep: (rank: number) => boolean): number => contenders.filter((one) => keep(rankOf(one))).length
  const places = placesOf(book, quota)
  if (quota.ties === 'exclude') return counted((rank) => rank <= rankOf(unit)) <= places
  return counted((rank) => rank < rankOf(unit)) < places
}

/** A unit that meets the condition, or may still meet it, and had no grade before this one. */
function competes(book: Book, grade: Grade, unit: string, undecided: boolean): boolean {
  const list = gradesOf(book).map(({ key }) => key)
  const given = book.above.get(`graded:${unit}`)?.detail['grade']
  const before = given !== undefined && list.indexOf(String(given)) < list.indexOf(grade.key)
  return (
    !before &&
    (meets(book, grade, unit) || (undecided && open(book, grade, unit))) &&
    !isMissing(book.above.get(`standing:rank@${unit}`)?.value ?? '')
  )
}

function placesOf({ above }: Book, { places, share, round }: NonNullable<Grade['quota']>[number]): number {
  if (places !== undefined) return Number(places)
  return Number(rounded(multiply(above.get('standing:size')?.value ?? '0', share ?? '0'), 0, round ?? 'halfUp'))
}
