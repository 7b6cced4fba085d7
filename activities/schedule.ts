import { addWorkingDays, dateAt, endOfDay, reckon, startOfDay, type Counting } from '../calendar/index.ts'
import { storeReckonings } from '../records/reckoning.ts'
import type { Instant } from '../records/schema.ts'
import type { StepRow } from '../records/step.ts'
import type { Change } from '../records/transaction.ts'

/** The day on which the cycle opened, and how many working days a step gets whose days had passed by then (`lateOpening` of the pack). */
export type Opening = { day: string; workingDays: number }
type Dates = { opens_at: Instant; due_at: Instant; retroactive: boolean; countings: Counting[] }

/**
 * Gives a step its dates. Whoever opens on a later day because a step before was late still gets a whole working day. A step whose days had
 * passed when the cycle opened is opened now, after the fact (补办), with as many working days as the pack gives everybody.
 */
export async function schedule(open: Change, step: StepRow, settled: Map<string, Instant>, opening: Opening): Promise<StepRow> {
  const before = step.spec.after.map((key) => settled.get(key) ?? open.now)
  const ready = before.reduce((latest, instant) => (instant > latest ? instant : latest), before[0] ?? open.now)
  const { countings, ...dates } = hasPassed(step, opening) ? late(open, step, opening) : planned(open, step, ready)
  const row = { ...dates, state: 'scheduled' } as const
  await open.db.updateTable('step').set(row).where('cycle', '=', open.cycle).where('key', '=', step.key).execute()
  await storeReckonings(
    open,
    countings.map((counting) => ({ subject: { step: step.key }, counting })),
  )
  await open.log('schedule', step.key, { opensAt: dates.opens_at, dueAt: dates.due_at, ...asPlanned(step, dates, opening) })
  return { ...step, ...row }
}

const hasPassed = ({ spec }: StepRow, { day }: Opening): boolean =>
  [spec.opens, spec.due].some((moment) => typeof moment === 'string' && moment < day)

function late({ now, calendar }: Change, { spec }: StepRow, { workingDays }: Opening): Dates {
  const own = typeof spec.due === 'string' ? 0 : Number(spec.due.workingDays)
  const atLeast = typeof spec.due === 'string' ? endOfDay(spec.due) : null
  const counting: Counting = { what: 'due', event: '补办', eventAt: now, workingDays: Math.max(workingDays, own), atLeast }
  return { opens_at: now, due_at: reckon(counting, calendar).instant, retroactive: true, countings: [counting] }
}

function planned({ now, calendar }: Change, { spec }: StepRow, ready: Instant): Dates {
  const opens = typeof spec.opens === 'string' ? null : fromEvent('opens', '办结前置环节', ready, spec.opens.workingDays)
  const opens_at = typeof spec.opens === 'string' ? startOfDay(spec.opens) : reckon(opens!, calendar).instant
  const delayed = dateAt(now) > dateAt(opens_at)
  const atLeast = delayed ? endOfDay(addWorkingDays(dateAt(now), 1, calendar).date) : null
  const due =
    typeof spec.due === 'string' ? fromDate(spec.due, now, delayed) : fromEvent('due', '开始', opens_at, spec.due.workingDays, atLeast)
  const due_at = typeof spec.due === 'string' && !due ? endOfDay(spec.due) : reckon(due!, calendar).instant
  return { opens_at, due_at, retroactive: false, countings: [opens, due].filter((each) => each !== null) }
}

const fromEvent = (what: Counting['what'], event: string, eventAt: Instant, days: string, atLeast: Instant | null = null): Counting => ({
  what,
  event,
  eventAt,
  workingDays: Number(days),
  atLeast,
})

/** A date of the plan is not counted, unless a delay leaves less than a whole working day until then. */
const fromDate = (date: string, now: Instant, delayed: boolean): Counting | null =>
  delayed ? fromEvent('due', '开始', now, '1', endOfDay(date)) : null

/** What the log says beside the dates given: the ones of the plan, where they are others. */
function asPlanned({ spec }: StepRow, { due_at, retroactive }: Omit<Dates, 'countings'>, { day, workingDays }: Opening): object {
  if (retroactive) return { retroactive: { cycleOpened: day, workingDays, planned: { opens: spec.opens, due: spec.due } } }
  return typeof spec.due === 'string' && endOfDay(spec.due) !== due_at ? { planned: endOfDay(spec.due) } : {}
}
