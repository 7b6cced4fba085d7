import type { Change } from '../records/transaction.ts'
import type { StepRow } from '../records/step.ts'

/**
 * Closes what was not handed in when it was due, in a step where that means giving up (逾期视同放弃). Where the plan escalates instead, and
 * for decisions of the office everywhere, tasks stay open and the round goes on reminding. The caller holds the exclusive lock of the step.
 */
export async function lapseDueTasks({ db, cycle, now, log }: Change, step: StepRow): Promise<void> {
  if (step.spec.late !== 'lapse') return
  const lapsed = await db
    .updateTable('task')
    .set({ state: 'lapsed', was_late: true, done_at: now })
    .where('cycle', '=', cycle)
    .where('step', '=', step.key)
    .where('state', '=', 'open')
    .where('verb', '=', 'submit')
    .where('due_at', '<=', now)
    .returning('id')
    .execute()
  if (lapsed.length > 0) await log('lapse', step.key, { tasks: lapsed.map((task) => task.id) })
}
