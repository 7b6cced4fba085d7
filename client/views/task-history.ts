import type { Queries } from '../../records/database.ts'
import { taskById } from '../../records/task.ts'
import { beijingText } from './beijing.ts'
import { doerNames } from './posts.ts'

/** Something that happened to a matter: a decision, a change of hands, a repair; `what` is the outcome or who acts from then on. */
export type TaskEvent = {
  at: string
  kind: 'decision' | 'reassignment' | 'repair'
  task: string
  what: string
  reason: string | null
  document: string | null
  by: string
}

/**
 * The whole course of the matter that a task belongs to (a declaration with its returns, a gate with its rounds), oldest first: every reason that
 * was ever given. @throws Refusal `not-found`
 */
export async function taskHistory(queries: Queries, cycle: string, id: string): Promise<TaskEvent[]> {
  const { step, key } = await taskById(queries, cycle, id)
  const root = key.split('/')[0] ?? key
  const tasks = queries.selectFrom('task').select('id').where('cycle', '=', cycle).where('step', '=', step)
  const matter = tasks.where((is) => is.or([is('key', '=', root), is('key', 'like', `${root.replace(/[%_\\]/gu, String.raw`\$&`)}/%`)]))
  const nameOf = await doerNames(queries, cycle)
  const decisions = await queries.selectFrom('decision').selectAll().where('task', 'in', matter).execute()
  const moves = await queries.selectFrom('reassignment').selectAll().where('task', 'in', matter).execute()
  const repairs = await queries.selectFrom('repair').selectAll().where('task', 'in', matter).execute()
  const events = [
    ...decisions.map((row) => ({ row, kind: 'decision' as const, what: row.outcome })),
    ...moves.map((row) => ({ row, kind: 'reassignment' as const, what: `${row.was} → ${row.becomes}` })),
    ...repairs.map((row) => ({ row, kind: 'repair' as const, what: row.kind })),
  ]
  return events
    .toSorted((a, b) => (a.row.at === b.row.at ? Number(a.row.task) - Number(b.row.task) : a.row.at < b.row.at ? -1 : 1))
    .map(({ row, kind, what }) => ({
      kind,
      what,
      task: row.task,
      reason: row.reason,
      document: row.document,
      at: beijingText(row.at),
      by: nameOf(row),
    }))
}
