import { sql } from 'kysely'
import type { Queries } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Supervision } from '../../scoring/index.ts'
import { subjectOf, type Asked } from '../../scoring/supervision/asks.ts'
import type { PlanStep } from '../../scoring/index.ts'
import { sourceView } from './source.ts'
import type { SourceView } from './shapes/step.ts'
import type { BurdenMonth } from './shapes/unit.ts'

/** Something that a unit was asked for more than once in a month: two forms about the same, or the same file uploaded again. */
export type Repeated = { unit: string; name: string; month: string; what: string }
export type BurdenView = {
  cycle: string
  /** the most that may be asked of a unit in a month; null where the pack sets no ceiling */
  ceiling: Partial<Asked> | null
  source: SourceView | null
  units: { unit: string; name: string; months: BurdenMonth[] }[]
  repeated: Repeated[]
}

/** What the year asks of each unit, month by month of the due days, against the ceiling of the pack. @throws Refusal `not-found` */
export async function burdenView(queries: Queries, cycle: string, unit?: string): Promise<BurdenView> {
  const pack = await packOfCycle(queries, cycle)
  const units = pack.roster.units.filter(({ key }) => unit === undefined || key === unit)
  if (units.length === 0) throw new Refusal('not-found', `周期“${cycle}”中没有名为“${unit ?? ''}”的被考评单位。`)
  const burden = pack.supervision?.burden
  const months = Map.groupBy(await monthRows(queries, cycle), (row) => row.unit)
  return {
    cycle,
    ceiling: burden ? ceilingOf(burden) : null,
    source: burden ? sourceView(pack, burden.source) : null,
    units: units.map(({ key, name }) => ({ unit: key, name, months: (months.get(key) ?? []).map((row) => measured(row, burden)) })),
    repeated: (await repeatedOf(queries, cycle)).filter((each) => unit === undefined || each.unit === unit),
  }
}

/** The months of one unit. */
export async function burdenMonths(queries: Queries, cycle: string, unit: string): Promise<BurdenMonth[]> {
  const burden = (await packOfCycle(queries, cycle)).supervision?.burden
  return (await monthRows(queries, cycle)).filter((row) => row.unit === unit).map((row) => measured(row, burden))
}

type Ceiling = NonNullable<Supervision['burden']>
const WHAT = ['forms', 'files', 'visits'] as const

function ceilingOf(burden: Ceiling): Partial<Asked> {
  return Object.fromEntries(WHAT.flatMap((what) => (burden[what] === undefined ? [] : [[what, Number(burden[what])]])))
}

function measured({ unit: _, ...asked }: MonthRow, burden: Ceiling | undefined): BurdenMonth {
  const over = burden ? WHAT.filter((what) => burden[what] !== undefined && asked[what] > Number(burden[what])) : []
  return { ...asked, over }
}

type MonthRow = Asked & { unit: string; month: string }

/** Forms: what a unit has to hand in, and what was approved outside the plan; files: those uploaded, not cited; visits: checks on the spot. */
async function monthRows(queries: Queries, cycle: string): Promise<MonthRow[]> {
  const month = (at: string) => sql.raw(`to_char((${at} - interval '1 millisecond') at time zone 'Asia/Shanghai', 'YYYY-MM')`)
  const { rows } = await sql<MonthRow>`
    select unit, month, sum(forms)::int as forms, sum(files)::int as files, sum(visits)::int as visits from (
      select assignee_unit as unit, ${month('due_at')} as month, 1 as forms, 0 as files, 0 as visits
        from task where cycle = ${cycle} and verb = 'submit' and assignee_unit is not null and state <> 'cancelled'
      union all
      select asked, to_char(c.due_on, 'YYYY-MM'), 1, 0, 0
        from collection c join collection_ruling r on r.collection = c.id and r.outcome = 'approve', jsonb_array_elements_text(c.units) asked
        where c.cycle = ${cycle}
      union all
      select p.unit, ${month('h.at')}, 0, 1, 0
        from submission_evidence e join submission h on h.id = e.submission join post p on p.cycle = h.cycle and p.key = h.by_post
        where e.cycle = ${cycle} and p.unit is not null
          and not exists (select from evidence_use u where u.submission = e.submission and u.sha256 = e.sha256 and u.cited)
      union all
      select t.unit, ${month('t.due_at')}, 0, 0, 1 from task t join step s on s.cycle = t.cycle and s.key = t.step
        where t.cycle = ${cycle} and s.kind in ('spotCheck', 'verification') and t.verb = 'submit' and t.unit is not null and t.state <> 'cancelled'
    ) asked group by unit, month order by unit, month`.execute(queries)
  return rows
}

const SUBJECTS = { indicators: '申报指标', progress: '各项指标的进度', ratings: '评价' } as const

async function repeatedOf(queries: Queries, cycle: string): Promise<Repeated[]> {
  const { roster } = await packOfCycle(queries, cycle)
  const units = new Map(roster.units.map((unit) => [unit.key, unit]))
  const { rows } = await sql<{ unit: string; month: string; specs: PlanStep[] }>`
    select t.assignee_unit as unit, to_char((t.due_at - interval '1 millisecond') at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      json_agg(s.spec order by s.ord) as specs
    from task t join step s on s.cycle = t.cycle and s.key = t.step
    where t.cycle = ${cycle} and t.verb = 'submit' and t.assignee_unit is not null and t.state <> 'cancelled'
    group by 1, 2 having count(*) > 1 order by 2, 1`.execute(queries)
  const forms = rows.flatMap(({ unit, month, specs }) =>
    [...Map.groupBy(specs, (spec) => subjectOf(spec, units.get(unit)?.class ?? ''))].flatMap(([subject, alike]) =>
      subject === null || alike.length < 2
        ? []
        : [{ unit, name: units.get(unit)?.name ?? unit, month, what: `${SUBJECTS[subject]}：${alike.map(({ name }) => name).join('、')}` }],
    ),
  )
  return [...forms, ...(await uploadedAgain(queries, cycle, units))]
}

/** Files that a unit uploaded though they were there: they could have been cited. */
async function uploadedAgain(queries: Queries, cycle: string, units: Map<string, { name: string }>): Promise<Repeated[]> {
  const { rows } = await sql<{ unit: string; month: string; file: string; times: number }>`
    select p.unit, to_char(max(h.at) at time zone 'Asia/Shanghai', 'YYYY-MM') as month, f.name as file, count(*)::int as times
    from submission_evidence e join submission h on h.id = e.submission join post p on p.cycle = h.cycle and p.key = h.by_post
      join evidence f on f.cycle = e.cycle and f.sha256 = e.sha256
    where e.cycle = ${cycle} and p.unit is not null
      and not exists (select from evidence_use u where u.submission = e.submission and u.sha256 = e.sha256 and u.cited)
    group by p.unit, f.name, e.sha256 having count(*) > 1 order by 2, 1, 3`.execute(queries)
  return rows.map(({ unit, month, file, times }) => ({
    unit,
    name: units.get(unit)?.name ?? unit,
    month,
    what: `材料“${file}”上传 ${times} 次`,
  }))
}
