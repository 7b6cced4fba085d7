import { carriedOf, wordsOf } from '../../records/carried.ts'
import type { Queries } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import type { CarriedKind } from '../../records/schema.ts'
import { beijingText } from './beijing.ts'
import { doerNames } from './posts.ts'

/** Something that a year took over: in words, from which row of which year, the row of this year that it became, and who took it over. */
export type CarriedView = {
  kind: CarriedKind
  unit: string
  words: string
  from: string
  row: string
  became: string | null
  by: string
  at: string
}

/** @throws Refusal `not-found` when there is no such cycle */
export async function carriedView(queries: Queries, cycle: string, unit?: string): Promise<CarriedView[]> {
  await packOfCycle(queries, cycle)
  const nameOf = await doerNames(queries, cycle)
  const rows = await carriedOf(queries, cycle, unit === undefined ? {} : { unit })
  return rows.map(({ kind, unit: of, content, from_cycle: from, from_row: row, became, by_post, at }) => ({
    ...{ kind, unit: of, words: wordsOf(content), from, row, became },
    ...{ by: nameOf({ by_post, at }), at: beijingText(at) },
  }))
}
