import type { Names } from '../grammar/operator.ts'
import type { Prize } from '../pack/grades-file.ts'
import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'
import { told } from './explain-value.ts'
import type { TraceStep } from './trace.ts'

/** The sentence of a step of ranking. */
export function standingSentence(step: TraceStep, names: Names): string {
  const result = told(step.value)
  if (step.op === 'published') return `公布成绩 ${result}`
  if (step.op === 'size') return `参加排名的单位 ${result}`
  if (step.op === 'rank') return step.uses.length > 1 ? `与前一名 ${names.use(step.uses[1]!)} 比较，名次 ${result}` : `名次 ${result}`
  if (step.op === 'last') return `是否类内末位：${result}`
  if (step.op === 'grade') return `评为“${step.value}”`
  if (step.op === 'gradeOf') return `等次为 ${result}`
  if (step.op === 'prizeRank') return `名次 ${result}`
  if (step.op === 'won') return `名次不后于 ${step.uses.at(-1)?.value ?? ''}：${result}`
  return `${result}`
}

/** The prize that a step of the class's trace is about. */
export function prizeOf({ prizes }: Pack['grades'], id: string): Prize | undefined {
  const [, key] = /^(?:prized|prizeRank|prizeField|won):([^@]+)/u.exec(id) ?? []
  return key === undefined ? undefined : prizes.find((one) => one.key === key)
}

/** The source of a step of ranking or grading. */
export function standingSource({ grades, scoring }: Pack, { id, op, detail, uses }: TraceStep): Source | null {
  const { ranking } = grades
  if (id === 'result:published' || op === 'published') return scoring.published.source
  if (op === 'rank') return uses.length === 1 && detail['place'] === '' ? ranking.source : ranking.ties.source
  if (op === 'last') return ranking.last.source
  if (op === 'gradeOf') return ranking.source
  const prize = prizeOf(grades, id)
  if (prize) return prize.source
  if (id.startsWith('prize:')) return scoring.published.source
  if (op === 'grade') return grades.grades.find(({ key }) => key === detail['grade'])?.source ?? null
  return op === 'size' || op === 'settled' ? ranking.source : null
}
