import type { Clock } from '../records/clock.ts'
import type { Database } from '../records/database.ts'
import type { Instant } from '../records/schema.ts'
import { pauseOf } from '../records/pause.ts'
import { rescheduledDates, type RescheduledDates } from '../records/rescheduling.ts'
import { settledSteps, stepsOf, type StepRow } from '../records/step.ts'
import { change, SYSTEM, type Change } from '../records/transaction.ts'
import { asPlanned, datesOf, openingOf, readyAt, storeCountings, type Opening } from '../steps/dates.ts'
import { rulesOf } from '../steps/index.ts'
import { workflowIds } from '../workflows/ids.ts'
import { openStep, stepChange } from './open-step.ts'

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
    const opening = await openingOf(open)
    const [set, paused] = [await rescheduledDates(open.db, cycle), await pauseOf(open.db, cycle)]
    const start: string[] = []
    for (const step of steps) {
      if (step.state === 'settled') continue
      if (step.state === 'planned') {
        if (paused || !step.spec.after.every((key) => settled.has(key))) continue
        await schedule(open, step, settled, opening, set.get(step.key))
      }
      start.push(step.key)
    }
    return { start, finished: steps.every((step) => step.state === 'settled') }
  })
}

type Settled = Map<string, Instant>

async function schedule(open: Change, step: StepRow, settled: Settled, opening: Opening, set: RescheduledDates | undefined): Promise<void> {
  const { countings, ...dates } = datesOf(open, step.spec, readyAt(step.spec, settled, open.now), opening, set)
  const row = { ...dates, state: 'scheduled' } as const
  await open.db.updateTable('step').set(row).where('cycle', '=', open.cycle).where('key', '=', step.key).execute()
  await storeCountings(open, step.key, countings)
  const { opens_at: opensAt, due_at: dueAt } = dates
  await open.log('schedule', step.key, { opensAt, dueAt, ...asPlanned(step.spec, dates, opening) })
  // one that had dates before an amendment, or an appeal that was let in again, put it back has its workflow already, which has to look at the new ones
  if (step.opens_at !== null) await open.tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(open.cycle, step.key) })
  if (opensAt > open.now || rulesOf(step.spec.kind).automatic) return
  await openStep(await stepChange(open, { ...step, ...row }))
}
