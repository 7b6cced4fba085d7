import { dueText } from '../../calendar/index.ts'
import { h, type Html } from '../../notices/html.ts'
import { FIELDS, stateWord } from '../state-words.ts'
import type { RehearsalReport } from '../rehearsal/index.ts'
import { number, table, time, who } from './table.ts'
import { words } from './words.ts'

/** The appeals with their windows, then everything that the recomputation changed, and that nothing else did. */
export function appeals({ appeals: all, difference, units }: RehearsalReport): Html[] {
  const name = (key: string): string => units.find((unit) => unit.unit === key)?.name ?? key
  const { unit, state, due, before, after, why } = words.appeals
  const rows = all.map((each) => [
    name(each.unit),
    stateWord(each.state),
    dueText(each.dueAt),
    each.before ?? words.open,
    each.after ?? words.open,
    each.why,
  ])
  const list =
    rows.length === 0 ? h('p', {}, words.nothing) : table([who(unit), state, time(due), number(before), number(after), why], rows)
  return [list, ...(difference === null ? [] : changes(difference, name))]
}

function changes({ changed, unchanged }: NonNullable<RehearsalReport['difference']>, name: (unit: string) => string): Html[] {
  const { unit, field, before, after } = words.change
  const rows = changed.flatMap((each) =>
    each.changes.map((change) => [name(each.unit), FIELDS[change.field] ?? change.field, change.before ?? '', change.after ?? '']),
  )
  const rest = h('p', {}, words.unchanged(unchanged.length))
  return rows.length === 0 ? [rest] : [h('h3', {}, words.changed), table([who(unit), field, before, after], rows), rest]
}
