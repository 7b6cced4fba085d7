import type { Selectable } from 'kysely'
import { canonicalJson, sha256 } from '../scoring/canonical.ts'
import { taskBook } from './indicator.ts'
import type { Schema } from './schema.ts'
import type { Change } from './transaction.ts'

export type BookIssue = Selectable<Schema['book_issue']>

/**
 * Issues the task books that a step has put in force: each gets its place of the year and, with a `format`, its number, in which `{n}` is the place.
 * Units in the order of the roster; one whose book was issued before is left as it is.
 */
export async function issueBooks({ db, cycle, now, log }: Change, step: string, format: string | undefined): Promise<void> {
  const book = Map.groupBy(await taskBook(db, cycle), ({ unit }) => unit)
  const before = await db.selectFrom('book_issue').select(['unit', 'place']).where('cycle', '=', cycle).execute()
  const issued = new Set(before.map(({ unit }) => unit))
  const units = await db.selectFrom('unit').select('key').where('cycle', '=', cycle).orderBy('ord').execute()
  const own = units.filter(({ key }) => !issued.has(key) && book.get(key)?.some(({ authority }) => authority === step))
  const first = Math.max(0, ...before.map(({ place }) => place)) + 1
  const rows = own.map(({ key: unit }, index) => {
    const place = first + index
    const indicators = (book.get(unit) ?? []).map(({ key, version, name, full_points, standard, fields, checkpoints, body }) => {
      return { key, version, name, full: full_points, standard, fields, checkpoints, body }
    })
    const number = format === undefined ? null : format.replaceAll('{n}', String(place))
    return { cycle, unit, step, place, number, sha256: sha256(canonicalJson(indicators)), at: now }
  })
  if (rows.length === 0) return
  await db.insertInto('book_issue').values(rows).execute()
  await log('issue-books', step, { books: rows.map(({ unit, number, sha256: digest }) => ({ unit, number, sha256: digest })) })
}
