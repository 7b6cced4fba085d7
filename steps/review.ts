import { Refusal } from '../records/refusal.ts'
import type { Id } from '../records/schema.ts'
import { latestSubmissions } from '../records/submission.ts'
import { openTasks } from '../records/task.ts'
import { Declaration, checkDeclaration, declarant } from './declaration.ts'
import type { KindRules, StepChange } from './rules.ts'
import { nameOf, officeOf } from './units.ts'
import { laterOf, windowFrom } from './windows.ts'

/**
 * The office accepts or returns what each unit declared. A return opens a fresh window for the unit, whatever the step's own due
 * instant is; what comes back is put before the office again.
 */
export const review: KindRules<'review'> = {
  open: async (change) => {
    const submissions = await latestSubmissions(change.db, change.cycle, change.spec.of)
    const tasks = submissions.map((each) => reviewTask(change, each.unit ?? '', each.id, each.unit ?? '', change.step.due_at ?? change.now))
    await openTasks(change, change.step.key, tasks)
  },
  content: () => Declaration,
  accept: async (change, submission, task) => {
    const unit = submission.unit ?? ''
    await checkDeclaration(change, unit, submission.content as Declaration)
    const due = laterOf(change.step.due_at, windowFrom(change.now, change.spec.freshWindow).due)
    await openTasks(change, change.step.key, [reviewTask(change, unit, submission.id, `${task?.key ?? unit}/再审`, due)])
  },
  outcomes: ['accept', 'return'],
  needReason: ['return'],
  decide: async (change, task, { outcome }) => {
    if (outcome !== 'return') return
    const unit = task.unit
    if (unit === null) throw new Refusal('conflict', `任务 ${task.id} 不针对任何单位，不能退回。`)
    const back = {
      key: `${task.key}/退回`,
      verb: 'submit' as const,
      unit,
      assignee: declarant(unit, change.pack.plan.find((each) => each.key === change.spec.of)?.actor ?? 'units'),
      title: `退回修改：${nameOf(change.pack, unit)}`,
      due: windowFrom(change.now, change.spec.freshWindow, '退回').due,
    }
    await openTasks(change, change.step.key, [back], 'returned')
  },
}

const reviewTask = (change: StepChange<'review'>, unit: string, about: Id, key: string, due: string) => ({
  key,
  verb: 'decide' as const,
  unit,
  assignee: { body: officeOf(change.pack) },
  about,
  title: `${change.step.name}：${nameOf(change.pack, unit)}`,
  due,
})
