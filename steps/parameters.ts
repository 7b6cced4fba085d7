import { z } from 'zod'
import { storeParameters } from '../records/parameter.ts'
import { Refusal } from '../records/refusal.ts'
import { openTasks } from '../records/task.ts'
import { checkParameters } from '../scoring/index.ts'
import { requireSameKeys, Text } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { officeOf } from './units.ts'

const Set = z.strictObject({ values: z.record(z.string(), Text), document: Text })

/** The numbers and dates that the regulation leaves to a later document (待定参数): the actor sets them, with the document's number. */
export const parameters: KindRules<'parameters'> = {
  open: async (change) => {
    const { step, spec } = change
    const body = /^body:(.+)$/u.exec(spec.actor)?.[1] ?? officeOf(change.pack)
    await openTasks(change, step.key, [{ key: body, verb: 'submit', assignee: { body }, title: step.name, due: step.due_at ?? change.now }])
  },
  content: () => Set,
  accept: async (change, submission, task) => {
    const { values, document } = submission.content as z.infer<typeof Set>
    requireSameKeys(change.spec.names, Object.keys(values), task?.title ?? change.step.name)
    const problems = checkParameters(change.pack, values).map(({ message }) => message)
    if (problems.length > 0)
      throw new Refusal('bad-input', `${change.step.name}的内容不符合要求，未予保存：${problems.join('；')}`, problems)
    await storeParameters(change, values, document, submission.id)
  },
}

/** Parameters that nothing has set yet, in words; empty when a computation can go on. */
export function lackingParameters({ pack }: Pick<StepChange, 'pack'>, set: { [name: string]: unknown } | undefined): string[] {
  return Object.entries(pack.scoring.parameters)
    .filter(([name, { value }]) => value === undefined && set?.[name] === undefined)
    .map(([name, { label, by }]) => `“${label}”（${name}，由${by}定）`)
}
