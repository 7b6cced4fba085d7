import type { Clock } from '../records/clock.ts'
import type { Database } from '../records/database.ts'
import { lockStep } from '../records/step.ts'
import { change, SYSTEM } from '../records/transaction.ts'
import { rulesOf } from '../steps/index.ts'
import type { StepChange } from '../steps/rules.ts'
import type { Progress } from '../workflows/messages.ts'
import { openStep, stepChange } from './open-step.ts'
import { waitUntil } from './wait.ts'

/**
 * Settles a step if it is done or due, under its exclusive lock; else says how long to wait. Opens it first when its time has come.
 * A task that is due unanswered lapses or, where the plan says so, stays open and late.
 */
export async function settle(database: Database, clock: Clock, cycle: string, key: string): Promise<Progress & { compute?: true }> {
  return change(database, { cycle, post: SYSTEM, clock }, async (open) => {
    const step = await lockStep(open.db, cycle, key, 'exclusive')
    if (step.state === 'settled') return { done: true }
    const context = await stepChange(open, step)
    const rules = rulesOf(context.spec.kind)
    if (step.state === 'planned') return { done: false }
    if (step.state === 'scheduled') {
      if ((step.opens_at ?? '') > open.now) return waitUntil(open, rules.automatic ? step.opens_at : step.due_at)
      await openStep(context)
    }
    if (rules.computes && !(await isComputed(context))) return { done: false, compute: true }
    await closeDueTasks(context)
    const { count, next } = await openTasksOf(context)
    const windowOpen = rules.window === true && (step.due_at ?? '') > open.now
    if (count === 0 && !windowOpen && !(await rules.waits?.(context))) return finish(context)
    return waitUntil(open, windowOpen && (next === null || next > (step.due_at ?? '')) ? step.due_at : next)
  })
}

async function isComputed({ db, cycle, step }: StepChange): Promise<boolean> {
  const row = await db.selectFrom('computation').select('version').where('cycle', '=', cycle).where('step', '=', step.key).executeTakeFirst()
  return row !== undefined
}

async function closeDueTasks({ db, cycle, step, spec, now, log }: StepChange): Promise<void> {
  const due = db.updateTable('task').where('cycle', '=', cycle).where('step', '=', step.key).where('state', '=', 'open').where('due_at', '<=', now)
  if (spec.late === 'escalate') {
    await due.set({ was_late: true }).where('was_late', '=', false).execute()
    return
  }
  const lapsed = await due.set({ state: 'lapsed', was_late: true, done_at: now }).returning('id').execute()
  if (lapsed.length > 0) await log('lapse', step.key, { tasks: lapsed.map((task) => task.id) })
}

/** How many tasks are open, and when the next of them is due that is not late yet. */
async function openTasksOf({ db, cycle, step, now }: StepChange): Promise<{ count: number; next: string | null }> {
  const row = await db
    .selectFrom('task')
    .select((select) => [
      select.fn.countAll<string>().as('count'),
      select.fn.min('due_at').filterWhere('due_at', '>', now).as('next'),
    ])
    .where('cycle', '=', cycle)
    .where('step', '=', step.key)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), next: row.next }
}

async function finish({ db, cycle, step, now, log }: StepChange): Promise<Progress> {
  await db.updateTable('step').set({ state: 'settled', settled_at: now }).where('cycle', '=', cycle).where('key', '=', step.key).execute()
  await log('settle', step.key, {})
  return { done: true }
}
