import { takeMessages } from '../../../records/outbox.ts'
import { dueNow } from '../../../worker/relay.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect } from 'vitest'
import { openStep, stepChange } from '../../../activities/open-step.ts'
import { endOfDay, startOfDay } from '../../../calendar/index.ts'
import { openCycle } from '../../../client/verbs/open-cycle.ts'
import type { Call } from '../../../client/verbs/verb.ts'
import { openDatabase, type Database } from '../../../records/database.ts'
import { Refusal, type RefusalCode } from '../../../records/refusal.ts'
import { lockStep, type StepRow } from '../../../records/step.ts'
import type { TaskRow } from '../../../records/task.ts'
import { change, SYSTEM, type Change } from '../../../records/transaction.ts'
import { parsePack, type Pack } from '../../../scoring/index.ts'
import { cloneDatabase, type TestDatabase } from '../database.ts'
import { smallPackFiles } from './files.ts'

export const [office, checker, third] = ['考核办#1', '考核办#2', '考核办#3'] as const
export const liaison = (unit: string): string => `${unit}/联络员`

/** The small pack, some of its files changed. */
export function smallPack(edit: (files: Record<string, string>) => void = () => {}): Pack {
  const files = { ...smallPackFiles }
  edit(files)
  const parsed = parsePack(files)
  if (!parsed.ok) throw new Error(parsed.problems.map(({ file, message }) => `${file} ${message}`).join('\n'))
  return parsed.pack
}

export type TestBase = { database: Database; url: string }

/** One database for the tests of a file; each test opens a cycle of its own in it. */
export function useDatabase({ max = 10 } = {}): TestBase {
  const base = {} as TestBase
  let clone: TestDatabase
  beforeAll(async () => {
    clone = await cloneDatabase()
    Object.assign(base, { url: clone.url, database: openDatabase(clone.url, { max }) })
  })
  afterAll(async () => {
    await base.database.destroy()
    await clone.drop()
  })
  return base
}

let opened = 0
export type YearOptions = { cycle?: string; pack?: Pack; kind?: 'live' | 'rehearsal'; at?: string; seed?: string; calendarUntil?: number }

/** A cycle of the small pack, before any step has opened. Its clock stands still until `at` moves it. */
export async function openYear({ database }: Pick<TestBase, 'database'> & Partial<TestBase>, options: YearOptions = {}) {
  const { pack = smallPack(), kind = 'rehearsal', at = '2017-03-26T16:00:00.000Z', seed = '1' } = options
  const cycle = options.cycle ?? `${kind}-${++opened}`
  const known = options.calendarUntil === undefined ? {} : { calendarUntil: options.calendarUntil }
  await openCycle(database, { id: cycle, pack, seed, post: office, ...(kind === 'live' ? { kind } : { kind, clockAt: at, ...known }) })

  /** Moves the clock of the cycle. */
  const moveTo = async (instant: string) => {
    await database.updateTable('cycle').set({ clock_at: instant }).where('id', '=', cycle).execute()
  }
  const as = (post: string, key?: string): Call => ({ database, cycle, post, ...(key === undefined ? {} : { key }) })
  const inChange = <T>(work: (open: Change) => Promise<T>, post: string = SYSTEM): Promise<T> => change(database, { cycle, post }, work)
  /** Opens a step as the round does, on the days of the plan unless told otherwise. */
  const openNow = async (key: string, days: { opens?: string; due?: string } = {}): Promise<void> => {
    const spec = pack.plan.find((each) => each.key === key)
    const [opens, due] = [days.opens ?? spec?.opens, days.due ?? spec?.due]
    if (typeof opens !== 'string' || typeof due !== 'string') throw new Error(`say when ${key} opens and is due`)
    const values = { state: 'scheduled', opens_at: startOfDay(opens), due_at: endOfDay(due) } as const
    await inChange(async (open) => {
      await open.db.updateTable('step').set(values).where('cycle', '=', cycle).where('key', '=', key).execute()
      await openStep(await stepChange(open, await lockStep(open.db, cycle, key, 'exclusive')))
    })
  }
  const tasks = (step: string): Promise<TaskRow[]> =>
    database.selectFrom('task').selectAll().where('cycle', '=', cycle).where('step', '=', step).orderBy('id').execute()
  const task = async (step: string, key: string): Promise<TaskRow> => {
    const all = await tasks(step)
    const found = all.find((each) => each.key === key)
    if (!found) throw new Error(`expected a task ${key} in ${step}, found ${all.map((each) => each.key).join(', ') || 'none'}`)
    return found
  }
  const step = (key: string): Promise<StepRow> =>
    database.selectFrom('step').selectAll().where('cycle', '=', cycle).where('key', '=', key).executeTakeFirstOrThrow()
  return { database, cycle, pack, moveTo, as, inChange, openNow, tasks, task, step }
}
export type Year = Awaited<ReturnType<typeof openYear>>

export type BookEntry = {
  unit: string
  key: string
  full: string
  body?: string
  kind?: string
  checkpoints?: { on: string; text: string }[]
}
export const smallBook: readonly BookEntry[] = [
  { unit: '甲局', key: '1', full: '20', body: '乙局办', kind: 'key' },
  { unit: '甲局', key: '2', full: '10' },
  { unit: '乙局', key: '1', full: '10', body: '乙局办' },
]

/** Puts a task book in force without a declaration. */
export async function putBook({ inChange, cycle }: Year, book: readonly BookEntry[] = smallBook): Promise<void> {
  const rows = book.map(({ unit, key, full, body, kind, checkpoints }) => ({
    cycle,
    unit,
    key,
    version: 1,
    name: `指标${key}`,
    full_points: full,
    kind: kind ?? 'functional',
    body: body ?? null,
    checkpoints: JSON.stringify(checkpoints ?? []),
    authority: 'test',
  }))
  await inChange(async ({ db, now }) => {
    await db
      .insertInto('indicator')
      .values(rows.map((row) => ({ ...row, standard: null, generated: false, withdrawn: false, at: now })))
      .execute()
  })
}

const tables = `
  holiday_notice reckoning
  pack cycle unit body post step task movement extension rescheduling appeal_extension pause resumption submission evidence submission_evidence indicator score addition parameter
   decision   result computation feedback_form receipt appeal publication
  ballot_box ballot_code ballot briefing briefed ledger_entry
  amendment amendment_decision carried
  reorganisation cancellation decided_score
  holding delegation delegation_end reassignment incident incident_task repair repair_confirmation
  withdrawal acknowledgement book_issue advice revival
  digest notice round request entry chain outbox breakdown
  slip slip_answer collection collection_ruling evidence_use`
  .trim()
  .split(/\s+/)

/** For each table how many rows it has and a checksum over them: equal when nothing was stored, changed or left for a workflow. */
export async function contents({ database }: Pick<TestBase, 'database'> & Partial<TestBase>): Promise<Record<string, string>> {
  const parts = tables.map((table) => {
    // a file is known by its SHA-256 already
    const row = table === 'evidence' ? sql`cycle || sha256 || name` : sql`t::text`
    return sql`select ${table} as name, count(*) || '/' || coalesce(md5(string_agg(md5(${row}), '' order by md5(${row}))), '') as state
      from ${sql.table(table)} t`
  })
  const { rows } = await sql<{ name: string; state: string }>`${sql.join(parts, sql` union all `)}`.execute(database)
  return Object.fromEntries(rows.map((row) => [row.name, row.state]))
}

/** Expects a refusal with this code and sentence, and that it left no trace in any table. */
export async function refused(
  base: Pick<TestBase, 'database'>,
  code: RefusalCode,
  sentence: RegExp,
  attempt: () => Promise<unknown>,
): Promise<Refusal> {
  const before = await contents(base)
  const error = await attempt().then(
    (answer) => new Error(`expected a refusal, found the answer ${JSON.stringify(answer)}`),
    (thrown: unknown) => thrown,
  )
  expect(await contents(base)).toEqual(before)
  if (!(error instanceof Refusal)) throw error as Error
  expect({ code: error.code, sentence: error.message }).toEqual({ code, sentence: expect.stringMatching(sentence) as string })
  return error
}

/** Log entries of a cycle, oldest first: verb, subject and content. */
export async function entriesOf({ database, cycle }: Year): Promise<{ verb: string; subject: string; content: unknown; by: string }[]> {
  const rows = await database.selectFrom('entry').selectAll().where('cycle', '=', cycle).orderBy('id').execute()
  return rows.map((row) => ({ verb: row.verb, subject: row.subject, content: JSON.parse(row.content) as unknown, by: row.by_post }))
}

/** Messages that the relay would carry now to the workflows of a cycle, in their order; the one that starts the year left out. */
export async function messagesOf({ database, cycle }: Year): Promise<string[]> {
  const waiting = await database.transaction().execute((db) => takeMessages(db, 10_000))
  const own = waiting.filter(({ workflowId }) => workflowId.startsWith(`cycle/${cycle}/`))
  const due = (await dueNow(database, own)).toSorted((a, b) => Number(a.id) - Number(b.id))
  return due.map(({ action, workflowId }) => `${action} ${workflowId.slice(`cycle/${cycle}/`.length)}`)
}
