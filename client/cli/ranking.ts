import { table, type Column } from './table.ts'
import { stateWord } from '../state-words.ts'

/** One unit in a ranking. `consequences` are those that apply. */
export type RankedRow = {
  unit: string
  name: string
  class: string
  madeUp: boolean
  state?: string
  total: string | null
  published: string | null
  rank: number | null
  grade: string | null
  /** what the grade is called */
  gradeLabel: string | null
  consequences: string[]
}

const RANK: Column = { name: '名次', align: 'right' }
const PUBLISHED: Column = { name: '公布成绩', align: 'right' }

/** The ranking class by class, each in order of rank. The exact totals have up to forty digits: programs get them, people the published score. */
export function rankingText(classes: readonly { key: string; name: string }[], units: readonly RankedRow[]): string {
  const parts = classes.map(({ key, name }) => {
    const members = units.filter((unit) => unit.class === key).toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0)
    return members.length === 0 ? '' : `【${name}】\n${classTable(members)}`
  })
  return parts.filter((part) => part !== '').join('\n\n')
}

function classTable(units: readonly RankedRow[]): string {
  const hasGrades = units.some((unit) => unit.grade !== null)
  const columns: Column[] = [RANK, '单位', PUBLISHED, ...(hasGrades ? ['等次'] : []), '结果运用']
  const rows = units.map((unit) => {
    const published = unit.published ?? stateWord(unit.state ?? 'undetermined')
    return [unit.rank, nameOf(unit), published, ...(hasGrades ? [unit.gradeLabel] : []), unit.consequences.join('；') || '']
  })
  return table(columns, rows)
}

/** What was made up for the rehearsal is marked wherever it is shown. */
const nameOf = ({ name, madeUp }: RankedRow): string => (madeUp ? `${name}（虚构）` : name)
