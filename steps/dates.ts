import { addWorkingDays, dateAt, due, endOfDay, startOfDay } from '../calendar/index.ts'
import type { RescheduledDates } from '../records/rescheduling.ts'
import type { Instant } from '../records/schema.ts'
import type { Moment, PlanStep } from '../scoring/pack/plan.ts'

/** When a step opens and is due; `planned` is what the plan alone would say of the latter. */
export type Dates = { opens_at: Instant; due_at: Instant; planned: Instant }

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

/** The dates of a step whose predecessors have settled, the last of them at `ready`. Whoever opens on a later day because a step before was late still gets a whole working day. */
export function datesOf(spec: Pick<PlanStep, 'opens' | 'due'>, ready: Instant, now: Instant, set?: RescheduledDates): Dates {
  const byDocument = setDates(spec, set)
  const opens_at = byDocument.opens ?? opening(spec.opens, ready)
  const planned = byDocument.due ?? closing(spec.due, opens_at)
  const today = dateAt(now)
  const least = today > dateAt(opens_at) ? endOfDay(addWorkingDays(today, 1).date) : planned
  return { opens_at, due_at: planned > least ? planned : least, planned }
}

/** The instant at which the last of the predecessors settled; now where there is none. */
export function readyAt({ after }: Pick<PlanStep, 'after'>, settled: ReadonlyMap<string, Instant>, now: Instant): Instant {
  const before = after.map((key) => settled.get(key) ?? now)
  return before.reduce((latest, instant) => (instant > latest ? instant : latest), before[0] ?? now)
}

const opening = (moment: Moment, ready: Instant): Instant => {
  if (typeof moment === 'string') return startOfDay(moment)
  if (moment.workingDays === '0') return ready
  return startOfDay(addWorkingDays(dateAt(ready), Number(moment.workingDays)).date)
}

const closing = (moment: Moment, opens: Instant): Instant =>
  typeof moment === 'string' ? endOfDay(moment) : due(dateAt(opens), Number(moment.workingDays)).instant
