import { compare } from '../decimal.ts'
import { sourceText } from '../evaluate/program.ts'
import type { Grade } from '../pack/grades-file.ts'
import { betweenLines, conditionLines, rankedIn } from './line.ts'
import type { Graded, Line, Ranked } from './line.ts'

/** Every line that a unit of a graded class can stand near to. */
export function linesOf(graded: Graded, unit: Ranked): Line[] {
  const own = ({ classes }: { classes?: string[] | undefined }): boolean => !classes || classes.includes(graded.cohort.class)
  const grades = graded.pack.grades.grades.filter(own)
  const consequences = graded.pack.grades.consequences.filter(own)
  return [
    ...grades.flatMap((one) => (one.when ? conditionLines(graded, unit, one.when, { ...one, kind: 'grade' }) : [])),
    ...grades.flatMap((one) => quotaLines(graded, unit, one)),
    ...consequences.flatMap((one) => conditionLines(graded, unit, one.when, { ...one, kind: 'consequence' })),
    ...lastLines(graded, unit),
    ...rankLines(graded, unit),
  ]
}

/** The last place of a quota and the first outside it, among those who meet the grade's condition. */
function quotaLines({ cohort }: Graded, unit: Ranked, { key, label, quota, when, source }: Grade): Line[] {
  if (!quota?.some(({ classes }) => classes.includes(cohort.class))) return []
  const given = new Map(cohort.trace.steps.flatMap(({ op, id, detail }) => (op === 'grade' ? [[id, detail['grade']] as const] : [])))
  const met = new Set(cohort.trace.steps.flatMap(({ id, value }) => (value === 'true' ? [id] : [])))
  const ranked = rankedIn(cohort)
  const inside = ranked.filter((one) => given.get(`graded:${one.unit}`) === key)
  const eligible = (one: Ranked): boolean => when === undefined || met.has(`grade:${key}@${one.unit}`)
  const lowest = inside.at(-1)?.rank ?? 0
  const outside = ranked.filter((one) => one.rank > lowest && !inside.includes(one) && eligible(one))
  return betweenLines(inside, outside, unit, { kind: 'quota', key, label, article: sourceText(source) })
}

/** The line above the last place. */
function lastLines({ pack, cohort }: Graded, unit: Ranked): Line[] {
  const ranked = rankedIn(cohort)
  const common = { kind: 'last', key: 'last', label: '', article: sourceText(pack.grades.ranking.last.source) } as const
  return betweenLines(
    ranked.filter(({ last }) => !last),
    ranked.filter(({ last }) => last),
    unit,
    common,
  )
}

/** The unit next above; who shares its place is no line. */
function rankLines({ pack, cohort }: Graded, unit: Ranked): Line[] {
  const above = rankedIn(cohort).findLast(({ published }) => compare(published, unit.published) > 0)
  if (!above) return []
  const { published: at, unit: other, rank } = above
  const article = sourceText(pack.grades.ranking.source)
  return [{ kind: 'rank', key: String(rank), label: '', article, at, from: at, side: 'below', other }]
}
