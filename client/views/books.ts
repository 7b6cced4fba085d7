import type { Queries } from '../../records/database.ts'

/** A unit's task book as it was issued, and when it was received; `received` is null until then. */
export type BookView = {
  unit: string
  name: string
  number: string | null
  sha256: string
  issuedAt: string
  received: { at: string; how: string; proof: string | null } | null
}

/** The task books of a cycle in the order of their numbers. */
export async function booksOf(queries: Queries, cycle: string): Promise<BookView[]> {
  const rows = await queries
    .selectFrom('book_issue as b')
    .innerJoin('unit as u', (on) => on.onRef('u.cycle', '=', 'b.cycle').onRef('u.key', '=', 'b.unit'))
    .select(['b.unit', 'u.name', 'b.number', 'b.sha256', 'b.at'])
    .where('b.cycle', '=', cycle)
    .orderBy('b.place')
    .execute()
  const receipts = await queries
    .selectFrom('acknowledgement as a')
    .innerJoin('task as t', 't.id', 'a.task')
    .innerJoin('step as s', (on) => on.onRef('s.cycle', '=', 't.cycle').onRef('s.key', '=', 't.step'))
    .select(['a.unit', 'a.at', 'a.how', 'a.proof'])
    .where('a.cycle', '=', cycle)
    .where('s.kind', '=', 'bookReceipt')
    .execute()
  return rows.map(({ unit, name, number, sha256, at: issuedAt }) => {
    const receipt = receipts.find((each) => each.unit === unit)
    const received = receipt === undefined ? null : { at: receipt.at, how: receipt.how, proof: receipt.proof }
    return { unit, name, number, sha256, issuedAt, received }
  })
}
