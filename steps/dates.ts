import { addWorkingDays, dateAt, endOfDay, reckon, startOfDay, type Counting } from '../calendar/index.ts'
import { packOfCycle } from '../records/pack.ts'
import { storeReckonings } from '../records/reckoning.ts'
import type { Instant } from '../records/schema.ts'
import type { Change } from '../records/transaction.ts'
import type { PlanStep } from '../scoring/pack/plan.ts'

/** When a step opens and is due, and what of it was counted. `retroactive`: its days had passed when the cycle opened, it opens after the fact. */
export type Dates = { opens_at: Instant; due_at: Instant; retroactive: boolean; countings: Counting[] }
/** The day on which the cycle opened, and how many working days a step gets whose days had passed by then (`lateOpening` of the pack). */
export type Opening = { day: string; workingDays: number }
type Planned = Pick<PlanStep, 'opens' | 'due'>

/**
 * The dates of a step whose predecessors have settled, the last of them at `ready`. Whoever opens on a later day because a step before was late still
 * gets a whole working day. A step whose days had passed when the cycle opened opens now (补办), with as many working days as the pack gives everybody.
 */
export function datesOf(change: Change, spec: Planned, ready: Instant, opening: Opening): Dates {
  return hasPassed(spec, opening) ? late(change, spec, opening) : planned(change, spec, ready)
}

/** The instant at which the last of the predecessors settled; now where there is none. */
export function readyAt({ after }: Pick<PlanStep, 'after'>, settled: ReadonlyMap<string, Instant>, now: Instant): Instant {
  const before = after.map((key) => settled.get(key) ?? now)
  return before.reduce((latest, instant) => (instant > latest ? instant : latest), before[0] ?? now)
}

/** When the cycle opened, and what its pack gives to steps whose days had passed by then: a whole working day, unless it says more. */
export async function openingOf({ db, cycle }: Change): Promise<Opening> {
  const { opened_at } = await db.selectFrom('cycle').select('opened_at').where('id', '=', cycle).executeTakeFirstOrThrow()
  const { pack } = await packOfCycle(db, cycle)
  return { day: dateAt(opened_at), workingDays: Number(pack.lateOpening?.workingDays ?? '1') }
}

/** Writes down what the dates of a step were counted from. */
export async function storeCountings(change: Change, step: string, countings: readonly Counting[]): Promise<void> {
  const reckonings = countings.map((counting) => ({ subject: { step }, counting }))
  await storeReckonings(change, reckonings)
}

/** What the log says beside the dates given: the ones of the plan, where they are others. */
export function asPlanned(spec: Planned, { due_at, retroactive }: Omit<Dates, 'countings'>, { day, workingDays }: Opening): object {
  if (retroactive) return { retroactive: { cycleOpened: day, workingDays, planned: { opens: spec.opens, due: spec.due } } }
  return typeof spec.due === 'string' && endOfDay(spec.due) !== due_at ? { planned: endOfDay(spec.due) } : {}
}

const hasPassed = (spec: Planned, { day }: Opening): boolean =>
  [spec.opens, spec.due].some((moment) => typeof moment === 'string' && moment < day)

function late({ now, calendar }: Change, spec: Planned, { workingDays }: Opening): Dates {
  const own = typeof spec.due === 'string' ? 0 : Number(spec.due.workingDays)
  const atLeast = typeof spec.due === 'string' ? endOfDay(spec.due) : null
  const counting: Counting = { what: 'due', event: '补办', eventAt: now, workingDays: Math.max(workingDays, own), atLeast }
  return { opens_at: now, due_at: reckon(counting, calendar).instant, retroactive: true, countings: [counting] }
}

function planned({ now, calendar }: Change, spec: Planned, ready: Instant): Dates {
  const opens = typeof spec.opens === 'string' ? null : counted('opens', '办结前置环节', ready, spec.opens.workingDays)
  const opens_at = opens ? reckon(opens, calendar).instant : startOfDay(spec.opens as string)
  const delayed = dateAt(now) > dateAt(opens_at)
  const atLeast = delayed ? endOfDay(addWorkingDays(dateAt(now), 1, calendar).date) : null
  const due =
    typeof spec.due === 'string' ? fromDate(spec.due, now, delayed) : counted('due', '开始', opens_at, spec.due.workingDays, atLeast)
  const due_at = due ? reckon(due, calendar).instant : endOfDay(spec.due as string)
  return { opens_at, due_at, retroactive: false, countings: [opens, due].filter((each) => each !== null) }
}

const counted = (what: Counting['what'], event: string, eventAt: Instant, days: string, atLeast: Instant | null = null): Counting => ({
  what,
  event,
  eventAt,
  workingDays: Number(days),
  atLeast,
})

/** A date of the plan is not counted, unless a delay leaves less than a whole working day until then. */
const fromDate = (date: string, now: Instant, delayed: boolean): Counting | null =>
  delayed ? counted('due', '开始', now, '1', endOfDay(date)) : null
