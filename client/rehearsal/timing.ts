import type { StepRow } from '../../records/step.ts'
import type { TaskRow } from '../../records/task.ts'
import type { Chance } from './chance.ts'
import { afterDue, instantWithin } from './working-hours.ts'

const LATE_SHARE = 0.04

/** When someone acts on a task: some early, most in the middle, some at the last moment, a few late where lateness is only late. */
export function whenToAct(chance: Chance, task: TaskRow, step: StepRow): string {
  const who = [task.step, task.key]
  const share = chance.of('time', ...who)
  const mayBeLate = step.spec.late === 'escalate' && task.assignee_unit !== null && step.kind !== 'feedback'
  if (mayBeLate && chance.of('late', ...who) < LATE_SHARE) return afterDue(task.due_at, chance.whole(1, 2, 'days', ...who), share)
  return instantWithin(task.opened_at, task.due_at, chance.of('part', ...who), share)
}
