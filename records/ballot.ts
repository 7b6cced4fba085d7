import type { Selectable } from 'kysely'
import { canonicalJson, sha256 } from '../scoring/canonical.ts'
import type { Queries } from './database.ts'
import type { BallotGroup, Schema } from './schema.ts'

/** How an anonymous evaluation is counted, as it was when it opened. */
export type BallotBox = Omit<Selectable<Schema['ballot_box']>, 'groups'> & { groups: BallotGroup[] }
export type BallotRow = { id: string; grp: string; ratings: { [unit: string]: string } }

export async function ballotBox(queries: Queries, cycle: string, step: string): Promise<BallotBox | undefined> {
  return queries.selectFrom('ballot_box').selectAll().where('cycle', '=', cycle).where('step', '=', step).executeTakeFirst()
}

/** All ballots of a step, in the order of their random ids, which says nothing. */
export async function ballotsOf(queries: Queries, cycle: string, step: string): Promise<BallotRow[]> {
  return queries
    .selectFrom('ballot')
    .select(['id', 'grp', 'ratings'])
    .where('cycle', '=', cycle)
    .where('step', '=', step)
    .orderBy('id')
    .execute()
}

/** What a rater keeps, and finds again in the log when the ballots are counted: SHA-256 over the ballot, its random id included. */
export const receiptOf = ({ id, grp, ratings }: BallotRow): string => sha256(canonicalJson({ id, group: grp, ratings }))

/** What is kept of a code. */
export const hashOfCode = (code: string): string => sha256(code)
