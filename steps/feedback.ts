import type { KindRules } from './rules.ts'
import { openTasks } from '../records/task.ts'
import { issueForms } from '../records/feedback.ts'
import { nameOf } from './units.ts'

/**
 * Each unit of the last computation receives its feedback form (考评情况反馈单). The proven receipt starts the unit's own appeal window;
 * a form that is not acknowledged in time stays open and late until the office serves it with proof.
 */
export const feedback: KindRules<'feedback'> = {
  open: async (change) => {
    const units = await issueForms(change)
    const tasks = units.map((unit) => ({
      key: unit,
      verb: 'acknowledge' as const,
      unit,
      assignee: { unit },
      title: `${change.step.name}：${nameOf(change.pack, unit)}`,
      due: change.step.due_at ?? change.now,
    }))
    await openTasks(change, change.step.key, tasks)
  },
}
