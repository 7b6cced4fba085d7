import { dateAt, dueDate, startOfDay } from '../../calendar/index.ts'
import { h, type Html } from '../../notices/html.ts'
import type { RehearsalReport } from '../rehearsal/index.ts'
import { number, table } from './table.ts'
import { words } from './words.ts'

type Step = RehearsalReport['steps'][number]
const [NAMES, WIDTH, ROW, TOP] = [300, 1000, 18, 24] as const

/** The year as a chart of bars, one for each step from its opening to its end, and the same as a table. */
export function course({ steps }: RehearsalReport): Html[] {
  const { step, opens, due, settled, inTime, late, lapsed } = words.course
  const rows = steps.map((each) => [
    each.name,
    dayOf(each.openedAt ?? each.opensAt, dateAt),
    dayOf(each.dueAt, dueDate),
    dayOf(each.settledAt, dueDate),
    ...counts(each),
  ])
  return [chart(steps), table([step, opens, due, settled, number(inTime), number(late), number(lapsed)], rows)]
}

const dayOf = (instant: string | null, day: (instant: string) => string): string => (instant === null ? '' : day(instant))
const counts = ({ tasks }: Step): string[] =>
  tasks === null ? ['', '', ''] : [tasks.inTime, tasks.late, tasks.lapsed].map((count) => (count === 0 ? '' : String(count)))

function chart(steps: readonly Step[]): Html {
  const shown = steps.filter((step) => step.openedAt !== null && step.settledAt !== null)
  const from = shown.map((step) => step.openedAt ?? '').sort()[0] ?? ''
  const to = shown.map((step) => step.settledAt ?? '').sort().at(-1) ?? '' // prettier-ignore
  const x = (instant: string): number =>
    NAMES + ((Date.parse(instant) - Date.parse(from)) / (Date.parse(to) - Date.parse(from) || 1)) * (WIDTH - NAMES - 4)
  const label = words.chart(dayOf(from || null, dateAt), dayOf(to || null, dateAt))
  return h('svg', { viewBox: `0 0 ${WIDTH} ${TOP + shown.length * ROW + 4}`, role: 'img', 'aria-label': label },
    ...months(from, to).filter((month) => x(startOfDay(month)) < WIDTH - 48).map((month) => mark(x(startOfDay(month)), month.slice(0, 7), TOP + shown.length * ROW)),
    ...shown.map((step, row) => bar(step, x, TOP + row * ROW)),
  ) // prettier-ignore
}

function bar({ name, openedAt, settledAt, dueAt }: Step, x: (instant: string) => number, y: number): Html {
  const [from, to] = [x(openedAt ?? ''), x(settledAt ?? '')]
  const over = dueAt !== null && (settledAt ?? '') > dueAt
  const text = h('text', { x: String(NAMES - 8), y: String(y + 12), 'text-anchor': 'end' }, name.length > 24 ? `${name.slice(0, 23)}…` : name)
  const attributes = { x: from.toFixed(1), y: String(y + 3), width: Math.max(2, to - from).toFixed(1), height: '11', rx: '2' }
  return h('g', {}, text, h('rect', { ...attributes, fill: over ? '#c98a2b' : '#5f93a8' }, h('title', {}, `${name} ${dateAt(openedAt ?? '')} — ${dueDate(settledAt ?? '')}`)))
} // prettier-ignore

function mark(x: number, month: string, bottom: number): Html {
  const line = h('line', { x1: x.toFixed(1), x2: x.toFixed(1), y1: '16', y2: String(bottom), stroke: '#dfe4ea' })
  return h('g', {}, line, h('text', { x: (x + 3).toFixed(1), y: '12', class: 'month' }, month))
}

/** The first days of the months in between. */
function months(from: string, to: string): string[] {
  if (from === '') return []
  const found: string[] = []
  const last = dateAt(to)
  let [year, month] = dateAt(from).split('-').map(Number) as [number, number]
  for (;;) {
    ;[year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
    const day = `${year}-${String(month).padStart(2, '0')}-01`
    if (day > last) return found
    found.push(day)
  }
}
