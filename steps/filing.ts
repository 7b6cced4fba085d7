import { z } from 'zod'
import { openTasks, type NewTask, type TaskRow } from '../records/task.ts'
import { Text } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { bodyName, leadOf, unitsOf } from './units.ts'
import { windowFrom, type Window } from './windows.ts'

const DECISION_DAYS = '5'
const AGAIN_DAYS = '3'
type Change = StepChange<'filing'>

/**
 * A document that each of several bodies or units has to hand in (报送材料): rules, an analysis, a report. Where the plan names an approver, that body
 * accepts each or returns it with its reason, and what was returned comes back.
 */
export const filing: KindRules<'filing'> = {
  open: async (change) => {
    await openTasks(change, change.step.key, filers(change))
  },
  content: ({ spec: { asks = [] } }) =>
    z.strictObject({
      title: Text,
      document: Text.optional(),
      text: Text,
      ...(asks.length === 0 ? {} : { fields: z.strictObject(Object.fromEntries(asks.map(({ key }) => [key, Text]))) }),
    }),
  withdrawable: true,
  accept: async (change, submission, task) => {
    const { approver } = change.spec
    if (approver === undefined || task === undefined) return
    const { due, counted } = windowFrom(change, DECISION_DAYS, '收到', change.step.due_at)
    const title = `审议${task.title}`
    await openTasks(change, change.step.key, [
      { key: `${task.key}/审议`, verb: 'decide', assignee: { body: approver }, about: submission.id, title, due, counted },
    ])
  },
  outcomes: ['accept', 'return'],
  needReason: ['return'],
  decide: async (change, task, { outcome }) => {
    if (outcome !== 'return') return
    await openTasks(change, change.step.key, [again(change, task, windowFrom(change, AGAIN_DAYS, '退回'))], 'returned')
  },
}

function filers(change: Change): NewTask[] {
  const { step, spec, pack } = change
  const common = { verb: 'submit' as const, due: step.due_at ?? change.now }
  if (spec.actor === 'units')
    return unitsOf(change).map(({ key, name }) => ({
      ...common,
      key: `单位/${key}`,
      unit: key,
      assignee: { unit: key },
      title: `${step.name}：${name}`,
    }))
  const assessors = pack.roster.bodies.filter(({ role }) => role === 'assessor').map(({ key }) => key)
  const bodies = spec.bodies ?? (spec.actor === 'assessors' ? assessors : [leadOf(change)])
  return bodies.map((key) => ({ ...common, key: `机构/${key}`, assignee: { body: key }, title: `${step.name}：${bodyName(pack, key)}` }))
}

/** Whoever filed what was returned files again. */
function again(change: Change, review: TaskRow, { due, counted }: Window): NewTask {
  const first = filers(change).find(({ key }) => review.key === key || review.key.startsWith(`${key}/`))
  if (first === undefined) throw new Error(`nobody filed ${review.key}`)
  return { ...first, key: `${review.key}/退回`, title: `重报${first.title}`, due, counted }
}
