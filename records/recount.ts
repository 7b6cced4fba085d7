import { recount, type Counting, type Outcome, type Recounted } from '../calendar/index.ts'
import type { Tables } from './calendar.ts'
import { countingOf, lastReckonings, type Reckoning, type Subject } from './reckoning.ts'
import type { Id, Instant } from './schema.ts'
import { stepsOf, type StepRow } from './step.ts'
import type { TaskRow } from './task.ts'
import type { Change } from './transaction.ts'

/** What becomes of one instant under another calendar. `counting` is null for a task that is due with its step and follows it. */
export type Move = {
  subject: Subject
  step: string
  what: 'opens' | 'due'
  title: string
  task: Id | null
  unit: string | null
  was: Instant
  becomes: Instant
  outcome: Outcome
  counting: Counting | null
  /** What the days come to, which is not what holds where it was kept. */
  counted: Instant
  provisional: boolean
  why: string
}
/** Closed at an instant that was counted, and would still be open by the other calendar. */
export type Closed = { title: string; task: Id | null; unit: string | null; was: Instant; counted: Instant }
export type Recount = { moves: Move[]; closed: Closed[] }

type Means = { open: Change; tables: Tables; shortenAt: Instant | undefined; reckonings: Map<string, Reckoning> }

/** Counts everything of a cycle anew that was counted in working days and is not over yet, in the order of the plan. Stores nothing. */
export async function recountAll(open: Change, tables: Tables, shorten: boolean): Promise<Recount> {
  const reckonings = new Map((await lastReckonings(open.db, open.cycle)).map((row) => [keyOf(row), row]))
  const means: Means = { open, tables, shortenAt: shorten ? open.now : undefined, reckonings }
  const found: Recount = { moves: [], closed: [] }
  const tasks = await countedTasks(open)
  for (const step of await stepsOf(open.db, open.cycle)) {
    const due = step.state === 'scheduled' || step.state === 'open' ? recountStep(means, step, found) : step.due_at
    for (const task of tasks.filter((each) => each.step === step.key)) recountTask(means, task, step, due, found)
  }
  await recountAppeals(means, found)
  return found
}

const keyOf = ({ step, task, unit, what }: Pick<Reckoning, 'step' | 'task' | 'unit' | 'what'>): string =>
  JSON.stringify([step, task, unit, what])
const subjectKey = (subject: Subject, what: 'opens' | 'due'): string => keyOf({ step: null, task: null, unit: null, ...subject, what })

/** The last reckoning of an instant, as long as it is the one that stands. */
function inForce({ reckonings }: Means, subject: Subject, what: 'opens' | 'due', stands: Instant | null): Reckoning | undefined {
  const row = reckonings.get(subjectKey(subject, what))
  return row?.due_at === stands ? row : undefined
}

/** @returns when the step is due then */
function recountStep(means: Means, step: StepRow, found: Recount): Instant | null {
  const subject = { step: step.key }
  const common = { subject, step: step.key, title: step.name, task: null, unit: null }
  const open = step.state === 'open'
  const opens = open ? undefined : inForce(means, subject, 'opens', step.opens_at)
  let opensAt = step.opens_at
  if (opens && step.opens_at && step.opens_at > means.open.now) {
    const again = recount(countingOf(opens), { stands: step.opens_at, open: false }, means.tables)
    note(found, { ...common, what: 'opens', was: step.opens_at }, countingOf(opens), again, opens)
    opensAt = again.becomes
  }
  const row = inForce(means, subject, 'due', step.due_at)
  if (!row || !step.due_at || step.due_at <= means.open.now) return step.due_at
  const old = countingOf(row)
  const counting = opensAt && old.eventAt === step.opens_at ? { ...old, eventAt: opensAt } : old
  const again = recount(counting, { stands: step.due_at, open, shortenAt: means.shortenAt }, means.tables)
  note(found, { ...common, what: 'due', was: step.due_at }, counting, again, row)
  return again.becomes
}

function recountTask(means: Means, task: TaskRow, step: StepRow, stepDue: Instant | null, found: Recount): void {
  const subject = { task: task.id }
  const common = { subject, step: step.key, what: 'due' as const, title: task.title, task: task.id, unit: task.unit, was: task.due_at }
  const row = inForce(means, subject, 'due', task.due_at)
  if (row) {
    const old = countingOf(row)
    const counting = old.atLeast !== null && old.atLeast === step.due_at ? { ...old, atLeast: stepDue } : old
    const again = recount(counting, { stands: task.due_at, open: true, shortenAt: means.shortenAt }, means.tables)
    if (task.state === 'open' && task.due_at > means.open.now) note(found, common, counting, again, row)
    else if (task.state === 'lapsed' && again.instant > means.open.now) found.closed.push({ ...common, counted: again.instant })
    return
  }
  const moved = found.moves.find((each) => each.task === null && each.step === step.key && each.what === 'due')
  if (task.state !== 'open' || !moved || moved.becomes === moved.was || task.due_at !== step.due_at) return
  found.moves.push({ ...moved, ...common, becomes: moved.becomes, counting: null })
}

async function recountAppeals(means: Means, found: Recount): Promise<void> {
  const { db, cycle, now } = means.open
  const appeals = await db
    .selectFrom('appeal')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('state', 'in', ['window', 'waived'])
    .orderBy('unit')
    .execute()
  for (const { unit, step, due_at, state } of appeals) {
    const row = inForce(means, { unit }, 'due', due_at)
    if (!row) continue
    const counting = countingOf(row)
    const again = recount(counting, { stands: due_at, open: true, shortenAt: means.shortenAt }, means.tables)
    const common = { subject: { unit }, step, what: 'due' as const, title: `复核申请期限：${unit}`, task: null, unit, was: due_at }
    if (state === 'window' && due_at > now) note(found, common, counting, again, row)
    else if (state === 'waived' && again.instant > now) found.closed.push({ ...common, counted: again.instant })
  }
}

type Noted = Omit<Move, 'becomes' | 'outcome' | 'counting' | 'counted' | 'provisional' | 'why'>

/** What changes nothing, not even whether it is certain, is not noted. */
function note({ moves }: Recount, of: Noted, counting: Counting, again: Recounted, before: Reckoning): void {
  const { becomes, outcome, counted, provisional, sentence } = again
  const same = outcome === 'same' || (outcome === 'kept' && before.kept && before.counted_at === counted)
  if (same && before.provisional === provisional && before.counted_at === counted) return
  moves.push({ ...of, becomes, outcome, counting, counted, provisional, why: sentence })
}

/** Tasks that are open, or lapsed when they were due. */
async function countedTasks({ db, cycle }: Change): Promise<TaskRow[]> {
  return db.selectFrom('task').selectAll().where('cycle', '=', cycle).where('state', 'in', ['open', 'lapsed']).orderBy('id').execute()
}
