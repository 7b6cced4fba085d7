import { dateAt, endOfDay } from './beijing.ts'
import type { Instant } from './beijing.ts'
import { addWorkingDays } from './count.ts'
import { reckon } from './reckon.ts'
import type { Counting, Reckoned } from './reckon.ts'
import type { WorkdayTables } from './tables.ts'

/** What becomes of an instant that is counted anew. `kept`: it would be earlier, and stays as it stood. */
export type Outcome = 'same' | 'later' | 'kept' | 'shortened' | 'earlier'
export interface Recounted extends Reckoned {
  readonly becomes: Instant
  readonly outcome: Outcome
}
/** `open`: people rely on the instant, which is never brought forward; unless the office decides so, and then `shortenAt` is the time of its decision. */
export interface Standing {
  readonly stands: Instant
  readonly open: boolean
  readonly shortenAt?: Instant | undefined
}

/**
 * Counts an instant anew after a notice. Later by itself; earlier only by a decision, and then not before the end of the first whole working day
 * after it. What nobody relies on yet follows the count both ways.
 * @throws CalendarError when the counting or `tables` is faulty
 */
export function recount(counting: Counting, { stands, open, shortenAt }: Standing, tables?: WorkdayTables): Recounted {
  const found = reckon(counting, tables)
  const as = (becomes: Instant, outcome: Outcome): Recounted => ({ ...found, becomes, outcome })
  if (found.instant === stands) return as(stands, 'same')
  if (found.instant > stands) return as(found.instant, 'later')
  if (!open) return as(found.instant, 'earlier')
  if (shortenAt === undefined) return as(stands, 'kept')
  const least = endOfDay(addWorkingDays(dateAt(shortenAt), 1, tables).date)
  const becomes = found.instant > least ? found.instant : least
  return becomes < stands ? as(becomes, 'shortened') : as(stands, 'kept')
}
