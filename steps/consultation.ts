import { z } from 'zod'
import { tellMaker } from '../records/notice.ts'
import { latestSubmissions, submissionById } from '../records/submission.ts'
import { openTasks, type NewTask } from '../records/task.ts'
import { canonicalJson, sha256 } from '../scoring/canonical.ts'
import { Key, Text } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { bodyName, leadOf, unitsOf } from './units.ts'
import { windowFrom } from './windows.ts'

const LEAST_DAYS = '2'
const SHOWN = 40
/** The task with which the leading body puts the draft to the consulted. */
export const DRAFT = '征求意见稿'

const Opinion = z.strictObject({ indicator: Key.optional(), text: Text })
/** What the consulted reply: their opinions, one by one, or that they have none. */
export const Reply = z.union([
  z.strictObject({ opinions: z.array(Opinion).min(1, '至少一条意见').max(100) }),
  z.strictObject({ noOpinion: z.literal(true, '应为 true') }),
])
export type Reply = z.infer<typeof Reply>

/**
 * Consultation (征求意见): the leading body issues the draft that came of the step `of`, each of the consulted replies with opinions or none, and the
 * leading body answers each opinion: adopted or not, and why. Silence past the due date is on record as no reply. Settles when all is answered.
 */
export const consultation: KindRules<'consultation'> = {
  open: async (change) => {
    const { step } = change
    const due = step.due_at ?? change.now
    await openTasks(change, step.key, [
      { key: DRAFT, verb: 'decide', assignee: { body: leadOf(change) }, title: `${step.name}：发出征求意见稿`, due },
    ])
  },
  content: () => Reply,
  withdrawable: true,
  accept: async (change, submission, task) => {
    const reply = submission.content as Reply
    if ('noOpinion' in reply) return
    const { step, spec } = change
    const { due, counted } = windowFrom(change, spec.answerDays, '收到', step.due_at)
    const tasks = reply.opinions.map(({ text }, place): NewTask => {
      const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
      const title = `答复意见：${task?.title.split('：')[1] ?? ''}：${shown}`
      return {
        key: `${task?.key ?? ''}/${place + 1}`,
        verb: 'decide',
        assignee: { body: leadOf(change) },
        about: submission.id,
        title,
        due,
        counted,
      }
    })
    await openTasks(change, step.key, tasks)
  },
  outcomes: ({ key }) => (key === DRAFT ? ['issue'] : ['adopt', 'adoptPartly', 'decline']),
  needReason: ['adopt', 'adoptPartly', 'decline'],
  demands: (_, { key }) => (key === DRAFT ? ['document'] : []),
  decide: async (change, task, verdict) => {
    if (task.key === DRAFT) return consult(change, verdict.document ?? '')
    const { by_post } = await submissionById(change.db, task.about ?? '0')
    await tellMaker(change, {
      post: by_post,
      key: `answered/${task.id}`,
      title: task.title,
      detail: `${verdict.outcome}：${verdict.reason ?? ''}`,
    })
  },
}

/** The draft goes out: what it is made of is in the log, and each of the consulted has a task to reply. */
async function consult(change: StepChange<'consultation'>, document: string): Promise<void> {
  const { db, cycle, step, spec, pack } = change
  const drafted = (await latestSubmissions(db, cycle, spec.of)).map(({ unit, content }) => ({ unit, content }))
  await change.log('consult', step.key, { document, of: spec.of, submissions: drafted.length, draft: sha256(canonicalJson(drafted)) })
  const { due, counted } = windowFrom(change, LEAST_DAYS, '收到', step.due_at)
  const reply = { verb: 'submit' as const, due, counted }
  const units = spec.consulted.includes('units') ? unitsOf(change) : []
  const bodies = pack.roster.bodies.filter(
    ({ key, role }) =>
      key !== leadOf(change) && (spec.consulted.includes(key) || (role === 'assessor' && spec.consulted.includes('assessors'))),
  )
  await openTasks(change, step.key, [
    ...units.map(({ key, name }) => ({ ...reply, key: `单位/${key}`, unit: key, assignee: { unit: key }, title: `${step.name}：${name}` })),
    ...bodies.map(({ key }) => ({ ...reply, key: `机构/${key}`, assignee: { body: key }, title: `${step.name}：${bodyName(pack, key)}` })),
  ])
}
