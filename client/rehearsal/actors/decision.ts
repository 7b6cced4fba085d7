import { submissionById } from '../../../records/submission.ts'
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
}

/** The office and the approving bodies decide: almost always yes, once a return, once a refusal of bonus points. */
export const judge: Actor = (stage, task, step) => {
  if (isHeldBack(stage, task)) return []
  const action: Action = {
    name: `decide/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: async (as) => {
      const call = as(actorOf(task))
      return decide(call, { task: task.id, ...(await verdict(stage, task, step.kind)) })
    },
  }
  return [action]
}

/** An incident decides on what came in at first, and once more for each further time it is named. */
function isHeldBack({ heldBack = [] }: Stage, { step, unit, key }: TaskRow): boolean {
  const times = heldBack.filter((each) => each.step === step && each.unit === unit).length
  return key.split('/退回').length <= times
}

async function verdict({ database, script }: Stage, task: TaskRow, kind: string): Promise<Omit<DecideInput, 'task'>> {
  const outcome = YES[kind] ?? 'accept'
  if (kind === 'review' && task.unit === script.returned && !task.key.includes('/'))
    return { outcome: 'return', reason: '第 1 项指标的完成标准不够具体，请补充可以核对的完成标准后重新申报。' }
  if (kind === 'approval') return { outcome, document: `会议纪要（${task.key}）` }
  if (kind !== 'additions' || task.about === null) return { outcome }
  const { content } = await submissionById(database, task.about)
  return JSON.stringify(content).includes('级别不明') ? { outcome: 'refuse', reason: '表彰文件未写明级别，不符合加分规则。' } : { outcome }
}

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
