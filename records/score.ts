import type { Selectable } from 'kysely'
import type { Sourced } from '../scoring/index.ts'
import type { Queries } from './database.ts'
import type { Id, Schema, ScorePolicy } from './schema.ts'
import type { Change } from './transaction.ts'

export type ScoreRow = Selectable<Schema['score']>
export type NewScore = {
  unit: string
  input: string
  item?: string
  value: string
  /** the fact where it is one of the words that the pack lists; `value` is zero then */
  word?: string
  /** why the input does not apply to the unit; `value` is zero then */
  notApplicable?: string
  ground?: string | undefined
  doubtful?: boolean
  silent?: boolean
  submission?: Id
  supersedes?: Id
  /** the first day of the part of the year that it is for, where that is not the whole */
  segment?: string | null
  /** the declared policy that gives it because nobody scored, and what the policy rests on */
  policy?: ScorePolicy
  authority?: string
}

/** Inputs that nobody hands in: they are noted, one row for each indicator, while the year's work is assessed. */
export const NOTED = { unfinished: 'unfinished', missedKeyTasks: 'missedKeyTasks' } as const

const BATCH = 500

export async function storeScores(change: Change, scores: readonly NewScore[]): Promise<void> {
  for (let from = 0; from < scores.length; from += BATCH) {
    const rows = scores.slice(from, from + BATCH).map((score) => ({
      cycle: change.cycle,
      unit: score.unit,
      input: score.input,
      item: score.item ?? '',
      value: score.value,
      word: score.word ?? null,
      not_applicable: score.notApplicable ?? null,
      ground: score.ground ?? null,
      doubtful: score.doubtful ?? false,
      silent: score.silent ?? false,
      submission: score.submission ?? null,
      supersedes: score.supersedes ?? null,
      segment: score.segment ?? null,
      policy: score.policy ?? null,
      authority: score.authority ?? null,
      by_post: change.post,
      for_post: change.forPost,
      at: change.now,
    }))
    await change.db.insertInto('score').values(rows).execute()
  }
}

/** Scores that no later one supersedes. */
export async function scoresInForce(queries: Queries, cycle: string, where: { unit?: string; input?: string } = {}): Promise<ScoreRow[]> {
  let query = queries
    .selectFrom('score as s')
    .selectAll('s')
    .where('s.cycle', '=', cycle)
    .leftJoin('score as later', 'later.supersedes', 's.id')
    .where('later.id', 'is', null)
  if (where.unit !== undefined) query = query.where('s.unit', '=', where.unit)
  if (where.input !== undefined) query = query.where('s.input', '=', where.input)
  return query.orderBy('s.unit').orderBy('s.input').orderBy('s.id').execute()
}

/** A score as a fact, with the row that it is from. */
export const sourced = (row: ScoreRow): Sourced => ({ value: row.word ?? plain(row.value), origin: `score/${row.id}` })

/** `12.50` as PostgreSQL keeps it stays exact; only zeros at the end of the fraction go. */
export const plain = (numeric: string): string => (numeric.includes('.') ? numeric.replace(/\.?0+$/, '') : numeric)

export type AdditionRow = Selectable<Schema['addition']>

/** Bonus points, deductions and findings that nothing supersedes and that are not void. */
export async function additionsInForce(queries: Queries, cycle: string, unit?: string): Promise<AdditionRow[]> {
  let query = queries
    .selectFrom('addition as a')
    .selectAll('a')
    .where('a.cycle', '=', cycle)
    .where('a.void', '=', false)
    .leftJoin('addition as later', 'later.supersedes', 'a.id')
    .where('later.id', 'is', null)
  if (unit !== undefined) query = query.where('a.unit', '=', unit)
  return query.orderBy('a.unit').orderBy('a.id').execute()
}
