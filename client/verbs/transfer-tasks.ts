import { cancelTasks } from '../../records/cancellation.ts'
import { taskBook } from '../../records/indicator.ts'
import { Refusal } from '../../records/refusal.ts'
import { lockStep, stepsOf, type StepRow } from '../../records/step.ts'
import { openTasks, wakeWhenLast, type Assignee, type NewTask, type TaskRow } from '../../records/task.ts'
import type { Change } from '../../records/transaction.ts'
import type { Pack, Reorganisation, StepKind } from '../../scoring/index.ts'
import { rulesOf } from '../../steps/index.ts'
import { perIndicator } from '../../steps/inputs.ts'
import { assessorOf } from '../../steps/units.ts'

/** Work on a unit that has to be ended before the unit may be: it rests on scores of that unit alone. */
const FIRST: readonly StepKind[] = ['declaration', 'review', 'verification', 'deliberation', 'feedback', 'rectification']
export type Transferred = { cancelled: { task: string; title: string }[]; opened: string[] }

/**
 * Cancels the open tasks of units that are no more, with the reason in words, and opens for each successor what is still to be done.
 * @throws Refusal `conflict` while tasks are open that have to be ended before
 */
export async function transferTasks(change: Change, before: Pack, after: Pack, event: Reorganisation): Promise<Transferred> {
  const ending = event.from.filter((unit) => !event.into.some(({ key }) => key === unit))
  const done: Transferred = { cancelled: [], opened: [] }
  for (const { key, state } of await stepsOf(change.db, change.cycle)) {
    if (state !== 'open') continue
    const step = await lockStep(change.db, change.cycle, key, 'exclusive')
    const tasks = await tasksOf(change, key, event.from)
    const [first] = tasks
    if (first && FIRST.includes(step.spec.kind))
      throw new Refusal('conflict', `任务 ${first.id}（${first.title}）应先办结，再办理单位变动，未予保存。`)
    const leaving = tasks.filter((task) => ending.includes(task.unit ?? '') || ending.includes(task.assignee_unit ?? ''))
    if (leaving.length === 0) continue
    const names = event.into.map(({ name }) => name).join('、')
    const reason = `单位自 ${event.on} 起${event.kind === 'merge' ? '并入' : '分立为'}${names}，未办事项由其承接`
    await cancelTasks(change, leaving, { reason, document: event.document })
    const fresh = await successorsTasks(change, { before, after, event, step }, leaving)
    await openTasks(change, key, fresh)
    done.cancelled.push(...leaving.map(({ id, title }) => ({ task: id, title })))
    done.opened.push(...fresh.map(({ title }) => title))
    await wakeWhenLast(change, step, rulesOf(step.spec.kind).window)
  }
  return done
}

async function tasksOf({ db, cycle }: Change, step: string, units: readonly string[]): Promise<TaskRow[]> {
  return db
    .selectFrom('task')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('step', '=', step)
    .where('state', '=', 'open')
    .where((where) => where.or([where('unit', 'in', units), where('assignee_unit', 'in', units)]))
    .orderBy('id')
    .execute()
}

type Around = { before: Pack; after: Pack; event: Reorganisation; step: StepRow }

/** One task for each successor that has something to do there; a request that was about an indicator of the old unit is made anew. */
async function successorsTasks(change: Change, around: Around, leaving: readonly TaskRow[]): Promise<NewTask[]> {
  const { event, step } = around
  if (step.spec.kind === 'adjustment') return []
  const taken = new Set((await keysOf(change, step.key)).values())
  const made = new Map<string, NewTask>()
  for (const task of leaving) {
    // what is decided once is decided of the first
    const heirs = task.verb === 'decide' ? event.into.slice(0, 1) : event.into
    for (const heir of heirs) {
      if (!(await hasWork(change, around, task, heir.key))) continue
      const fresh = forHeir(around, task, heir)
      if (made.has(fresh.key)) continue
      made.set(fresh.key, taken.has(fresh.key) ? { ...fresh, key: `${fresh.key}/承接${task.id}` } : fresh)
    }
  }
  return [...made.values()]
}

async function keysOf({ db, cycle }: Change, step: string): Promise<Set<string>> {
  const rows = await db.selectFrom('task').select('key').where('cycle', '=', cycle).where('step', '=', step).execute()
  return new Set(rows.map(({ key }) => key))
}

/** A body that scores indicators one by one has nothing to do where the successor has none of its own. */
async function hasWork({ db, cycle }: Change, { after, step: { spec } }: Around, task: TaskRow, heir: string): Promise<boolean> {
  if (spec.kind !== 'assessment' || !perIndicator(after, spec.input)) return true
  const book = await taskBook(db, cycle, heir)
  return book.some(({ body }) => assessorOf(after, heir, body) === task.assignee_body)
}

function forHeir({ before, event }: Around, task: TaskRow, heir: Reorganisation['into'][number]): NewTask {
  const old = event.from.find((unit) => unit === task.unit || unit === task.assignee_unit) ?? ''
  const oldName = before.roster.units.find(({ key }) => key === old)?.name ?? old
  const assignee: Assignee =
    task.assignee_unit !== null
      ? { unit: heir.key }
      : task.assignee_body !== null
        ? { body: task.assignee_body }
        : { post: task.assignee_post ?? '' }
  return {
    key: renamedKey(task.key, old, heir.key),
    verb: task.verb,
    ...(task.unit === null ? {} : { unit: heir.key }),
    assignee,
    ...(task.about === null ? {} : { about: task.about }),
    ...(task.stands_for === null ? {} : { standsFor: task.stands_for }),
    ...(task.stands_for !== null && task.substitute_body !== null ? { substitute: task.substitute_body } : {}),
    title: task.title.replace(oldName, heir.name),
    due: task.due_at,
  }
}

/** Keys name the unit between slashes, alone or before the body that acts. */
const renamedKey = (key: string, from: string, to: string): string =>
  key
    .split('/')
    .map((part) => (part === from ? to : part.startsWith(`${from}@`) ? `${to}${part.slice(from.length)}` : part))
    .join('/')
