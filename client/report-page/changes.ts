import { h, type Html } from '../../notices/html.ts'
import { changedIndicatorText, changedUnitsText } from '../change-words.ts'
import type { RehearsalReport } from '../rehearsal/index.ts'
import { words } from './words.ts'

/** What became of units and indicators in the course of the year, in the order of days, and how scores were made of it; nothing where all stayed as it was. */
export function changes({ units, changes: { units: events, indicators, counted } }: RehearsalReport): Html[] {
  const nameOf = (unit: string): string => units.find((each) => each.unit === unit)?.name ?? unit
  const told = [...events.map(changedUnitsText), ...indicators.map((each) => changedIndicatorText(each, nameOf))].toSorted()
  if (told.length === 0) return []
  const list = (lines: readonly string[]): Html => h('ul', {}, ...lines.map((line) => h('li', {}, line)))
  const parts = counted.map(({ unit, how }) => h('details', {}, h('summary', {}, words.counted(nameOf(unit))), list(how)))
  return [h('h3', {}, words.changes), list(told), ...parts]
}
