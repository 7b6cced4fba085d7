import { addWorkingDays, dateAt, dueText, reckon, type CountedDay } from '../../calendar/index.ts'
import { noticesOf, tablesOf } from '../../records/calendar.ts'
import type { Queries } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import { countingOf, reckoningsOf, type Reckoning, type Subject } from '../../records/reckoning.ts'
import { Refusal } from '../../records/refusal.ts'

/** What a date was at some time, and by which notice it became another. */
export type PastDue = { due: string; at: string; document: string | null; kept: boolean }
/**
 * Why something is due when it is: in a sentence, and day by day where it was counted. `provisional`: the notice for one of the days is not known.
 * `counted` is what the days come to, `due` what holds.
 */
export type Deadline = {
  title: string
  due: string
  instant: string
  provisional: boolean
  sentence: string
  counted: string | null
  days: readonly CountedDay[]
  history: PastDue[]
}

type Holder = { title: string; due_at: string; subjects: Subject[]; set: string }

/**
 * Why a task (by its number), a step (by its key) or a unit's appeal window ends when it does.
 * @throws Refusal `not-found` when the cycle has nothing of that name, or it has no date yet
 */
export async function deadlineOf(queries: Queries, cycle: string, name: string): Promise<Deadline> {
  await packOfCycle(queries, cycle) // says so when there is no such cycle
  const holder = await holderOf(queries, cycle, name)
  const tables = await tablesOf(queries, cycle)
  const found = await inForce(queries, cycle, holder)
  const common = { title: holder.title, due: dueText(holder.due_at), instant: holder.due_at }
  if (!found) return { ...common, provisional: false, sentence: holder.set, counted: null, days: [], history: [] }
  const [row, history] = found
  const counting = countingOf(row)
  const { counted, provisional, sentence } = reckon(counting, tables)
  const { days } = addWorkingDays(dateAt(counting.eventAt), counting.workingDays, tables)
  const past = await pastDues(queries, cycle, history)
  return { ...common, provisional, sentence: `${sentence}${keptWords(row, counted)}`, counted: dueText(counted), days, history: past }
}

/** What keeps a date from being the one that the days come to. */
export function keptWords({ kept, due_at }: Reckoning, counted: string): string {
  if (counted === due_at) return ''
  if (kept) return `按现在的放假安排应为 ${dueText(counted)}；已经公布的期限不因此缩短，仍为 ${dueText(due_at)}。`
  return `但不早于环节本身的期限，即 ${dueText(due_at)}。`
}

async function inForce(queries: Queries, cycle: string, { subjects, due_at }: Holder): Promise<[Reckoning, Reckoning[]] | null> {
  for (const subject of subjects) {
    const rows = await reckoningsOf(queries, cycle, subject)
    const last = rows.at(-1)
    if (last?.due_at === due_at) return [last, rows]
  }
  return null
}

async function pastDues(queries: Queries, cycle: string, rows: readonly Reckoning[]): Promise<PastDue[]> {
  const documents = new Map((await noticesOf(queries, cycle)).map(({ version, document }) => [version, document]))
  return rows.map(({ due_at, at, notice, kept }) => ({ due: dueText(due_at), at: dateAt(at), document: notice === null ? null : (documents.get(notice) ?? null), kept })) // prettier-ignore
}

async function holderOf(queries: Queries, cycle: string, name: string): Promise<Holder> {
  const found =
    (await taskHolder(queries, cycle, name)) ?? (await stepHolder(queries, cycle, name)) ?? (await appealHolder(queries, cycle, name))
  if (!found)
    throw new Refusal('not-found', `周期“${cycle}”中没有编号或名为“${name}”、已有期限的任务、环节或复核；应为任务编号、环节或单位。`)
  return found
}

/** Said of a date that nobody counted. */
export const BY_DATE = '期限是办法或考核办定的日期，不按工作日推算。'

async function taskHolder(queries: Queries, cycle: string, id: string): Promise<Holder | undefined> {
  if (!/^\d{1,18}$/.test(id)) return undefined
  const task = await queries
    .selectFrom('task')
    .select(['title', 'due_at', 'step'])
    .where('cycle', '=', cycle)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!task) return undefined
  const moved = await queries.selectFrom('extension').selectAll().where('task', '=', id).orderBy('id', 'desc').limit(1).executeTakeFirst()
  const set = moved?.becomes === task.due_at ? `由《${moved.document}》延至此日：${moved.reason}。` : BY_DATE
  return { ...task, subjects: [{ task: id }, { step: task.step }], set }
}

async function stepHolder(queries: Queries, cycle: string, key: string): Promise<Holder | undefined> {
  const step = await queries
    .selectFrom('step')
    .select(['name', 'due_at'])
    .where('cycle', '=', cycle)
    .where('key', '=', key)
    .executeTakeFirst()
  return step?.due_at ? { title: step.name, due_at: step.due_at, subjects: [{ step: key }], set: BY_DATE } : undefined
}

async function appealHolder(queries: Queries, cycle: string, unit: string): Promise<Holder | undefined> {
  const appeal = await queries
    .selectFrom('appeal')
    .select(['due_at', 'why'])
    .where('cycle', '=', cycle)
    .where('unit', '=', unit)
    .executeTakeFirst()
  return appeal && { title: `${unit}：复核申请`, due_at: appeal.due_at, subjects: [{ unit }], set: appeal.why }
}
