import { cycleClock } from '../../records/clock.ts'
import type { Queries } from '../../records/database.ts'
import { pauseOf } from '../../records/pause.ts'
import { packOfCycle } from '../../records/pack.ts'
import { openIncidents } from '../../records/incident.ts'
import { beijingText } from './beijing.ts'
import type { CycleView } from './shapes/cycle.ts'
import { stepViews } from './steps.ts'
import { sumOfCounts } from './task-counts.ts'

/** One year with its steps and counts. @throws Refusal `not-found` when there is no such cycle */
export async function cycleView(queries: Queries, cycle: string): Promise<CycleView> {
  const pack = await packOfCycle(queries, cycle)
  const now = await cycleClock(queries, cycle)
  const row = await queries.selectFrom('cycle').selectAll().where('id', '=', cycle).executeTakeFirstOrThrow()
  const units = await queries.selectFrom('unit').select('made_up').where('cycle', '=', cycle).execute()
  const steps = await stepViews(queries, cycle, pack, now)
  const computations = await computationsOf(queries, cycle)
  const { key, version, name, year, document, issued, jurisdiction } = pack.pack
  return {
    id: cycle,
    ...{ name, year, document, issued, jurisdiction },
    kind: row.kind,
    state: row.state,
    clock: beijingText(now),
    clockAt: now,
    opened: beijingText(row.opened_at),
    pack: { key, version, hash: pack.hash },
    units: units.length,
    madeUp: units.filter((unit) => unit.made_up).length,
    tasks: sumOfCounts(steps.map((step) => step.tasks)),
    appeals: await appealCounts(queries, cycle),
    computed: computations.length > 0,
    computations,
    publication: await publicationOf(queries, cycle),
    office: await officePost(queries, cycle),
    incidents: await incidentsOf(queries, cycle),
    paused: await pausedOf(queries, cycle),
    steps,
  }
}

async function officePost(queries: Queries, cycle: string): Promise<string> {
  const row = await queries
    .selectFrom('post as p')
    .innerJoin('body as b', (on) => on.onRef('b.cycle', '=', 'p.cycle').onRef('b.key', '=', 'p.body'))
    .select('p.key')
    .where('p.cycle', '=', cycle)
    .where('b.role', '=', 'office')
    .orderBy(
      (order) => order.ref('p.vacant_since'),
      (by) => by.asc().nullsFirst(),
    )
    .orderBy('p.key')
    .executeTakeFirst()
  return row?.key ?? ''
}

async function incidentsOf(queries: Queries, cycle: string): Promise<CycleView['incidents']> {
  const rows = await openIncidents(queries, cycle)
  return rows.map(({ id, sentence, since, tasks }) => ({ id, sentence, since: beijingText(since), tasks }))
}

async function computationsOf(queries: Queries, cycle: string): Promise<CycleView['computations']> {
  const rows = await queries
    .selectFrom('computation as k')
    .innerJoin('step as s', (on) => on.onRef('s.cycle', '=', 'k.cycle').onRef('s.key', '=', 'k.step'))
    .select(['k.version', 's.name as step', 'k.at', 'k.result_hash', 'k.pack'])
    .where('k.cycle', '=', cycle)
    .orderBy('k.version')
    .execute()
  return rows.map(({ at, result_hash, ...row }) => ({ ...row, at: beijingText(at), resultHash: result_hash }))
}

async function appealCounts(queries: Queries, cycle: string): Promise<CycleView['appeals']> {
  const rows = await queries.selectFrom('appeal').select(['state', 'submission']).where('cycle', '=', cycle).execute()
  const count = (state: string) => rows.filter((row) => row.state === state).length
  const filed = rows.filter((row) => row.submission !== null).length
  return { received: rows.length, filed, granted: count('granted'), refused: count('refused'), waived: count('waived') }
}

async function publicationOf(queries: Queries, cycle: string): Promise<CycleView['publication']> {
  const row = await queries.selectFrom('publication').selectAll().where('cycle', '=', cycle).executeTakeFirst()
  return row ? { version: row.version, at: beijingText(row.at), document: row.document, logHead: row.log_head } : null
}

async function pausedOf(queries: Queries, cycle: string): Promise<CycleView['paused']> {
  const pause = await pauseOf(queries, cycle)
  return pause ? { since: beijingText(pause.at), document: pause.document, reason: pause.reason, clocks: pause.clocks } : null
}
