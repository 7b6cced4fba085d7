import { noticesOf } from '../../records/calendar.ts'
import type { Queries } from '../../records/database.ts'
import { CLOCKS } from '../verbs/pause.ts'
import { ballotBoxes } from './ballot-boxes.ts'
import { beijingText } from './beijing.ts'
import { movementViews } from './movements.ts'
import { doerNames } from './posts.ts'
import { unitsView } from './reorganisations.ts'
import type { ChangesView, PauseView } from './shapes/changes.ts'
import { versionsView } from './versions.ts'

/** What has become of a year beside its plan: pauses, moved dates, versions of the rules, ballots, holiday notices, changed units. @throws Refusal `not-found` */
export async function changesView(queries: Queries, cycle: string): Promise<ChangesView> {
  const { opened, inForce, amendments } = await versionsView(queries, cycle)
  const nameOf = await doerNames(queries, cycle)
  const { calendar, calendar_until: until } = await queries
    .selectFrom('cycle')
    .select(['calendar', 'calendar_until'])
    .where('id', '=', cycle)
    .executeTakeFirstOrThrow()
  const notices = (await noticesOf(queries, cycle)).map((row) => ({
    ...{ version: row.version, year: row.year, document: row.document },
    ...{ by: nameOf(row), at: beijingText(row.at) },
  }))
  return {
    cycle,
    pauses: await pauseViews(queries, cycle),
    movements: await movementViews(queries, cycle, nameOf),
    versions: { opened, inForce, amendments: amendments.map(({ effects: _, moved: __, ...amendment }) => amendment) },
    ballots: await ballotBoxes(queries, cycle),
    calendar: { name: calendar, until, notices },
    units: (await unitsView(queries, cycle)).events.map(({ by: _, ...event }) => event),
  }
}

async function pauseViews(queries: Queries, cycle: string): Promise<PauseView[]> {
  const rows = await queries
    .selectFrom('pause as p')
    .leftJoin('resumption as r', 'r.pause', 'p.id')
    .leftJoin('movement as m', 'm.id', 'r.movement')
    .select(['p.at', 'p.clocks', 'p.document', 'p.reason', 'r.at as until', 'r.days', 'm.document as resumedBy'])
    .where('p.cycle', '=', cycle)
    .orderBy('p.id')
    .execute()
  return rows.map(({ at, until, clocks, ...row }) => ({
    ...row,
    ...{ since: beijingText(at), until: until === null ? null : beijingText(until), clocks, meaning: CLOCKS[clocks] },
  }))
}
