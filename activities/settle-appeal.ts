import type { Clock } from '../records/clock.ts'
import { lockAppeal, closeAppeal } from '../records/appeal.ts'
import type { Database } from '../records/database.ts'
import { pauseOf } from '../records/pause.ts'
import { change, SYSTEM } from '../records/transaction.ts'
import type { Progress } from '../workflows/messages.ts'
import { waitUntil } from './wait.ts'

/** Closes an appeal window that has passed unused (逾期未复核视同自动放弃); one that was used is closed by its answer. */
export async function settleAppeal(database: Database, clock: Clock, cycle: string, unit: string): Promise<Progress> {
  return change(database, { cycle, post: SYSTEM, clock }, async (open) => {
    const appeal = await lockAppeal(open.db, cycle, unit)
    if (appeal.closed_at !== null) return { done: true }
    if (appeal.state === 'filed' || (await pauseOf(open.db, cycle))) return { done: false }
    if (appeal.due_at > open.now) return waitUntil(open, appeal.due_at)
    await closeAppeal(open, appeal, 'waived')
    await open.log('waive', `appeal/${unit}`, { dueAt: appeal.due_at })
    return { done: true }
  })
}
