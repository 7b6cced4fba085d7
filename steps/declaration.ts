import { z } from 'zod'
import { compare, sum } from '../scoring/decimal.ts'
import { Refusal } from '../records/refusal.ts'
import { openTasks, type Assignee } from '../records/task.ts'
import { IsoDate, Key, Points, Text } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { unitsOf } from './units.ts'

const Indicator = z.strictObject({
  key: Key,
  name: Text,
  full: Points,
  kind: Text,
  body: Key.optional(),
  checkpoints: z
    .array(z.strictObject({ on: IsoDate, text: Text }))
    .max(12)
    .default([]),
  standard: Text.optional(),
  generated: z.boolean().default(false),
})
/** What a unit declares: its indicators of the year, each with full points, checkpoints and its standard of completion. */
export const Declaration = z.strictObject({ indicators: z.array(Indicator).min(1, '至少申报一项指标').max(500) })
export type Declaration = z.infer<typeof Declaration>

export const declaration: KindRules<'declaration'> = {
  open: async (change) => {
    const { step } = change
    const tasks = unitsOf(change).map((unit) => ({
      key: unit.key,
      verb: 'submit' as const,
      unit: unit.key,
      assignee: declarant(unit.key, change.spec.actor),
      title: `${step.name}：${unit.name}`,
      due: step.due_at ?? change.now,
    }))
    await openTasks(change, step.key, tasks)
  },
  content: () => Declaration,
  accept: async (change, submission) => checkDeclaration(change, submission.unit ?? '', submission.content as Declaration),
}

/** Who declares for a unit: the unit itself, or the lead body that the plan names. */
export function declarant(unit: string, actor: string): Assignee {
  const body = /^body:(.+)$/.exec(actor)?.[1]
  return body === undefined ? { unit } : { body }
}

/** A declaration must agree with the roster's own count and points of the unit, name known bodies and each key once. */
export async function checkDeclaration({ pack }: Pick<StepChange, 'pack'>, unit: string, { indicators }: Declaration): Promise<void> {
  const rostered = pack.roster.units.find((each) => each.key === unit)
  const problems: string[] = []
  const keys = indicators.map((each) => each.key)
  for (const key of new Set(keys.filter((each, index) => keys.indexOf(each) !== index))) problems.push(`指标序号 ${key} 重复`)
  for (const { key, full } of indicators) if (compare(full, '0') <= 0) problems.push(`指标 ${key} 的分值应大于零，实为 ${full}`)
  for (const { key, body } of indicators)
    if (body !== undefined && !pack.roster.bodies.some((each) => each.key === body))
      problems.push(`指标 ${key} 的考核主体“${body}”不在名册中`)
  if (rostered?.tasks !== undefined && String(indicators.length) !== rostered.tasks)
    problems.push(`任务数量应为 ${rostered.tasks} 项，实为 ${indicators.length} 项`)
  const points = sum(indicators.map((each) => each.full))
  if (rostered?.points !== undefined && compare(points, rostered.points) !== 0)
    problems.push(`任务分值应为 ${rostered.points} 分，实为 ${points} 分`)
  if (problems.length > 0)
    throw new Refusal('bad-input', `${unit} 的指标申报不符合要求，未予保存：${problems.slice(0, 5).join('；')}。`, problems)
}
