import { z } from 'zod'
import { compare } from '../scoring/decimal.ts'
import { additionsInForce, NOTED, scoresInForce } from '../records/score.ts'
import { openTasks, type NewTask } from '../records/task.ts'
import { Text } from './content.ts'
import type { KindRules } from './rules.ts'
import { nameOf, officeOf } from './units.ts'
import { windowFrom } from './windows.ts'

const CHECK_DAYS = '5'
const Rectification = z.strictObject({
  measures: z.array(z.strictObject({ problem: Text, measure: Text, result: Text })).min(1, '至少一项'),
})

/** Units with findings of verification or unfinished tasks, or with events of the inputs that the plan names as `findings`, put them right (整改) and report; the office checks and may return the report. */
export const rectification: KindRules<'rectification'> = {
  open: async (change) => {
    const found = (await additionsInForce(change.db, change.cycle)).filter(
      (each) => change.pack.scoring.inputs[each.input]?.type === 'events',
    )
    const noted = change.spec.findings ? [] : await scoresInForce(change.db, change.cycle, { input: NOTED.unfinished })
    const unfinished = noted.filter((each) => compare(each.value, '0') > 0)
    const named = change.spec.findings ?? verificationInputs(change.pack.plan)
    const findings = found.filter((each) => named.includes(each.input))
    const units = [...new Set([...findings, ...unfinished].map((each) => each.unit))].sort()
    const tasks = units.map((unit) =>
      toTask(unit, unit, { due: change.step.due_at ?? change.now }, `${change.step.name}：${nameOf(change.pack, unit)}`),
    )
    await openTasks(change, change.step.key, tasks)
  },
  content: () => Rectification,
  withdrawable: true,
  accept: async (change, submission, task) => {
    const unit = submission.unit ?? ''
    await openTasks(change, change.step.key, [
      {
        key: `${task?.key ?? unit}/验收`,
        verb: 'decide',
        unit,
        assignee: { body: officeOf(change.pack) },
        about: submission.id,
        title: `${change.step.name}验收：${nameOf(change.pack, unit)}`,
        ...windowFrom(change, CHECK_DAYS, '收到', change.step.due_at),
      },
    ])
  },
  outcomes: ['accept', 'return'],
  needReason: ['return'],
  decide: async (change, task, { outcome }) => {
    if (outcome !== 'return') return
    const unit = task.unit ?? ''
    const window = windowFrom(change, CHECK_DAYS, '退回')
    const again = toTask(`${task.key}/退回`, unit, window, `重新整改：${nameOf(change.pack, unit)}`)
    await openTasks(change, change.step.key, [again], 'returned')
  },
}

const toTask = (key: string, unit: string, { due, counted }: Pick<NewTask, 'due' | 'counted'>, title: string) => ({
  key,
  verb: 'submit' as const,
  unit,
  assignee: { unit },
  title,
  due,
  ...(counted ? { counted } : {}),
})

const verificationInputs = (plan: readonly { kind: string }[]): string[] =>
  plan.flatMap((step) => (step.kind === 'verification' && 'input' in step ? [String(step.input)] : []))
