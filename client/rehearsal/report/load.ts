import { sql } from 'kysely'
import { dateAt } from '../../../calendar/index.ts'
import type { Queries } from '../../../records/database.ts'

/**
 * What the year asked of those who act: of each body, and of each class of units on average. `weekly` has the tasks that were finished, or lapsed, in each week of
 * `weeks` (Mondays); `peak` is the day on which most were open at once.
 */
export type Load = { weeks: string[]; offices: OfficeLoad[] }
export type OfficeLoad = {
  key: string
  name: string
  /** how many units share it: for a class what is counted is of all its units together */
  units: number | null
  tasks: number
  late: number
  lapsed: number
  peak: { on: string; open: number } | null
  weekly: number[]
}

type TaskSpan = { office: string; opened_at: string; over_at: string; late: boolean; lapsed: boolean }
type Office = { key: string; name: string; units: number | null }

/** Bodies in the order of the roster, then the classes of units. Who was asked for nothing is there with zeros: idle is news too. */
export async function loadOf(queries: Queries, cycle: string, classes: readonly { key: string; name: string }[]): Promise<Load> {
  const spans = await spansOf(queries, cycle)
  const weeks = weeksOf(spans)
  const byOffice = Map.groupBy(spans, (span) => span.office)
  const offices = (await officesOf(queries, cycle, classes)).map((office) => loadOn(office, byOffice.get(office.key) ?? [], weeks))
  return { weeks, offices }
}

/** From when to when each task was on somebody's desk. */
async function spansOf(queries: Queries, cycle: string): Promise<TaskSpan[]> {
  const { rows } = await sql<TaskSpan>`
    select coalesce('body/' || t.assignee_body, 'class/' || coalesce(u.class, pu.class), 'body/' || p.body) as office, t.opened_at,
      greatest(t.opened_at, coalesce(t.done_at, t.due_at)) as over_at, t.state = 'done' and t.was_late as late, t.state = 'lapsed' as lapsed
    from task t
      left join unit u on u.cycle = t.cycle and u.key = t.assignee_unit
      left join post p on p.cycle = t.cycle and p.key = t.assignee_post
      left join unit pu on pu.cycle = p.cycle and pu.key = p.unit
    where t.cycle = ${cycle} and t.state <> 'cancelled' order by t.id`.execute(queries)
  return rows
}

async function officesOf(queries: Queries, cycle: string, classes: readonly { key: string; name: string }[]): Promise<Office[]> {
  const bodies = await queries.selectFrom('body').select(['key', 'name']).where('cycle', '=', cycle).orderBy('key').execute()
  const units = await queries.selectFrom('unit').select('class').where('cycle', '=', cycle).execute()
  return [
    ...bodies.map(({ key, name }) => ({ key: `body/${key}`, name, units: null })),
    ...classes.map(({ key, name }) => ({ key: `class/${key}`, name, units: units.filter((unit) => unit.class === key).length })),
  ]
}

function loadOn({ key, name, units }: Office, spans: readonly TaskSpan[], weeks: readonly string[]): OfficeLoad {
  const weekly = weeks.map(() => 0)
  for (const span of spans) weekly[weeks.indexOf(mondayOf(dateAt(span.over_at)))]! += 1
  return {
    ...{ key, name, units, tasks: spans.length, weekly },
    late: spans.filter((span) => span.late).length,
    lapsed: spans.filter((span) => span.lapsed).length,
    peak: peakOf(spans),
  }
}

/** The first day on which most tasks were open at once. */
function peakOf(spans: readonly TaskSpan[]): OfficeLoad['peak'] {
  const changes = spans.flatMap(({ opened_at, over_at }) => [
    { at: opened_at, by: 1 },
    { at: over_at, by: -1 },
  ])
  // what opens at the instant at which something else ends lies beside it for that moment
  changes.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : b.by - a.by))
  let open = 0
  let peak: OfficeLoad['peak'] = null
  for (const { at, by } of changes) {
    open += by
    if (open > (peak?.open ?? 0)) peak = { on: dateAt(at), open }
  }
  return peak
}

/** The Mondays of all weeks between the first and the last end of a task. */
function weeksOf(spans: readonly TaskSpan[]): string[] {
  const days = spans.map((span) => dateAt(span.over_at)).sort()
  const [first, last] = [days[0], days.at(-1)]
  const weeks: string[] = []
  if (first === undefined || last === undefined) return weeks
  for (let week = mondayOf(first); week <= last; week = daysLater(week, 7)) weeks.push(week)
  return weeks
}

const DAY_MS = 86_400_000
const daysLater = (date: string, days: number): string => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
/** The Monday of the week of a date. */
export const mondayOf = (date: string): string => daysLater(date, -((new Date(date).getUTCDay() + 6) % 7))
