import { z } from 'zod'
import { taskBook } from '../records/indicator.ts'
import { openTasks } from '../records/task.ts'
import { Key, Percent, requireSameKeys, Text } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { nameOf, unitsOf } from './units.ts'

const SelfCheck = z.strictObject({
  progress: z.array(z.strictObject({ indicator: Key, done: Percent, note: Text.optional() })).min(1, '至少一项'),
  problems: Text.optional(),
})

/** The monthly self-check (自查): each unit says how far each of its indicators is, in per cent. */
export const selfCheck: KindRules<'selfCheck'> = {
  open: async (change) => openForUnits(change),
  content: () => SelfCheck,
  accept: async (change, submission) => {
    const { progress } = submission.content as z.infer<typeof SelfCheck>
    await requireTaskBook(
      change,
      submission.unit ?? '',
      progress.map((each) => each.indicator),
    )
  },
}

/** One task to submit for each unit of the step that has a task book. */
export async function openForUnits(change: StepChange): Promise<void> {
  const withBook = new Set((await taskBook(change.db, change.cycle)).map((each) => each.unit))
  const tasks = unitsOf(change)
    .filter((unit) => withBook.has(unit.key))
    .map((unit) => ({
      key: unit.key,
      verb: 'submit' as const,
      unit: unit.key,
      assignee: { unit: unit.key },
      title: `${change.step.name}：${unit.name}`,
      due: change.step.due_at ?? change.now,
    }))
  await openTasks(change, change.step.key, tasks)
}

/** @throws Refusal `bad-input` unless exactly the indicators of the unit's task book in force are there */
export async function requireTaskBook(change: StepChange, unit: string, indicators: string[]): Promise<void> {
  const book = await taskBook(change.db, change.cycle, unit)
  requireSameKeys(
    book.map((each) => each.key),
    indicators,
    `${nameOf(change.pack, unit)} 的${change.step.name}`,
  )
}
