import { sql } from 'kysely'
import type { Queries } from '../../records/database.ts'
import type { BallotGroup } from '../../records/schema.ts'
import type { BallotBoxView } from './shapes/changes.ts'

type Box = { step: string; name: string; state: string; floor: number; below: 'notAssessed' | 'pooled'; groups: BallotGroup[] }

/**
 * The anonymous evaluations of a year that have opened. How many rated is told once they are closed, and of a group only where they are not fewer than
 * the floor: no number says anything about few people, and none grows while they vote.
 */
export async function ballotBoxes(queries: Queries, cycle: string): Promise<BallotBoxView[]> {
  const { rows } = await sql<Box>`
    select b.step, s.name, s.state, b.floor, b.below, b.groups from ballot_box b join step s on s.cycle = b.cycle and s.key = b.step
    where b.cycle = ${cycle} order by s.ord`.execute(queries)
  if (rows.length === 0) return []
  const issued = await countsOf(queries, cycle, 'ballot_code')
  const rated = await countsOf(queries, cycle, 'ballot')
  return rows.map(({ step, name, state, floor, below, groups }) => ({
    ...{ step, name, floor, below, state: state === 'settled' ? 'settled' : 'open' },
    groups: groups.map(({ key, name: called }) => {
      const used = rated(step, key)
      return { name: called, issued: issued(step, key), used: state === 'settled' && used >= floor ? used : null }
    }),
  }))
}

async function countsOf(
  queries: Queries,
  cycle: string,
  table: 'ballot_code' | 'ballot',
): Promise<(step: string, group: string) => number> {
  const { rows } = await sql<{ step: string; grp: string; count: number }>`
    select step, grp, count(*)::int as count from ${sql.table(table)} where cycle = ${cycle} group by step, grp`.execute(queries)
  return (step, group) => rows.find((row) => row.step === step && row.grp === group)?.count ?? 0
}
