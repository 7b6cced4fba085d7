import { dateAt } from '../../../calendar/index.ts'
import { submissionById } from '../../../records/submission.ts'
import type { StepRow } from '../../../records/step.ts'
import { DRAFT } from '../../../steps/consultation.ts'
import { decide, type DecideInput } from '../../verbs/decide.ts'
import { submit } from '../../verbs/submit.ts'
import type { Action, Actor, Stage } from '../action.ts'
import type { TaskRow } from '../../../records/task.ts'
import { actorOf } from '../posts.ts'
import { whenToAct } from '../timing.ts'
import { indicatorsOf } from './declaration.ts'

const YES: Record<string, string> = {
  review: 'accept',
  rectification: 'accept',
  approval: 'approve',
  adjustment: 'approve',
  additions: 'approve',
  meeting: 'approve',
}

/** The office and the approving bodies decide: almost always yes, once a return, once a refusal of bonus points. */
export const judge: Actor = (stage, task, step) => {
  if (isHeldBack(stage, task)) return []
  const action: Action = {
    name: `decide/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: async (as) => {
      const call = as(actorOf(task))
      return decide(call, { task: task.id, ...(await verdict(stage, task, step)), ...grounds(task, step) })
    },
  }
  return [action]
}

/** An incident decides on what came in at first, and once more for each further time it is named. */
function isHeldBack({ heldBack = [] }: Stage, { step, unit, key }: TaskRow): boolean {
  const times = heldBack.filter((each) => each.step === step && each.unit === unit).length
  return key.split('/退回').length <= times
}

/** In which meeting and by which document it was decided, where the step wants to know. */
function grounds(task: TaskRow, { spec, name }: StepRow) {
  if (spec.kind !== 'approval' || spec.asks === undefined) return {}
  const meeting = spec.asks.includes('meeting') ? { meeting: `${task.title}（推演会议）`, on: dateAt(task.opened_at) } : {}
  return { ...meeting, document: `推演纪要：${name}（${task.key}）` }
}

async function verdict({ database, script }: Stage, task: TaskRow, { kind }: StepRow): Promise<Omit<DecideInput, 'task'>> {
  const outcome = YES[kind] ?? 'accept'
  if (kind === 'consultation') return opinionOf(task)
  if (kind === 'review' && task.unit === script.returned && !task.key.includes('/'))
    return { outcome: 'return', reason: '第 1 项指标的完成标准不够具体，请补充可以核对的完成标准后重新申报。' }
  if (kind === 'approval') return { outcome, document: `会议纪要（${task.key}）` }
  if (kind !== 'additions' || task.about === null) return { outcome }
  const { content } = await submissionById(database, task.about)
  return JSON.stringify(content).includes('级别不明') ? { outcome: 'refuse', reason: '表彰文件未写明级别，不符合加分规则。' } : { outcome }
}

/** The draft goes out; of the opinions the first of each reply is adopted, the others are not. */
function opinionOf({ key }: TaskRow): Omit<DecideInput, 'task'> {
  if (key === DRAFT) return { outcome: 'issue', document: '推演征求意见函1号' }
  return key.endsWith('/1')
    ? { outcome: 'adopt', reason: '意见合理，已照改（推演生成）' }
    : { outcome: 'decline', reason: '与上级口径不一致（推演生成）' }
}

/** What a body of the chain returned is answered. */
export const answerGate: Actor = (stage, task, step) => [
  {
    name: `answer/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: (as) => submit(as(actorOf(task)), { task: task.id, content: { answer: '已按意见修改（推演生成）' } }),
  },
]

/** A returned declaration comes back better. */
export const answerReturn: Actor = (stage, task, step) => [
  {
    name: `answer/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: (as) => {
      const [first, ...others] = indicatorsOf(stage, task, step)
      const indicators = [{ ...first, standard: '按季度报送台账，年底以验收文件为准，未验收的按完成比例计分。' }, ...others]
      return submit(as(actorOf(task)), { task: task.id, content: { indicators } })
    },
  },
]
