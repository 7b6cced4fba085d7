import { z } from 'zod'
import { openTasks } from '../records/task.ts'
import { Text } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { officeOf } from './units.ts'
import { laterOf, windowFrom } from './windows.ts'

const ANSWER_DAYS = '2'

/**
 * A gate: the bodies of the chain decide one after the other. A body that returns the matter has it put before it again once the
 * office has answered; the chain never goes past a body that has not approved.
 */
export const approval: KindRules<'approval'> = {
  open: async (change) => {
    await askBody(change, 0, '')
  },
  content: () => z.strictObject({ answer: Text }),
  accept: async (change, _submission, task) => {
    const [place, round] = placeOf(task?.key ?? '0')
    await askBody(change, place, `/${Number(round) + 1}`)
  },
  outcomes: ['approve', 'return'],
  needReason: ['return'],
  decide: async (change, task, { outcome }) => {
    const [place, round] = placeOf(task.key)
    if (outcome === 'approve') return askBody(change, place + 1, '')
    const answer = {
      key: `${place}/${round}/答复`,
      verb: 'submit' as const,
      assignee: { body: officeOf(change.pack) },
      title: `${change.step.name}：答复退回意见`,
      ...windowFrom(change, ANSWER_DAYS, '退回', change.step.due_at),
    }
    await openTasks(change, change.step.key, [answer], 'returned')
  },
}

/** Key of a gate's task: place in the chain, then the round, 1 unless it was returned. */
function placeOf(key: string): [place: number, round: string] {
  const [place = '0', round = '1'] = key.split('/')
  return [Number(place), round]
}

async function askBody(change: StepChange<'approval'>, place: number, round: string): Promise<void> {
  const body = change.spec.chain[place]
  if (body === undefined) return
  const name = change.pack.roster.bodies.find((each) => each.key === body)?.name ?? body
  const due = laterOf(change.step.due_at, change.now)
  await openTasks(change, change.step.key, [
    { key: `${place}${round || '/1'}`, verb: 'decide', assignee: { body }, title: `${change.step.name}：${name}`, due },
  ])
}
