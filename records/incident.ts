import { sql, type Selectable } from 'kysely'
import type { Queries } from './database.ts'
import { tellOffice } from './notice.ts'
import { performers } from './performer.ts'
import type { Id, Instant, Schema } from './schema.ts'
import type { Change } from './transaction.ts'

export type IncidentRow = Selectable<Schema['incident']>
export type NewIncident = {
  kind: IncidentRow['kind']
  subject: string
  since: Instant
  sentence: string
  title: string
  tasks: readonly Id[]
}

/** Writes down that nobody can act on these tasks, and tells the office. */
export async function openIncident(change: Change, { title, tasks, ...incident }: NewIncident): Promise<Id> {
  const { db, cycle, now } = change
  const row = { cycle, ...incident, at: now, closed_at: null }
  const { id } = await db.insertInto('incident').values(row).returning('id').executeTakeFirstOrThrow()
  await db
    .insertInto('incident_task')
    .values(tasks.map((task) => ({ incident: id, task })))
    .execute()
  await tellOffice(change, `incident/${id}`, { title, detail: incident.sentence })
  await change.log('incident', incident.subject, { incident: id, kind: incident.kind, since: incident.since, tasks })
  return id
}

/** Closes the incidents whose tasks are no longer open, or have somebody who can act on them. @returns how many */
export async function closeIncidents({ db, cycle, now, log }: Change): Promise<number> {
  const { rows } = await sql<{ id: Id; subject: string }>`
    update incident n set closed_at = ${now}::timestamptz
    where n.cycle = ${cycle} and n.closed_at is null and not exists (
      select from incident_task i join task t on t.id = i.task
      where i.incident = n.id and t.state = 'open' and (n.kind = 'silent' or not exists (${performers(now)})))
    returning n.id, n.subject`.execute(db)
  for (const { id, subject } of rows) await log('close-incident', subject, { incident: id })
  return rows.length
}

/** The incidents that are not closed, the oldest first, each with those of its tasks that are still open. */
export async function openIncidents(queries: Queries, cycle: string): Promise<(IncidentRow & { tasks: Id[] })[]> {
  const rows = await queries
    .selectFrom('incident as n')
    .selectAll('n')
    .select(
      sql<
        Id[]
      >`array(select i.task::text from incident_task i join task t on t.id = i.task where i.incident = n.id and t.state = 'open' order by i.task)`.as(
        'tasks',
      ),
    )
    .where('n.cycle', '=', cycle)
    .where('n.closed_at', 'is', null)
    .orderBy('n.id')
    .execute()
  return rows
}
