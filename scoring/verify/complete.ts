import { prizesOf } from '../evaluate/score-unit.ts'
import type { Node } from '../grammar/node.ts'
import type { Pack } from '../pack/pack.ts'
import { Line } from './line.ts'
import type { Book } from './line.ts'
import { conditionOf, gradesOf, lookedAt } from './grades.ts'
import { isMissing, isNumber } from './values.ts'

/**
 * Re-checks that the trace of a class says all that it must: of each unit of the class its rank, whether it is last, the conditions of grades
 * up to the one that it has, every consequence and, where that applies, its amount, and the prizes; and that no other line stands there.
 */
export function recheckComplete(book: Book): string[] {
  const { pack, trace, above } = book
  const units = pack.roster.units.filter((unit) => unit.class === trace.class).map(({ key }) => key)
  const absent = units.filter((unit) => !above.has(`published:${unit}`))
  if (absent.length > 0) return [`应包括本类的每个单位，实际没有 ${absent.join('、')}`]
  const heads = [
    ...units.flatMap((unit) => [
      `standing:rank@${unit}`,
      `standing:last@${unit}`,
      ...gradeHeads(book, unit),
      ...consequenceHeads(book, unit),
    ]),
    ...prizesOf(pack, trace.class).flatMap(({ key }) => prizeHeads(book, key, units)),
  ]
  const known = new Set([...heads, ...trace.steps.flatMap(({ uses }) => uses.map(({ id }) => id))])
  return [
    ...heads.filter((id) => !above.has(id)).map((id) => `应有 \`${id}\`，实际没有`),
    ...trace.steps.filter(({ id, op }) => op !== 'input' && !known.has(id)).map(({ id }) => `\`${id}\` 应被其他步骤引用，实际没有`),
  ]
}

/** Grades are looked at in order, until the unit has one or a condition is undecided; none while the class is incomplete or not ranked. */
function gradeHeads(book: Book, unit: string): string[] {
  const { pack, above } = book
  if (pack.grades.grades.length === 0) return []
  const given = above.get(`graded:${unit}`)?.detail['grade']
  const looked: string[] = []
  if (isNumber(above.get(`standing:rank@${unit}`)?.value ?? ''))
    for (const grade of gradesOf(book)) {
      if (grade.when) looked.push(conditionOf(book, grade, unit))
      const all = [...(grade.when ? [conditionOf(book, grade, unit)] : []), ...lookedAt(book, grade, unit)]
      if (grade.key === given || all.some((id) => isMissing(above.get(id)?.value ?? ''))) break
    }
  return [...looked, `standing:grade@${unit}`]
}

function consequenceHeads(book: Book, unit: string): string[] {
  const rules = book.pack.grades.consequences.filter(({ classes }) => !classes || classes.includes(book.trace.class))
  return rules.flatMap(({ key, when, value }) => {
    const condition = headOf(book, when, `consequence:${key}`, unit)
    const applies = value !== undefined && book.above.get(condition)?.value === 'true'
    return [condition, ...(applies ? [headOf(book, value, `amount:${key}`, unit)] : [])]
  })
}

function prizeHeads({ above }: Book, key: Pack['grades']['prizes'][number]['key'], units: readonly string[]): string[] {
  const ranked = units.filter((unit) => isNumber(above.get(`prized:${key}@${unit}`)?.value ?? ''))
  return [`prizeField:${key}`, ...units.map((unit) => `prized:${key}@${unit}`), ...ranked.map((unit) => `won:${key}@${unit}`)]
}

const headOf = (book: Book, node: Node, root: string, unit: string): string => new Line(book, '', '', '').idOf(node, root, unit, '')
