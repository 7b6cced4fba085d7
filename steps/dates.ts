import { addWorkingDays, dateAt, dueDate, endOfDay, reckon, startOfDay, type Counting } from '../calendar/index.ts'
import { packOfCycle } from '../records/pack.ts'
import { storeReckonings } from '../records/reckoning.ts'
import type { RescheduledDates } from '../records/rescheduling.ts'
import type { Instant } from '../records/schema.ts'
import type { Change } from '../records/transaction.ts'
import type { Moment, PlanStep } from '../scoring/pack/plan.ts'

/** When a step opens and is due, and what of it was counted. `retroactive`: its days had passed when the cycle opened, it opens after the fact. */
export type Dates = { opens_at: Instant; due_at: Instant; retroactive: boolean; countings: Counting[] }
/** The day on which the cycle opened, and how many working days a step gets whose days had passed by then (`lateOpening` of the pack). */
export type Opening = { day: string; workingDays: number }
type Planned = Pick<PlanStep, 'opens' | 'due'>

/** The day that a plan names, as an instant; null where it counts working days. */
const named = (moment: Moment, instant: (day: string) => Instant): Instant | null => (typeof moment === 'string' ? instant(moment) : null)

/** What a document has set of a step's dates, as long as the plan still says what it said then: an amendment of the plan goes before it. */
export function setDates(
  { opens, due: closes }: Pick<PlanStep, 'opens' | 'due'>,
  set: RescheduledDates = {},
): { opens?: Instant; due?: Instant } {
  return {
    ...(set.opens && set.opens.was === named(opens, startOfDay) ? { opens: set.opens.becomes } : {}),
    ...(set.due && set.due.was === named(closes, endOfDay) ? { due: set.due.becomes } : {}),
  }
}

/**
 * The dates of a step whose predecessors have settled, the last of them at `ready`. Whoever opens on a later day because a step before was late still
 * gets a whole working day. A step whose days had passed when the cycle opened opens now (补办), with as many working days as the pack gives everybody.
 */
export function datesOf(change: Change, spec: Planned, ready: Instant, opening: Opening, set?: RescheduledDates): Dates {
  const byDocument = setDates(spec, set)
  return hasPassed(spec, opening, byDocument) ? late(change, spec, opening) : planned(change, spec, ready, byDocument)
}

/** The instant at which the last of the predecessors settled; now where there is none. */
export function readyAt({ after }: Pick<PlanStep, 'after'>, settled: ReadonlyMap<string, Instant>, now: Instant): Instant {
  const before = after.map((key) => settled.get(key) ?? now)
  return before.reduce((latest, instant) => (instant > latest ? instant : latest), before[0] ?? now)
}

/** When the cycle opened, and what its pack gives to steps whose days had passed by then: a whole working day, unless it says more. */
export async function openingOf({ db, cycle, now }: Change): Promise<Opening> {
  const { opened_at } = await db.selectFrom('cycle').select('opened_at').where('id', '=', cycle).executeTakeFirstOrThrow()
  const { pack } = await packOfCycle(db, cycle)
  return { day: dateAt(opened_at < now ? opened_at : now), workingDays: Number(pack.lateOpening?.workingDays ?? '1') }
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

/** Dates that a document has set go before those of the plan. */
type ByDocument = ReturnType<typeof setDates>

const hasPassed = ({ opens, due }: Planned, { day }: Opening, set: ByDocument): boolean =>
  [set.opens ? dateAt(set.opens) : opens, set.due ? dueDate(set.due) : due].some((moment) => typeof moment === 'string' && moment < day)

function late({ now, calendar }: Change, spec: Planned, { workingDays }: Opening): Dates {
  const own = typeof spec.due === 'string' ? 0 : Number(spec.due.workingDays)
  const atLeast = typeof spec.due === 'string' ? endOfDay(spec.due) : null
  const counting: Counting = { what: 'due', event: '补办', eventAt: now, workingDays: Math.max(workingDays, own), atLeast }
  return { opens_at: now, due_at: reckon(counting, calendar).instant, retroactive: true, countings: [counting] }
}

function planned({ now, calendar }: Change, spec: Planned, ready: Instant, set: ByDocument): Dates {
  const opens = set.opens ?? (typeof spec.opens === 'string' ? startOfDay(spec.opens) : counted('opens', '办结前置环节', ready, spec.opens))
  const opens_at = typeof opens === 'string' ? opens : reckon(opens, calendar).instant
  const delayed = dateAt(now) > dateAt(opens_at)
  const least = delayed ? endOfDay(addWorkingDays(dateAt(now), 1, calendar).date) : null
  const closes = set.due ?? (typeof spec.due === 'string' ? endOfDay(spec.due) : counted('due', '开始', opens_at, spec.due, least))
  // a date is not counted, unless a delay leaves less than a whole working day until then
  const due = typeof closes === 'string' && delayed ? counted('due', '开始', now, { workingDays: '1' }, closes) : closes
  const due_at = typeof due === 'string' ? due : reckon(due, calendar).instant
  return { opens_at, due_at, retroactive: false, countings: [opens, due].filter((each) => typeof each !== 'string') }
}

const counted = (
  what: Counting['what'],
  event: string,
  eventAt: Instant,
  { workingDays }: { workingDays: string },
  atLeast: Instant | null = null,
): Counting => ({ what, event, eventAt, workingDays: Number(workingDays), atLeast })
