import { dateAt, dueDate, dueText, workingDaysBetween } from '../../../calendar/index.ts'
import { nextRoundTime } from '../../../records/rounds.ts'
import type { StepRow } from '../../../records/step.ts'
import { rulesOf } from '../../../steps/index.ts'
import { beijingText } from '../beijing.ts'
import type { Escalation, StuckItem } from '../shapes/stuck.ts'
import { officeMay, type Context } from './context.ts'
import { dueReasons } from './due-reasons.ts'
import { blockedBy } from './steps.ts'
import { taskVerbs } from './task-verbs.ts'
import { stuckTasks, type StuckTask } from './tasks.ts'
import { NEVER, remindersOf, slipsOf, type Slips } from './told.ts'
import { PAUSED, taskReason } from './words.ts'

/** The tasks that do not move, each with what was done about it and what can be. */
export async function taskItems(context: Context): Promise<StuckItem[]> {
  const { queries, cycle, now, reader, steps, nameOf } = context
  const rows = new Map(steps.map((step) => [step.key, step]))
  const tasks = (await stuckTasks(queries, cycle, now, reader)).filter((task) => !lapsing(context, task, rows.get(task.step)))
  const ids = tasks.map(({ id }) => id)
  const [reminders, slips] = [await remindersOf(queries, ids, nameOf), await slipsOf(context, ids)]
  const why = await dueReasons(queries, cycle, tasks.map(({ id, step, dueAt }) => ({ task: id, step, dueAt }))) // prettier-ignore
  const may = reader.all ? await officeMay(context, ids) : new Set<string>()
  const blocks = new Map([...new Set(tasks.map(({ step }) => step))].map((key) => [key, blockedBy(steps, key).map(({ name }) => name)]))
  return tasks.flatMap((task) => {
    const step = rows.get(task.step)
    if (!step) return []
    const told = { reminders: reminders.get(task.id) ?? NEVER, slips: slips.get(task.id) }
    const rest = { dueWhy: why({ task: task.id, step: task.step, dueAt: task.dueAt }), blocks: blocks.get(task.step) ?? [] }
    return [{ ...itemOf(context, task, step, told, may), ...rest }]
  })
}

type Told = { reminders: StuckItem['reminders']; slips: Slips | undefined }

function itemOf(context: Context, task: StuckTask, step: StepRow, { reminders, slips }: Told, may: ReadonlySet<string>): StuckItem {
  const { until, tables, pause, means, named } = context
  const { id, title, unit, who, acts, hands, since, dueAt, repair } = task
  const lateDays = dueAt <= until ? Math.max(0, workingDaysBetween(dueDate(dueAt), dateAt(until), tables)) : null
  const about = { task, kind: step.spec.kind, outcomes: outcomesOf(step, task), unanswered: slips?.unanswered ?? false }
  return {
    ...{ title, unit, reminders },
    kind: repair !== null ? 'confirm' : hands.length === 0 ? 'nobody' : 'late',
    step: { key: step.key, name: step.name },
    task: id,
    waitsFor: acts ?? who,
    reason: taskReason(task, lateDays, pause ? PAUSED[pause.clocks] : null),
    since: beijingText(since),
    due: dueText(dueAt),
    ...{ dueWhy: null, lateDays, blocks: [] },
    escalated: [...(slips?.escalated ?? []), ...raised(task, named(means.office.body))],
    verbs: pause ? [] : taskVerbs({ ...about, means: { ...means, officeMay: may } }),
  }
}

/** An incident is told to the office; a substitute is another pair of hands. */
function raised({ incident, acts, who, since }: StuckTask, office: string): Escalation[] {
  return [
    ...(acts === null ? [] : [{ what: '转办', to: `${acts}（代${who}）`, at: beijingText(since), state: null }]),
    ...(incident === null ? [] : [{ what: '异常', to: office, at: beijingText(incident.at), state: null }]),
  ]
}

function outcomesOf({ spec }: StepRow, task: StuckTask): readonly string[] {
  const { outcomes } = rulesOf(spec.kind)
  return typeof outcomes === 'function' ? outcomes(task as never) : (outcomes ?? [])
}

/** What counts no more once it is due is closed by the next round: until then it waits for nobody. */
function lapsing({ now, tables }: Context, { verb, dueAt }: StuckTask, step: StepRow | undefined): boolean {
  return step?.spec.late === 'lapse' && verb === 'submit' && dueAt <= now && now < nextRoundTime(dueAt, tables)
}
