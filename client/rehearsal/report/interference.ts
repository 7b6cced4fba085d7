import { sql } from 'kysely'
import type { Queries } from '../../../records/database.ts'
import type { Instant } from '../../../records/schema.ts'
import { SYSTEM } from '../../../records/transaction.ts'
import { instantOf } from '../incidents/incident.ts'
import { nameOf, type Incident } from '../incidents/index.ts'
import { requestKey } from '../action.ts'

/** Something that interfered with the year, when it did, and what the log says that people did about it then. */
export type Interference = { kind: Incident['kind']; at: Instant; done: { verb: string; subject: string }[] }

export async function interferencesOf(queries: Queries, cycle: string, incidents: readonly Incident[]): Promise<Interference[]> {
  const told: Interference[] = []
  for (const [place, incident] of incidents.entries()) {
    const key = requestKey(nameOf(incident, place))
    const { rows } = await sql<{ at: Instant; verb: string; subject: string }>`
      select distinct on (e.id) e.at, e.verb, e.subject from request r join entry e on e.cycle = r.cycle and e.at = r.at and e.by_post = r.post
      where r.cycle = ${cycle} and (r.key = ${key} or starts_with(r.key, ${`${key}/`})) and e.by_post <> ${SYSTEM} order by e.id`.execute(
      queries,
    )
    const done = rows.map(({ verb, subject }) => ({ verb, subject }))
    told.push({ kind: incident.kind, at: rows[0]?.at ?? instantOf(incident), done })
  }
  return told.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
