import { h, type Html } from '../../notices/html.ts'
import type { Pack } from '../../scoring/index.ts'
import type { RehearsalReport } from '../rehearsal/index.ts'
import { number, table, who } from './table.ts'
import { words } from './words.ts'

/** The ranking class by class, as in a circular: ranked units first, in order. */
export function results(pack: Pack, { units, prizes }: RehearsalReport): Html[] {
  return pack.roster.classes.flatMap(({ key, name }) => {
    const members = units.filter((unit) => unit.class === key).toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0)
    if (members.length === 0) return []
    const [hasRanks, hasGrades] = [members.some((each) => each.rank !== null), members.some((each) => each.gradeLabel !== null)]
    const { rank, unit, published, grade, consequences } = words.ranking
    const columns = [...(hasRanks ? [number(rank)] : []), who(unit), number(published), ...(hasGrades ? [grade] : []), consequences]
    const rows = members.map((each) => [
      ...(hasRanks ? [each.rank === null ? words.unranked : String(each.rank)] : []),
      named(each),
      each.published ?? words.open,
      ...(hasGrades ? [each.gradeLabel ?? words.open] : []),
      each.consequences.join('；'),
    ])
    const won = prizes.filter((prize) => prize.class === key && prize.winners.length > 0)
    return [
      h('h3', {}, name),
      table(columns, rows),
      ...won.map(({ label, winners }) => h('p', {}, `${words.ranking.prizes}${label}：${winners.map(nameIn(units)).join('、')}`)),
    ]
  })
}

const named = ({ name, madeUp }: RehearsalReport['units'][number]): string => (madeUp ? name + words.madeUp : name)
const nameIn =
  (units: RehearsalReport['units']) =>
  (key: string): string =>
    units.find((unit) => unit.unit === key)?.name ?? key
