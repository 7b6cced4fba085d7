import { openTasks } from '../records/task.ts'
import type { KindRules } from './rules.ts'
import { officeOf } from './units.ts'

/** The office publishes the results that the gate approved. */
export const publication: KindRules<'publication'> = {
  open: async (change) => {
    const { step } = change
    const assignee = { body: officeOf(change.pack) }
    await openTasks(change, step.key, [{ key: 'publish', verb: 'publish', assignee, title: step.name, due: step.due_at ?? change.now }])
  },
}
