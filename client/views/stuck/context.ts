import { sql } from 'kysely'
import { addWorkingDays, dateAt, type WorkdayTables } from '../../../calendar/index.ts'
import { tablesOf } from '../../../records/calendar.ts'
import { cycleClock } from '../../../records/clock.ts'
import type { Queries } from '../../../records/database.ts'
import { packOfCycle } from '../../../records/pack.ts'
import { pauseOf, type PauseRow } from '../../../records/pause.ts'
import { performers } from '../../../records/performer.ts'
import type { Id, Instant } from '../../../records/schema.ts'
import { stepsOf, type StepRow } from '../../../records/step.ts'
import type { Pack } from '../../../scoring/index.ts'
import { officeOf } from '../../../steps/units.ts'
import { doerNames, type DoerNames } from '../posts.ts'
import { readerOf, type Reader } from './reader.ts'
import type { Means } from './task-verbs.ts'

/** What every part of the list needs to know of the year. `until`: lateness is counted up to here, the beginning of a pause whose clocks stand still. */
export type Context = {
  queries: Queries
  cycle: string
  pack: Pack
  reader: Reader
  now: Instant
  until: Instant
  tables: WorkdayTables | undefined
  pause: PauseRow | undefined
  steps: readonly StepRow[]
  nameOf: DoerNames
  named: (key: string) => string
  /** the posts that somebody holds, by their unit or body */
  held: ReadonlyMap<string, readonly string[]>
  means: Omit<Means, 'officeMay'>
}

/** How far the day lies that an extension is written out with. */
const LATER_DAYS = 3

/** @throws Refusal `not-found`, `wrong-role` */
export async function contextOf(queries: Queries, cycle: string, post: string): Promise<Context> {
  const pack = await packOfCycle(queries, cycle)
  const reader = await readerOf(queries, cycle, post)
  const [now, tables, pause] = [await cycleClock(queries, cycle), await tablesOf(queries, cycle), await pauseOf(queries, cycle)]
  const office = officeOf(pack)
  const posts = await queries
    .selectFrom('post')
    .select(['key', 'unit', 'body', 'vacant_since'])
    .where('cycle', '=', cycle)
    .orderBy('key')
    .execute()
  const by = (vacant: boolean) => {
    const rows = posts.filter(({ vacant_since }) => (vacant_since !== null) === vacant)
    return new Map([...Map.groupBy(rows, ({ unit, body }) => unit ?? body ?? '')].map(([of, own]) => [of, own.map(({ key }) => key)]))
  }
  const held = by(false)
  const names = new Map([...pack.roster.units, ...pack.roster.bodies].map(({ key, name }) => [key, name]))
  return {
    ...{ queries, cycle, pack, reader, now, tables, pause },
    until: pause?.clocks === 'stopped' ? pause.at : now,
    steps: await stepsOf(queries, cycle),
    nameOf: await doerNames(queries, cycle),
    named: (key) => names.get(key) ?? key,
    held,
    means: {
      cycle,
      now,
      reader,
      office: { body: office, posts: held.get(office) ?? [] },
      vacant: by(true),
      soon: addWorkingDays(dateAt(now), 1, tables).date,
      later: addWorkingDays(dateAt(now), LATER_DAYS, tables).date,
    },
  }
}

/** Those of the tasks that the office could take over: nothing bars it, and one of its posts is filled. */
export async function officeMay({ queries, now, means: { office } }: Context, tasks: readonly Id[]): Promise<Set<string>> {
  if (tasks.length === 0) return new Set()
  const { rows } = await sql<{ id: Id }>`
    select t.id from (
      select g.id, g.cycle, g.unit, g.verb, g.state, g.about, g.opened_at, g.assignee_unit, g.assignee_body, g.assignee_post,
        ${office.body}::text as substitute_body, null::text as substitute_post
      from task g where g.id = any(${tasks as Id[]}::bigint[]) and g.assignee_body is distinct from ${office.body}) t
    where exists (${performers(now)})`.execute(queries)
  return new Set(rows.map(({ id }) => id))
}
