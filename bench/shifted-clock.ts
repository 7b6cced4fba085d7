import { sql } from 'kysely'
import type { Clock } from '../records/clock.ts'
import type { Instant } from '../records/schema.ts'

/** The wall clock of the database, moved: it runs like the real one, and can be put close to a deadline. */
export class ShiftedClock {
  #offsetMs = 0

  readonly clock: Clock = async (queries) => {
    const { rows } = await sql<{ now: Instant }>`select clock_timestamp() + ${this.#offsetMs} * interval '1 millisecond' as now`.execute(
      queries,
    )
    return rows[0]!.now
  }

  /** From now on it is so many ms before `instant`. @returns the time of this process at which it will be `instant` */
  put(ms: number, before: Instant): number {
    const wall = Date.now()
    this.#offsetMs = Date.parse(before) - ms - wall
    return wall + ms
  }
}
