import { openTasks } from '../records/task.ts'
import type { KindRules } from './rules.ts'
import { nameOf } from './units.ts'

/** Each unit receives the task book that the step `of` has issued, and acknowledges it; where it does not, the office serves it with proof. */
export const bookReceipt: KindRules<'bookReceipt'> = {
  open: async (change) => {
    const { db, cycle, step, spec, pack, now } = change
    const issued = await db
      .selectFrom('book_issue')
      .select(['unit', 'number'])
      .where('cycle', '=', cycle)
      .where('step', '=', spec.of)
      .orderBy('place')
      .execute()
    const tasks = issued.map(({ unit, number }) => ({
      key: unit,
      verb: 'acknowledge' as const,
      unit,
      assignee: { unit },
      title: `${step.name}：${nameOf(pack, unit)}${number === null ? '' : `（${number}）`}`,
      due: step.due_at ?? now,
    }))
    await openTasks(change, step.key, tasks)
  },
  acknowledged: true,
}
