import { sql, type Selectable } from 'kysely'
import { reckon } from '../../../calendar/index.ts'
import { tablesOf } from '../../../records/calendar.ts'
import type { Queries } from '../../../records/database.ts'
import { countingOf, type Reckoning } from '../../../records/reckoning.ts'
import type { Id, Instant, Schema } from '../../../records/schema.ts'
import { BY_DATE, keptWords } from '../deadline.ts'

/** Something that has a due instant: a task of a step, or (without one) the step itself. */
export type Dated = { task: Id | null; step: string; dueAt: Instant }
type Extension = Pick<Selectable<Schema['extension']>, 'task' | 'becomes' | 'document' | 'reason'>
type Rescheduling = { step: string; becomes: Instant; document: string; reason: string }

/**
 * Why each is due when it is, in a sentence that counts the days where days were counted. Everything is read in four statements, and each
 * counting is done once, however many tasks share it.
 */
export async function dueReasons(queries: Queries, cycle: string, of: readonly Dated[]): Promise<(dated: Dated) => string> {
  const tasks = of.flatMap(({ task }) => task ?? [])
  const tables = await tablesOf(queries, cycle)
  const [reckonings, extensions, rescheduled] = [
    await lastReckonings(queries, cycle, tasks),
    await lastExtensions(queries, tasks),
    await lastRescheduled(queries, cycle),
  ]
  const said = new Map<string, string>()
  const sentence = (row: Reckoning): string => {
    const key = JSON.stringify([countingOf(row), row.kept, row.due_at])
    const known = said.get(key)
    if (known !== undefined) return known
    const { counted, sentence: counting } = reckon(countingOf(row), tables)
    const words = `${counting}${keptWords(row, counted)}`
    said.set(key, words)
    return words
  }
  return ({ task, step, dueAt }) => {
    const moved = task === null ? undefined : extensions.get(task)
    if (moved?.becomes === dueAt) return `由《${moved.document}》延至此日：${moved.reason}。`
    const row = [task, `step ${step}`].map((key) => (key === null ? undefined : reckonings.get(key))).find((each) => each?.due_at === dueAt)
    if (row) return sentence(row)
    const again = rescheduled.get(step)
    if (again?.becomes === dueAt) return `由《${again.document}》改至此日：${again.reason}。`
    return BY_DATE
  }
}

async function lastReckonings(queries: Queries, cycle: string, tasks: readonly Id[]): Promise<Map<string, Reckoning>> {
  const { rows } = await sql<Reckoning>`
    select distinct on (task, step) * from reckoning
    where cycle = ${cycle} and what = 'due' and (step is not null or task = any(${tasks as Id[]}::bigint[]))
    order by task, step, id desc`.execute(queries)
  return new Map(rows.map((row) => [row.task ?? `step ${row.step ?? ''}`, row]))
}

async function lastExtensions(queries: Queries, tasks: readonly Id[]): Promise<Map<Id, Extension>> {
  const { rows } = await sql<Extension>`
    select distinct on (task) task, becomes, document, reason from extension
    where task = any(${tasks as Id[]}::bigint[]) order by task, id desc`.execute(queries)
  return new Map(rows.map((row) => [row.task, row]))
}

async function lastRescheduled(queries: Queries, cycle: string): Promise<Map<string, Rescheduling>> {
  const { rows } = await sql<Rescheduling>`
    select distinct on (r.step) r.step, r.becomes, m.document, m.reason from rescheduling r join movement m on m.id = r.movement
    where r.cycle = ${cycle} and r.date = 'due' order by r.step, r.id desc`.execute(queries)
  return new Map(rows.map((row) => [row.step, row]))
}
