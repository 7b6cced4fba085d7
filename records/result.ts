import type { Outcome } from '../scoring/index.ts'
import type { Queries } from './database.ts'
import type { Change } from './transaction.ts'

/** The newest computation of a cycle, 0 when there is none. */
export async function latestVersion(queries: Queries, cycle: string): Promise<number> {
  const row = await queries
    .selectFrom('computation')
    .select((select) => select.fn.max('version').as('version'))
    .where('cycle', '=', cycle)
    .executeTakeFirst()
  return row?.version ?? 0
}

const BATCH = 50

/** Stores one computation: a row with its trace for each unit, and the hash, difference and traces of the classes once. */
export async function storeOutcome(change: Change, step: string, version: number, outcome: Outcome, difference: unknown): Promise<void> {
  const { cycle, now, db } = change
  const standings = new Map(outcome.cohorts.flatMap((cohort) => cohort.units.map((unit) => [unit.unit, unit])))
  for (let from = 0; from < outcome.units.length; from += BATCH) {
    const rows = outcome.units.slice(from, from + BATCH).map(({ trace, ...result }) => ({
      cycle,
      version,
      unit: result.unit,
      class: result.class,
      total: result.total,
      published: result.published,
      rank: standings.get(result.unit)?.rank ?? null,
      outcome: JSON.stringify({ ...result, standing: standings.get(result.unit) ?? null }),
      trace: JSON.stringify(trace),
    }))
    await db.insertInto('result').values(rows).execute()
  }
  const grades = outcome.cohorts.map(({ class: of, ranked, prizes, notes, trace }) => ({ class: of, ranked, prizes, notes, trace }))
  await db
    .insertInto('computation')
    .values({
      cycle,
      version,
      step,
      result_hash: outcome.resultHash,
      difference: JSON.stringify(difference),
      grade_trace: JSON.stringify(grades),
      at: now,
    })
    .execute()
}

/** The computation as the scoring core gave it, rebuilt from its rows. @returns null when there is no such version */
export async function outcomeOf(queries: Queries, cycle: string, version: number): Promise<Outcome | null> {
  const computed = await queries
    .selectFrom('computation')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!computed) return null
  const rows = await queries
    .selectFrom('result')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('version', '=', version)
    .orderBy('unit')
    .execute()
  const { pack } = await queries.selectFrom('cycle').select('pack').where('id', '=', cycle).executeTakeFirstOrThrow()
  const grades = computed.grade_trace as unknown as Pick<Outcome['cohorts'][number], 'class' | 'ranked' | 'prizes' | 'notes' | 'trace'>[]
  const results = rows.map((row) => ({
    ...(row.outcome as StoredResult),
    trace: row.trace as unknown as Outcome['units'][number]['trace'],
  }))
  const cohorts = grades.map((grade) => {
    const units = results.filter((each) => each.class === grade.class).flatMap((each) => (each.standing ? [each.standing] : []))
    units.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.unit < b.unit ? -1 : 1))
    return { ...grade, complete: units.every((unit) => unit.rank !== null), units }
  })
  const units = results.map(({ standing: _, ...unit }) => unit)
  return { pack, units, cohorts, problems: [], resultHash: computed.result_hash }
}

type StoredResult = Omit<Outcome['units'][number], 'trace'> & { standing: Outcome['cohorts'][number]['units'][number] | null }
