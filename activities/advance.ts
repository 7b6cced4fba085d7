import { addWorkingDays, dateAt, due, endOfDay, startOfDay } from '../calendar/index.ts'
import type { Clock } from '../records/clock.ts'
import type { Database } from '../records/database.ts'
import type { Instant } from '../records/schema.ts'
import { pauseOf } from '../records/pause.ts'
import { rescheduledDates, type RescheduledDates } from '../records/rescheduling.ts'
import { settledSteps, stepsOf, type StepRow } from '../records/step.ts'
import { change, SYSTEM, type Change } from '../records/transaction.ts'
import { rulesOf } from '../steps/index.ts'
import { openStep, stepChange } from './open-step.ts'
import type { Moment } from '../scoring/pack/plan.ts'

export type Advance = { start: string[]; finished: boolean }

/**
 * Gives the steps whose predecessors have settled their dates, opens those whose time has come, and says which steps are to run now.
 * Dates that a document has set go before those of the plan; while the year is paused nothing is scheduled. Idempotent: asked again it answers the same until something settles.
 */
export async function advance(database: Database, clock: Clock, cycle: string): Promise<Advance> {
  return change(database, { cycle, post: SYSTEM, clock }, async (open) => {
    await open.db
      .selectFrom('step')
      .select('key')
      .where('cycle', '=', cycle)
      .where('state', '=', 'planned')
      .orderBy('ord')
      .forUpdate()
      .execute()
    const [steps, settled] = [await stepsOf(open.db, cycle), await settledSteps(open.db, cycle)]
    const [set, paused] = [await rescheduledDates(open.db, cycle), await pauseOf(open.db, cycle)]
    const start: string[] = []
    for (const step of steps) {
      if (step.state === 'settled') continue
      if (step.state === 'planned') {
        if (paused || !step.spec.after.every((key) => settled.has(key))) continue
        await schedule(open, step, settled, set.get(step.key))
      }
      start.push(step.key)
    }
    return { start, finished: steps.every((step) => step.state === 'settled') }
  })
}

async function schedule(open: Change, step: StepRow, settled: Map<string, Instant>, set: RescheduledDates = {}): Promise<void> {
  const before = step.spec.after.map((key) => settled.get(key) ?? open.now)
  const ready = before.reduce((latest, instant) => (instant > latest ? instant : latest), before[0] ?? open.now)
  const opens_at = set.opens ?? opening(step.spec.opens, ready)
  const planned = set.due ?? closing(step.spec.due, opens_at)
  // Whoever opens on a later day because a step before was late still gets a whole working day.
  const today = dateAt(open.now)
  const least = today > dateAt(opens_at) ? endOfDay(addWorkingDays(today, 1).date) : planned
  const due_at = planned > least ? planned : least
  await open.db
    .updateTable('step')
    .set({ state: 'scheduled', opens_at, due_at })
    .where('cycle', '=', open.cycle)
    .where('key', '=', step.key)
    .execute()
  await open.log('schedule', step.key, { opensAt: opens_at, dueAt: due_at, ...(due_at === planned ? {} : { planned }) })
  if (opens_at > open.now || rulesOf(step.spec.kind).automatic) return
  await openStep(await stepChange(open, { ...step, state: 'scheduled', opens_at, due_at }))
}

const opening = (moment: Moment, ready: Instant): Instant => {
  if (typeof moment === 'string') return startOfDay(moment)
  if (moment.workingDays === '0') return ready
  return startOfDay(addWorkingDays(dateAt(ready), Number(moment.workingDays)).date)
}

const closing = (moment: Moment, opens: Instant): Instant =>
  typeof moment === 'string' ? endOfDay(moment) : due(dateAt(opens), Number(moment.workingDays)).instant
