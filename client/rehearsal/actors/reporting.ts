import { addWorkingDays, dueDate } from '../../../calendar/index.ts'
import { taskBook } from '../../../records/indicator.ts'
import type { TaskRow } from '../../../records/task.ts'
import { officeOf } from '../../../steps/units.ts'
import { extend } from '../../verbs/extend.ts'
import { submit } from '../../verbs/submit.ts'
import type { Call } from '../../verbs/verb.ts'
import type { Action, Actor, Stage } from '../action.ts'
import { actorOf } from '../posts.ts'
import { liaisonOf, postOf } from '../../posts.ts'
import { whenToAct } from '../timing.ts'
import { afterDue, timeOfDay } from '../working-hours.ts'

const EXTRA_DAYS = 3

/** Monthly self-checks: one unit forgets, one comes a day late and is turned away, one has its date moved by a document and uses it. */
export const checkOneself: Actor = (stage, task, step) => {
  const { script, chance } = stage
  const is = (role: { unit: string; step: string }) => role.unit === task.unit && role.step === task.step
  const name = `self-check/${task.step}/${task.key}`
  const run: Action['run'] = (as) =>
    handIn(stage, task, as(actorOf(task)), (indicator) => ({
      indicator,
      done: String(chance.whole(20, 100, 'done', task.step, task.key, indicator)),
    }))
  if (is(script.silent)) return []
  if (is(script.tooLate)) return [{ name, at: afterDue(task.due_at, 1, chance.of('time', name)), refusal: 'too-late', run }]
  const hasMore = task.due_at > (step.due_at ?? task.due_at) // its own extension, or one that many got, is there already
  if (is(script.extended) && !hasMore) return [moveDate(stage, task), { name, at: afterDue(task.due_at, EXTRA_DAYS - 1, 0.5), run }]
  return [{ name, at: whenToAct(chance, task, step), run }]
}

function moveDate({ pack }: Stage, task: TaskRow): Action {
  const until = addWorkingDays(dueDate(task.due_at), EXTRA_DAYS).date
  const document = `推演办函〔${pack.pack.year}〕1号`
  return {
    name: `extend/${task.step}/${task.key}`,
    at: timeOfDay(dueDate(task.due_at), 0.2),
    run: (as) => extend(as(postOf(officeOf(pack))), { tasks: [task.id], until, document, reason: '防汛值守，经分管领导同意延期' }),
  }
}

async function handIn(stage: Stage, task: TaskRow, call: Call, toProgress: (indicator: string) => object) {
  const book = await taskBook(stage.database, stage.cycle, task.unit ?? '')
  const content = { progress: book.map((each) => toProgress(each.key)) }
  return submit(call, { task: task.id, content })
}

/** The first file that a unit has handed in: who has reported before cites it instead of making another. */
async function handedIn({ database, cycle }: Stage, unit: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('evidence')
    .select('sha256')
    .where('cycle', '=', cycle)
    .where('by_post', '=', liaisonOf(unit))
    .orderBy('at')
    .orderBy('sha256')
    .executeTakeFirst()
  return row?.sha256
}

/** Reports on every indicator, with a claim of points and a file as evidence. */
export const reportOnWork: Actor = (stage, task, step) => [
  {
    name: `report/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: async (as) => {
      const book = await taskBook(stage.database, stage.cycle, task.unit ?? '')
      const items = book.map(({ key, full_points }) => ({
        indicator: key,
        done: String(stage.chance.whole(60, 100, 'report', task.step, task.key, key)),
        claim: full_points,
      }))
      const content = { summary: `${task.title}：各项任务按计划推进（推演生成）。`, items }
      const known = await handedIn(stage, task.unit ?? '')
      if (known !== undefined)
        return submit(as(actorOf(task)), {
          task: task.id,
          content,
          cite: [known],
          bind: [{ file: known, indicators: [book[0]?.key ?? ''] }],
        })
      const bytes = new TextEncoder().encode(`${task.title}\n佐证材料（推演生成）\n`)
      const evidence = [{ name: '佐证材料.txt', mediaType: 'text/plain', bytes }]
      return submit(as(actorOf(task)), { task: task.id, content, evidence })
    },
  },
]

/** The office looks at a sample of units on the spot. */
export const checkOnSpot: Actor = (stage, task, step) => [
  {
    name: `spot-check/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: async (as) => {
      const book = await taskBook(stage.database, stage.cycle, task.unit ?? '')
      const findings = book.slice(0, 5).map(({ key }) => ({ indicator: key, met: stage.chance.of('met', task.step, task.key, key) > 0.1 }))
      const content = { team: ['抽查员甲', '抽查员乙'], findings }
      return submit(as(postOf(task.assignee_body ?? '', 2)), { task: task.id, content })
    },
  },
]
