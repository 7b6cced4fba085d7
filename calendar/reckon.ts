import { dateAt, startOfDay } from './beijing.ts'
import type { Instant } from './beijing.ts'
import { addWorkingDays } from './count.ts'
import { due } from './due.ts'
import type { WorkdayTables } from './tables.ts'

/**
 * What an instant is counted from: `workingDays` after the day of the event, which does not count itself. `due`: to the end of that day; `opens`:
 * from its beginning. `atLeast`: never before this instant. `event`: the verb of the sentence, such as 收到.
 */
export interface Counting {
  readonly what: 'opens' | 'due'
  readonly event: string
  readonly eventAt: Instant
  readonly workingDays: number
  readonly atLeast: Instant | null
}
/** `counted`: what the days come to; `instant`: what holds, the later of it and `atLeast`. `provisional`: a notice for one of the days is not known. */
export interface Reckoned {
  readonly counted: Instant
  readonly instant: Instant
  readonly provisional: boolean
  readonly sentence: string
}

/** Counts an instant by what is known of working days. @throws CalendarError when the counting or `tables` is faulty */
export function reckon({ what, event, eventAt, workingDays, atLeast }: Counting, tables?: WorkdayTables): Reckoned {
  const on = dateAt(eventAt)
  if (what === 'opens') {
    const { date, provisional } = addWorkingDays(on, workingDays, tables)
    const counted = workingDays === 0 ? eventAt : startOfDay(date)
    return { counted, instant: later(counted, atLeast), provisional, sentence: due(on, workingDays, tables, event).sentence }
  }
  const found = due(on, workingDays, tables, event)
  return { counted: found.instant, instant: later(found.instant, atLeast), provisional: found.provisional, sentence: found.sentence }
}

const later = (counted: Instant, least: Instant | null): Instant => (least !== null && least > counted ? least : counted)
