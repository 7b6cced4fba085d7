import type { Names } from '../grammar/operator.ts'
import type { Prize } from '../pack/grades-file.ts'
import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'
import { splitId } from './locate-step.ts'
import type { TraceStep } from './trace.ts'

type Words = (step: TraceStep, names: Names, pack: Pack) => string
const isNumber = (text: string | undefined): boolean => text !== undefined && /^-?\d/.test(text)
const ordinal = (rank: string): string => `第 ${rank} 名`
/** A unit's own value against the one that ranks before it. */
const ranked: Words = ({ uses, value }, names) => {
  if (!isNumber(value)) return names.value(value)
  const [own, before, place] = uses
  if (!own || !before || !place) return `${names.value(own?.value ?? '')}，为最高，${ordinal(value)}`
  const { root, scope } = splitId(before.id)
  const other = `${scope || root.slice(root.indexOf(':') + 1)}（${names.value(before.value)}）`
  return `${names.value(own.value)}，${place.value === value ? `与${other}相同，并列${ordinal(value)}` : `在${other}之后，${ordinal(value)}`}`
}
const counted: Words = ({ value }, names) => (isNumber(value) ? `${value} 个` : names.value(value))

const words: { [op: string]: Words } = {
  published: ({ value }, names) => names.value(value),
  size: counted,
  prizeField: counted,
  rank: ranked,
  prizeRank: ranked,
  settled: ({ value, uses }, names) => (isNumber(value) ? `${ordinal(value)}（共 ${uses.at(-1)?.value} 个单位）` : names.value(value)),
  last: ({ uses, value, detail }, names) => {
    const [own, lowest, highest, size] = uses
    if (!size || !['true', 'false'].includes(value)) return names.value(value)
    const range = `本单位 ${names.value(own!.value)}，类内最低 ${names.value(lowest!.value)}、最高 ${names.value(highest!.value)}`
    return `${range}，共 ${size.value} 个单位（不少于 ${String(detail['minimumClass'])} 个才有末位）：${value === 'true' ? '是末位' : '不是末位'}`
  },
  grade: ({ value, uses, detail }, names, { grades }) => {
    const way = grades.grades.find(({ key }) => key === detail['grade'])
    const met = uses.length > 1 ? '符合条件，' : ''
    return `${met}${ordinal(uses.at(-1)?.value ?? '')}${way?.quota ? '在名额之内' : ''}，评为“${names.text(value)}”`
  },
  gradeOf: ({ value }, names) => names.value(names.text(value)),
  won: ({ uses, value }, names) => {
    const [rank, , places] = uses
    if (!rank || !places || !['true', 'false'].includes(value)) return names.value(value)
    return `${ordinal(rank.value)}，名额 ${names.value(places.value)} 个，${value === 'true' ? '获奖' : '未获奖'}`
  },
}

/** The sentence of a step of ranking. */
export function standingSentence(pack: Pack, step: TraceStep, names: Names): string {
  return words[step.op]?.(step, names, pack) ?? names.value(step.value)
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
