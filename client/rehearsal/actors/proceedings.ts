import { dateAt } from '../../../calendar/index.ts'
import { submissionById } from '../../../records/submission.ts'
import type { StepRow } from '../../../records/step.ts'
import type { TaskRow } from '../../../records/task.ts'
import { AGENDA, quorumOf, type Agenda } from '../../../steps/meeting.ts'
import { unitsOf } from '../../../steps/units.ts'
import { submit } from '../../verbs/submit.ts'
import type { Action, Actor, Stage } from '../action.ts'
import { actorOf } from '../posts.ts'
import { whenToAct } from '../timing.ts'

const [OPINION, SILENT] = [0.3, 0.08]

/** The consulted: some have opinions, most have none, a few say nothing. */
export const reply: Actor = (stage, task, step) => {
  const share = stage.chance.of('opinion', task.step, task.key)
  if (share > 1 - SILENT) return []
  const two = [{ text: '完成时限请与上级文件一致（推演生成）' }, { text: '分值请酌情提高（推演生成）' }]
  return [
    act(stage, task, step, 'reply', () =>
      share < OPINION ? { opinions: share < OPINION / 2 ? two : two.slice(0, 1) } : { noOpinion: true },
    ),
  ]
}

/** The office proposes the agenda, and afterwards writes the minutes: all members but the last were there, and everything was adopted. */
export const holdMeeting: Actor = (stage, task, step) => [
  act(stage, task, step, 'meeting', async () => {
    const { spec } = step
    if (spec.kind !== 'meeting') return {}
    if (task.key.startsWith(AGENDA)) {
      const items = spec.agenda?.map(({ key, label }) => ({ key, text: label })) ?? [{ key: '1', text: '研究绩效管理工作（推演生成）' }]
      return { on: dateAt(task.due_at), items }
    }
    const agenda = (await submissionById(stage.database, task.about ?? '0')).content as unknown as Agenda
    const attended = spec.members.slice(0, Math.max(quorumOf(spec.members.length, spec.quorum) ?? 1, spec.members.length - 1))
    const resolutions = agenda.items.map(({ key, text }) => ({ item: key, outcome: 'adopted', text: `同意：${text}` }))
    return { number: `推演会议纪要（${task.step}/${task.key}）`, on: dateAt(task.opened_at), attended, resolutions }
  }),
]

/** Bodies and units hand in the document that the step asks for. */
export const fileDocument: Actor = (stage, task, step) => [
  act(stage, task, step, 'file', () => {
    const { spec } = step
    const asks = (spec.kind === 'filing' ? spec.asks : undefined) ?? []
    const fields = asks.length === 0 ? {} : { fields: Object.fromEntries(asks.map(({ key, label }) => [key, `${label}（推演生成）`])) }
    return { title: task.title, text: `${task.title}（推演生成）`, ...fields }
  }),
]

/** The office writes advice for each unit. */
export const advise: Actor = (stage, task, step) => [
  act(stage, task, step, 'advise', () => {
    const units = unitsOf({ pack: stage.pack, spec: step.spec })
    return { advice: Object.fromEntries(units.map(({ key, name }) => [key, `${name}：请对照扣分依据逐项改进（推演生成）`])) }
  }),
]

function act(stage: Stage, task: TaskRow, step: StepRow, what: string, content: () => unknown): Action {
  return {
    name: `${what}/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: async (as) => submit(as(actorOf(task)), { task: task.id, content: await content() }),
  }
}
