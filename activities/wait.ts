import type { Change } from '../records/transaction.ts'
import type { Progress } from '../workflows/messages.ts'

/**
 * How long a workflow sleeps until `instant`. In a rehearsal there is nothing to wait for: its clock stands still until the conductor
 * moves it, and moving it is followed by a signal. Without an instant only a signal leads on.
 */
export async function waitUntil({ db, cycle, now }: Change, instant: string | null): Promise<Progress> {
  if (instant === null) return { done: false }
  const { kind } = await db.selectFrom('cycle').select('kind').where('id', '=', cycle).executeTakeFirstOrThrow()
  return kind === 'rehearsal' ? { done: false } : { done: false, waitMs: Date.parse(instant) - Date.parse(now) }
}
