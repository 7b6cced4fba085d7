import { z } from 'zod'
import { Refusal } from '../records/refusal.ts'
import { openTasks, tasksOf } from '../records/task.ts'
import { Text } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { bodyName, officeOf } from './units.ts'
import { laterOf, windowFrom } from './windows.ts'

const ANSWER_DAYS = '2'
const ANSWER = '答复'
type Change = StepChange<'approval'>

/**
 * A gate: the bodies of the chain decide one after the other. A body may return the matter to itself, to any body before it, or to where it came
 * from; once that has answered, the matter goes up the chain again from there. It never goes past a body that has not approved.
 */
export const approval: KindRules<'approval'> = {
  open: async (change) => askBody(change, 0, '/1'),
  content: () => z.strictObject({ answer: Text }),
  accept: async (change, _submission, task) => {
    const [place, , , to] = (task?.key ?? '0').split('/')
    await askAgain(change, Number(to ?? place))
  },
  bypassed: async (change, task) => {
    const [place, , , to] = task.key.split('/')
    if (task.verb === 'submit') return askAgain(change, Number(to ?? place))
    if (Number(place) + 1 < change.spec.chain.length) await askAgain(change, Number(place) + 1)
  },
  outcomes: ['approve', 'return'],
  needReason: ['return'],
  demands: ({ spec }) => spec.asks ?? [],
  decide: async (change, task, { outcome, to }) => {
    await requireBefore(change)
    const place = Number(task.key.split('/')[0])
    if (outcome !== 'return' && to !== undefined) throw new Refusal('bad-input', '只有退回（return）才写退回给谁（--to），未予保存。')
    if (outcome === 'approve') return place + 1 < change.spec.chain.length ? askAgain(change, place + 1) : undefined
    const from = stageOf(change, place, to)
    const answer = {
      key: `${task.key}/${ANSWER}${from === place ? '' : `/${from}`}`,
      verb: 'submit' as const,
      assignee: { body: originOf(change) },
      title: `${change.step.name}：答复退回意见`,
      ...windowFrom(change, ANSWER_DAYS, '退回', change.step.due_at),
    }
    await openTasks(change, change.step.key, [answer], 'returned')
  },
}

/** Who drew up the matter, and answers when it is returned: the office, unless the plan says otherwise. */
const originOf = ({ pack, spec }: Change): string => spec.origin ?? officeOf(pack)

/** The place in the chain from which the matter goes up again. @throws Refusal when `to` is neither in the chain up to here nor the origin */
function stageOf(change: Change, place: number, to: string | undefined): number {
  const { chain } = change.spec
  if (to === undefined) return place
  const reached = chain.slice(0, place + 1)
  if (reached.includes(to)) return reached.indexOf(to)
  if (to === originOf(change)) return 0
  const choices = [originOf(change), ...reached].map((key) => `${key}（${bodyName(change.pack, key)}）`)
  throw new Refusal('bad-input', `退回应至 ${[...new Set(choices)].join('、')} 之一，实为 \`${to}\`，未予保存。`)
}

/** An appeal that was let in again has opened what comes before: nothing is decided until that is over. */
async function requireBefore({ db, cycle, spec, step }: Change): Promise<void> {
  if (spec.after.length === 0) return
  const open = await db
    .selectFrom('step')
    .select('name')
    .where('cycle', '=', cycle)
    .where('key', 'in', spec.after)
    .where('state', '<>', 'settled')
    .where('settled_at', 'is not', null)
    .execute()
  if (open.length > 0)
    throw new Refusal('conflict', `“${step.name}”应待“${open.map(({ name }) => name).join('、')}”重新办结后再决定，未予保存。`)
}

/** Puts the matter before a body of the chain, for the how-manieth time it is. */
async function askAgain(change: Change, place: number): Promise<void> {
  const asked = (await tasksOf(change, change.step.key)).filter(({ key }) => new RegExp(`^${place}/\\d+$`, 'u').test(key))
  await askBody(change, place, `/${asked.length + 1}`)
}

async function askBody(change: Change, place: number, round: string): Promise<void> {
  const body = change.spec.chain[place]
  if (body === undefined) return
  const due = laterOf(change.step.due_at, change.now)
  const title = `${change.step.name}：${bodyName(change.pack, body)}`
  await openTasks(change, change.step.key, [{ key: `${place}${round}`, verb: 'decide', assignee: { body }, title, due }])
}
