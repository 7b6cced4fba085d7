import { addWorkingDays, at, dateAt, dueDate } from '../../../calendar/index.ts'
import { taskBook } from '../../../records/indicator.ts'
import { scoresInForce } from '../../../records/score.ts'
import { officeOf } from '../../../steps/units.ts'
import { liaisonOf, postOf } from '../../posts.ts'
import { acknowledge } from '../../verbs/acknowledge.ts'
import { appeal } from '../../verbs/appeal.ts'
import { resolve } from '../../verbs/resolve.ts'
import { publish } from '../../verbs/publish.ts'
import { submit } from '../../verbs/submit.ts'
import type { Action, Actor, Stage } from '../action.ts'
import { actorOf } from '../posts.ts'
import { whenToAct } from '../timing.ts'
import { afterDue, timeOfDay } from '../working-hours.ts'

const REVIEWER = 3

/** Units acknowledge their forms, most on the first day; one does not, and the office serves the form with proof. */
export const receive: Actor = (stage, task, step) => {
  const { chance, script, pack } = stage
  const name = step.kind === 'feedback' ? `acknowledge/${task.key}` : `acknowledge/${task.step}/${task.key}`
  const share = chance.of('time', name)
  if (task.unit === script.served) {
    const office = postOf(officeOf(pack))
    const proof = '送达回证：由单位办公室签收'
    return [{ name, at: afterDue(task.due_at, 1, share), run: (as) => acknowledge(as(office), { task: task.id, proof }) }]
  }
  const day = chance.of('day', name) < 0.8 ? dateAt(task.opened_at) : dueDate(task.due_at)
  return [{ name, at: timeOfDay(day, share), run: (as) => acknowledge(as(actorOf(task)), { task: task.id }) }]
}

/** What a unit does once its window runs: two appeal in time, one comes on the morning after its last day. */
export function contest(stage: Stage, unit: string, receivedAt: string, dueAt: string): Action[] {
  const { script } = stage
  const file: Action['run'] = async (as) => {
    const contested = await contestedScore(stage, unit)
    const claims = [{ ...(contested ? { indicator: contested.item } : {}), ground: '延期系上级统一调整工期所致，有文件为证，请予复核' }]
    return appeal(as(liaisonOf(unit)), { unit, content: { claims } })
  }
  const name = `appeal/${unit}`
  if (unit === script.lateAppeal) return [{ name, at: at(addWorkingDays(dueDate(dueAt), 1).date, '09:30'), refusal: 'too-late', run: file }]
  if (unit !== script.granted && unit !== script.refused) return []
  return [{ name, at: timeOfDay(addWorkingDays(dateAt(receivedAt), 1).date, stage.chance.of('time', name)), run: file }]
}

/** Someone who scored nothing of the unit answers: grants the points back, or explains why not. */
export const answerAppeal: Actor = (stage, task, step) => [
  {
    name: `resolve/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: async (as) => {
      const call = as(postOf(task.assignee_body ?? '', REVIEWER))
      const contested = await contestedScore(stage, task.unit ?? '')
      if (task.unit !== stage.script.granted || !contested)
        return resolve(call, {
          task: task.id,
          content: { outcome: 'refused', answer: '经复核，所附文件不涉及该项任务的考核节点，维持原扣分。' },
        })
      const corrections = [{ input: contested.input, indicator: contested.item, points: contested.full, ...contested.segment }]
      return resolve(call, {
        task: task.id,
        content: { outcome: 'granted', answer: '经复核，上级文件确已调整工期，恢复该项满分。', corrections },
      })
    },
  },
]

async function contestedScore({ database, cycle, pack }: Stage, unit: string) {
  const book = new Map((await taskBook(database, cycle, unit)).map((each) => [each.key, each.full_points]))
  const scores = (await scoresInForce(database, cycle, { unit })).filter(
    (each) => each.input in pack.scoring.indicatorFields && each.ground !== null,
  )
  const first = scores.sort((a, b) => Number(a.item) - Number(b.item))[0]
  if (!first) return undefined
  const segment = first.segment === null ? {} : { segment: first.segment }
  return { input: first.input, item: first.item, full: book.get(first.item) ?? first.value, segment }
}

export const publishResults: Actor = (stage, task, step) => [
  {
    name: `publish/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: (as) => {
      const document = `推演通报〔${Number(stage.pack.pack.year) + 1}〕1号`
      return publish(as(actorOf(task)), { task: task.id, document })
    },
  },
]

export const putRight: Actor = (stage, task, step) => [
  {
    name: `rectify/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: (as) => {
      const measures = [{ problem: '考评反馈指出的问题', measure: '建立台账、明确责任人', result: '已经完成（推演生成）' }]
      return submit(as(actorOf(task)), { task: task.id, content: { measures } })
    },
  },
]
