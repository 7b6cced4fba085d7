import type { Pack, Reorganisation } from '../scoring/index.ts'
import { indicatorVersions, type IndicatorRow } from './indicator.ts'
import { additionsInForce, scoresInForce, type AdditionRow, type ScoreRow } from './score.ts'
import type { Change } from './transaction.ts'

/** What goes from one unit to another: all of its indicators, or those with these keys; `kept`: their keys do not change. */
export type Move = { from: string; to: string; keys: ReadonlySet<string> | null; kept: boolean; rest: boolean }
export type TakenOver = { indicators: number; scores: number; additions: number }

/** The key of an indicator that was taken over, where its old one could be another's. */
const takenKey = (from: string, key: string): string => `${from}·${key}`

/**
 * Gives a successor the indicators of a unit with their versions, and what was scored and found of them; everything stays under the old unit as
 * well. What is about the unit as a whole (`rest`) goes along where the pack carries it over.
 */
export async function takeOver(change: Change, pack: Pack, { kind }: Reorganisation, move: Move): Promise<TakenOver> {
  const rule = pack.roster.reorganisation?.[kind === 'split' ? 'split' : 'merged']
  const versions = (await indicatorVersions(change.db, change.cycle, move.from)).filter((row) => move.keys?.has(row.key) ?? true)
  const live = new Set([...Map.groupBy(versions, (row) => row.key)].filter(([, own]) => !own.at(-1)!.withdrawn).map(([key]) => key))
  const going = versions.filter((row) => live.has(row.key))
  const newKey = (key: string) => (move.kept ? key : takenKey(move.from, key))
  await insertVersions(change, going, move, newKey)
  const scores = (await scoresInForce(change.db, change.cycle, { unit: move.from })).filter((row) => live.has(row.item))
  await insertScores(change, scores, move, newKey)
  const carried = rule?.events === 'carried'
  const additions = (await additionsInForce(change.db, change.cycle, move.from)).filter((row) =>
    row.indicator === null ? move.rest && carried : live.has(row.indicator),
  )
  await insertAdditions(change, additions, move, newKey)
  return { indicators: live.size, scores: scores.length, additions: additions.length }
}

type NewKey = (key: string) => string

async function insertVersions({ db }: Change, rows: readonly IndicatorRow[], { to, from }: Move, newKey: NewKey): Promise<void> {
  const values = rows.map(({ id, ...row }) => ({
    ...row,
    unit: to,
    key: newKey(row.key),
    checkpoints: JSON.stringify(row.checkpoints),
    fields: JSON.stringify(row.fields),
    taken_from: id,
    taken_unit: row.taken_unit ?? from,
  }))
  if (values.length > 0) await db.insertInto('indicator').values(values).execute()
}

async function insertScores({ db, now }: Change, rows: readonly ScoreRow[], { to }: Move, newKey: NewKey): Promise<void> {
  const values = rows.map(({ id, ...row }) => ({ ...row, unit: to, item: newKey(row.item), supersedes: null, taken_from: id, at: now }))
  if (values.length > 0) await db.insertInto('score').values(values).execute()
}

async function insertAdditions({ db, now }: Change, rows: readonly AdditionRow[], { to }: Move, newKey: NewKey): Promise<void> {
  const values = rows.map(({ id, indicator, ...row }) => ({
    ...row,
    unit: to,
    indicator: indicator === null ? null : newKey(indicator),
    fields: JSON.stringify(row.fields),
    supersedes: null,
    taken_from: id,
    at: now,
  }))
  if (values.length > 0) await db.insertInto('addition').values(values).execute()
}

/** Notes that indicators of a unit that goes on are another's from now on: a last version that says whose. */
export async function giveAway(change: Change, unit: string, to: string, keys: ReadonlySet<string>, document: string): Promise<void> {
  const newest = new Map((await indicatorVersions(change.db, change.cycle, unit)).map((row) => [row.key, row]))
  const values = [...keys].flatMap((key) => {
    const row = newest.get(key)
    if (!row) return []
    const { id: _, ...kept } = row
    const json = { checkpoints: JSON.stringify(kept.checkpoints), fields: JSON.stringify(kept.fields) }
    return [{ ...kept, ...json, version: kept.version + 1, withdrawn: true, given_to: to, authority: document, at: change.now }]
  })
  if (values.length > 0) await change.db.insertInto('indicator').values(values).execute()
}
