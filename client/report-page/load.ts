import { h, type Html } from '../../notices/html.ts'
import type { RehearsalReport } from '../rehearsal/index.ts'
import { words } from './words.ts'

type Load = RehearsalReport['load']
type Office = Load['offices'][number]

/** Who was busy when, week by week, the busiest first; and who was asked for nothing all year. */
export function load({ load: all }: RehearsalReport): Html[] {
  const { weeks, offices } = withoutEmptyWeeks(all)
  const busy = offices.filter((office) => office.tasks > 0).toSorted((a, b) => (b.peak?.open ?? 0) - (a.peak?.open ?? 0))
  const idle = offices.filter((office) => office.tasks === 0).map((office) => office.name)
  const sums = weeks.map((_, week) => offices.reduce((sum, office) => sum + (office.weekly[week] ?? 0), 0))
  const most = Math.max(0, ...sums)
  const { office, tasks, late, lapsed, peak } = words.load
  const heads = [tasks, late, lapsed, peak].map((name) => h('th', { scope: 'col', class: name === peak ? 'number most' : 'number' }, name))
  const head = [
    h('th', { scope: 'col', class: 'office' }, office),
    ...heads,
    ...weeks.map((week) => h('th', { scope: 'col', class: 'week' }, week.slice(2))),
  ]
  return [
    h('p', {}, words.loadIntro),
    ...(most > 0 ? [h('p', {}, words.busiest(weeks[sums.indexOf(most)] ?? '', most))] : []),
    ...(idle.length > 0 ? [h('p', {}, words.idle(idle.join('、')))] : []),
    h('div', { class: 'scroll' }, h('table', { class: 'load' }, h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...busy.map(row)))),
  ]
}

/** Weeks in which nobody finished anything say nothing and are left out. */
function withoutEmptyWeeks({ weeks, offices }: Load): Load {
  const kept = weeks.map((_, week) => offices.some((office) => (office.weekly[week] ?? 0) > 0))
  return {
    weeks: weeks.filter((_, week) => kept[week]),
    offices: offices.map((office) => ({ ...office, weekly: office.weekly.filter((_, week) => kept[week]) })),
  }
}

function row({ name, units, tasks, late, lapsed, peak, weekly }: Office): Html {
  const most = Math.max(...weekly)
  const numbers = [
    String(tasks),
    late === 0 ? '' : String(late),
    lapsed === 0 ? '' : String(lapsed),
    peak ? words.peak(peak.open, peak.on) : '',
  ]
  return h('tr', {},
    h('th', { scope: 'row', class: 'office' }, units === null ? name : words.units(name, units)),
    ...numbers.map((each) => h('td', { class: 'number' }, each)),
    ...weekly.map((count) => h('td', { class: 'heat', ...shade(count, most) }, count === 0 ? '' : String(count))),
  ) // prettier-ignore
}

/** The fuller the week, the deeper the blue; the number says it too. */
function shade(count: number, most: number): Record<string, string> {
  if (count === 0) return {}
  const depth = 0.12 + 0.48 * (count / most)
  return { style: `background: rgba(47, 111, 176, ${depth.toFixed(2)})` }
}
