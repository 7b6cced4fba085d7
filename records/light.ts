import { dueDate } from '../calendar/index.ts'
import { packOfCycle } from './pack.ts'
import { pauseOf } from './pause.ts'
import type { Queries } from './database.ts'
import type { Id, Instant, TaskState } from './schema.ts'

/** green: in time; red: late, or lapsed; yellow: late once, caught up or given more time since; unlit: not due yet and nothing missed. */
export type Light = 'green' | 'yellow' | 'red' | 'unlit'

/** A due date that was moved at an instant, by a document or with its step. */
export type Move = { was: Instant; at: Instant }
export type LitTask = { state: TaskState; due_at: Instant; was_late: boolean; moves: readonly Move[] }

/**
 * The light of one task, and the month in which it stands: that in which the task was first missed, or else is due. Whoever was given more
 * time before the due instant was never late; afterwards a move gives time and does not take the lateness back. Null for a cancelled task.
 */
export function lightOf(task: LitTask, now: Instant): { month: string; light: Light } | null {
  const { state, due_at, was_late, moves } = task
  if (state === 'cancelled') return null
  const missed = moves.filter(({ was, at }) => at >= was).map(({ was }) => was)
  const month = dueDate([...missed, due_at].toSorted()[0] ?? due_at).slice(0, 7)
  if (state === 'lapsed' || (state === 'open' && due_at <= now)) return { month, light: 'red' }
  if (was_late || missed.length > 0) return { month, light: 'yellow' }
  return { month, light: state === 'done' ? 'green' : 'unlit' }
}

const WORST: readonly Light[] = ['red', 'yellow', 'green', 'unlit']

/** The light of several tasks together, as a month shows it: the worst of them. */
export const worstOf = (lights: readonly Light[]): Light => WORST.find((light) => lights.includes(light)) ?? 'unlit'

export type UnitLight = {
  unit: string
  month: string
  light: Light
  task: Id
  step: string
  title: string
  dueAt: Instant
  doneAt: Instant | null
}

/** The lights of a cycle, one for each task of a unit in a step whose kind shows one; those of one unit where it is named. Empty where the pack declares none. */
export async function lightsOf(queries: Queries, cycle: string, now: Instant, unit?: string): Promise<UnitLight[]> {
  const kinds = (await packOfCycle(queries, cycle)).supervision?.lights?.kinds ?? []
  if (kinds.length === 0) return []
  let query = queries
    .selectFrom('task as t')
    .innerJoin('step as s', (on) => on.onRef('s.cycle', '=', 't.cycle').onRef('s.key', '=', 't.step'))
    .selectAll('t')
    .where('t.cycle', '=', cycle)
    .where('t.assignee_unit', 'is not', null)
    .where('s.kind', 'in', kinds)
  if (unit !== undefined) query = query.where('t.assignee_unit', '=', unit)
  const seen = await clockSeen(queries, cycle, now)
  const [tasks, moves] = [await query.orderBy('s.ord').orderBy('t.id').execute(), await movesOf(queries, cycle)]
  return tasks.flatMap((task) => {
    const lit = lightOf({ ...task, moves: moves.get(task.id) ?? [] }, seen)
    const { id, assignee_unit, step, title, due_at: dueAt, done_at } = task
    const doneAt = task.state === 'done' ? done_at : null // a lapsed task is over, not done
    return lit ? [{ unit: assignee_unit ?? '', ...lit, task: id, step, title, dueAt, doneAt }] : []
  })
}

/** Every move of a due date, by task. */
async function movesOf(queries: Queries, cycle: string): Promise<Map<Id, Move[]>> {
  // what is moved on after a pause was moved when the year began to stand still: nobody missed a date meanwhile
  const rows = await queries
    .selectFrom('extension as e')
    .leftJoin('resumption as r', 'r.movement', 'e.movement')
    .leftJoin('pause as p', 'p.id', 'r.pause')
    .select(['e.task', 'e.was', (select) => select.fn.coalesce('p.at', 'e.at').as('at')])
    .where('e.cycle', '=', cycle)
    .orderBy('e.id')
    .execute()
  const moves = new Map<Id, Move[]>()
  for (const { task, was, at } of rows) moves.set(task, [...(moves.get(task) ?? []), { was, at }])
  return moves
}

/** While the clocks of a paused year are stopped nothing becomes late. */
async function clockSeen(queries: Queries, cycle: string, now: Instant): Promise<Instant> {
  const pause = await pauseOf(queries, cycle)
  return pause?.clocks === 'stopped' && pause.at < now ? pause.at : now
}
