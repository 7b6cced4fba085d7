import { dateAt } from '../calendar/index.ts'
import type { Clock } from '../records/clock.ts'
import type { Database } from '../records/database.ts'
import { packOfCycle } from '../records/pack.ts'
import { settledSteps, stepsOf, type StepRow } from '../records/step.ts'
import { change, SYSTEM, type Change } from '../records/transaction.ts'
import { rulesOf } from '../steps/index.ts'
import { openStep, stepChange } from './open-step.ts'
import { schedule, type Opening } from './schedule.ts'

export type Advance = { start: string[]; finished: boolean }

/**
 * Gives the steps whose predecessors have settled their dates, opens those whose time has come, and says which steps are to run now.
 * Idempotent: asked again it answers the same until something settles.
 */
export async function advance(database: Database, clock: Clock, cycle: string): Promise<Advance> {
  return change(database, { cycle, post: SYSTEM, clock }, async (open) => {
    await open.db.selectFrom('step').select('key').where('cycle', '=', cycle).where('state', '=', 'planned').forUpdate().execute()
    const [steps, settled] = [await stepsOf(open.db, cycle), await settledSteps(open.db, cycle)]
    const opening = await openingOf(open)
    const start: string[] = []
    for (const step of steps) {
      if (step.state === 'settled') continue
      if (step.state === 'planned') {
        if (!step.spec.after.every((key) => settled.has(key))) continue
        await openNow(open, await schedule(open, step, settled, opening))
      }
      start.push(step.key)
    }
    return { start, finished: steps.every((step) => step.state === 'settled') }
  })
}

/** When the cycle opened, and what its pack gives to steps whose days had passed by then: a whole working day, unless it says more. */
async function openingOf({ db, cycle }: Change): Promise<Opening> {
  const { opened_at } = await db.selectFrom('cycle').select('opened_at').where('id', '=', cycle).executeTakeFirstOrThrow()
  const { pack } = await packOfCycle(db, cycle)
  return { day: dateAt(opened_at), workingDays: Number(pack.lateOpening?.workingDays ?? '1') }
}

async function openNow(open: Change, step: StepRow): Promise<void> {
  if ((step.opens_at ?? '') > open.now || rulesOf(step.spec.kind).automatic) return
  await openStep(await stepChange(open, step))
}
