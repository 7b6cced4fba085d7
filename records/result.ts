import { sql, type Insertable, type RawBuilder } from 'kysely'
import type { Compared, Outcome, UnitResult } from '../scoring/index.ts'
import type { Queries } from './database.ts'
import { Refusal } from './refusal.ts'
import type { Schema } from './schema.ts'
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

/** The version that is asked for, or the newest. @throws Refusal `not-found` when there is no such computation */
export async function askedVersion(queries: Queries, cycle: string, asked?: number): Promise<number> {
  const latest = await latestVersion(queries, cycle)
  if (asked === undefined || (asked >= 1 && asked <= latest)) return asked ?? latest
  throw new Refusal(
    'not-found',
    `周期“${cycle}”的成绩应为第 1 至 ${latest} 次计算，实为第 ${asked} 次；用 cycle amendments ${cycle} 查看各次用的哪一版办法。`,
  )
}

/** How many results with their traces are held at once. */
const BATCH = 20

/** Stores the results of one computation as they come, each with its trace and its standing in the outcome. */
export async function storeResults(
  { cycle, db }: Change,
  version: number,
  { cohorts }: Pick<Outcome, 'cohorts'>,
  results: Iterable<UnitResult>,
): Promise<void> {
  const standings = new Map(cohorts.flatMap((cohort) => cohort.units.map((unit) => [unit.unit, unit])))
  let rows: Insertable<Schema['result']>[] = []
  for (const { trace, ...result } of results) {
    const standing = standings.get(result.unit) ?? null
    rows.push({
      cycle,
      version,
      unit: result.unit,
      class: result.class,
      total: result.total,
      published: result.published,
      rank: standing?.rank ?? null,
      outcome: JSON.stringify({ ...result, standing }),
      trace: JSON.stringify(trace),
    })
    if (rows.length < BATCH) continue
    await db.insertInto('result').values(rows).execute()
    rows = []
  }
  if (rows.length > 0) await db.insertInto('result').values(rows).execute()
}

/** Stores what one computation says of all: the hash, the difference to the one before, the classes with their traces. */
export async function storeComputation(
  { cycle, now, db }: Change,
  step: string,
  version: number,
  outcome: Omit<Outcome, 'units'>,
  difference: unknown,
): Promise<void> {
  const grades = outcome.cohorts.map(({ class: of, ranked, prizes, notes, trace }) => ({ class: of, ranked, prizes, notes, trace }))
  await db
    .insertInto('computation')
    .values({
      cycle,
      version,
      step,
      result_hash: outcome.resultHash,
      pack: outcome.pack,
      difference: JSON.stringify(difference),
      grade_trace: JSON.stringify(grades),
      at: now,
    })
    .execute()
}

/** The computation as the scoring core gave it, rebuilt from its rows. @returns null when there is no such version */
export async function outcomeOf(queries: Queries, cycle: string, version: number): Promise<Outcome | null> {
  return rebuilt(queries, cycle, version, sql<Trace>`trace`)
}

/** The same without the steps of the units' traces, to be compared with another. */
export async function comparedOf(queries: Queries, cycle: string, version: number): Promise<Compared | null> {
  return rebuilt(queries, cycle, version, sql<Pick<Trace, 'seal'>>`json_build_object('seal', trace -> 'seal')`)
}

type Trace = UnitResult['trace']
type Stored = Omit<UnitResult, 'trace'> & { standing: Outcome['cohorts'][number]['units'][number] | null }

async function rebuilt<T>(queries: Queries, cycle: string, version: number, trace: RawBuilder<T>) {
  const computed = await queries
    .selectFrom('computation')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!computed) return null
  const rows = await queries
    .selectFrom('result')
    .select(['outcome', trace.as('trace')])
    .where('cycle', '=', cycle)
    .where('version', '=', version)
    .orderBy('unit')
    .execute()
  const grades = computed.grade_trace as unknown as Pick<Outcome['cohorts'][number], 'class' | 'ranked' | 'prizes' | 'notes' | 'trace'>[]
  const results = rows.map((row) => ({ ...(row.outcome as Stored), trace: row.trace }))
  const cohorts = grades.map((grade) => {
    const units = results.filter((each) => each.class === grade.class).flatMap((each) => (each.standing ? [each.standing] : []))
    units.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.unit < b.unit ? -1 : 1))
    return { ...grade, complete: units.every((unit) => unit.rank !== null), units }
  })
  const units = results.map(({ standing: _, ...unit }) => unit)
  return { pack: computed.pack, units, cohorts, problems: [], resultHash: computed.result_hash }
}
