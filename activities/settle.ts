import type { Clock } from '../records/clock.ts'
import type { Database } from '../records/database.ts'
import { pauseOf } from '../records/pause.ts'
import { lockStep } from '../records/step.ts'
import { change, SYSTEM } from '../records/transaction.ts'
import { rulesOf } from '../steps/index.ts'
import type { KindRules, StepChange } from '../steps/rules.ts'
import type { StepKind } from '../scoring/pack/plan.ts'
import { workflowIds } from '../workflows/ids.ts'
import type { Progress } from '../workflows/messages.ts'
import { openStep, stepChange } from './open-step.ts'
import { lapseDueTasks } from './lapse.ts'
import { waitUntil } from './wait.ts'

/**
 * Settles a step if it is done or due, under its exclusive lock; else says how long to wait. Opens it first when its time has come.
 * It sleeps until the last open task lapses; tasks that lapse before are closed by the daily round, and nobody can hand them in anyway.
 */
export async function settle(database: Database, clock: Clock, cycle: string, key: string): Promise<Progress & { compute?: true }> {
  return change(database, { cycle, post: SYSTEM, clock }, async (open) => {
    const step = await lockStep(open.db, cycle, key, 'exclusive')
    if (step.state === 'settled') return { done: true }
    if (await pauseOf(open.db, cycle)) return { done: false } // told when the year goes on
    const context = await stepChange(open, step)
    const rules = rulesOf(context.spec.kind)
    if (step.state === 'planned') return { done: false }
    const opens = step.state === 'scheduled'
    if (opens) {
      if ((step.opens_at ?? '') > open.now) return waitUntil(open, wakeOf(context, rules))
      if (!(await openStep(context))) return { done: false }
    }
    if (rules.computes && (opens || !(await isComputed(context)))) return { done: false, compute: true }
    await lapseDueTasks(context, step)
    const { count, last } = await openTasksOf(context)
    const windowOpen = rules.window === true && (step.due_at ?? '') > open.now
    if (count === 0 && !windowOpen && !(await rules.waits?.(context))) return finish(context)
    return waitUntil(open, windowOpen ? laterOf(last, step.due_at) : last)
  })
}

/** When a step that is not open yet has something to do by itself: the daily round opens it, so only what ends by time has a time. */
function wakeOf({ step, spec }: StepChange, { automatic, window }: KindRules<StepKind>): string | null {
  if (automatic) return step.opens_at
  return window || spec.late === 'lapse' ? step.due_at : null
}

/** Whether it was computed since it opened: a step that an appeal let in again has opened once more computes once more. */
async function isComputed({ db, cycle, step }: StepChange): Promise<boolean> {
  const row = await db
    .selectFrom('computation')
    .select('version')
    .where('cycle', '=', cycle)
    .where('step', '=', step.key)
    .where('at', '>=', step.opened_at ?? step.due_at ?? '')
    .executeTakeFirst()
  return row !== undefined
}

/** How many tasks are open, and when the last of them lapses; null where late tasks stay open until they are done. */
async function openTasksOf({ db, cycle, step, spec }: StepChange): Promise<{ count: number; last: string | null }> {
  const row = await db
    .selectFrom('task')
    .select((select) => [select.fn.countAll<string>().as('count'), select.fn.max('due_at').filterWhere('verb', '=', 'submit').as('last')])
    .where('cycle', '=', cycle)
    .where('step', '=', step.key)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), last: spec.late === 'lapse' ? row.last : null }
}

async function finish(context: StepChange): Promise<Progress> {
  const { db, cycle, step, now, log } = context
  await rulesOf(context.spec.kind).close?.(context)
  await db.updateTable('step').set({ state: 'settled', settled_at: now }).where('cycle', '=', cycle).where('key', '=', step.key).execute()
  await log('settle', step.key, {})
  await wakeDependents(context)
  return { done: true }
}

/** Wakes the steps that waited for this one beside their own tasks, as appeals do for the last receipt; not those that wait on anyway. */
async function wakeDependents({ pack, step, ...open }: StepChange): Promise<void> {
  for (const spec of pack.plan) {
    if (!('of' in spec) || spec.of !== step.key || (await rulesOf(spec.kind).waits?.({ ...open, pack, step, spec })) !== false) continue
    await open.tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(open.cycle, spec.key) })
  }
}

const laterOf = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a)
