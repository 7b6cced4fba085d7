import type { Clock } from '../../records/clock.ts'
import type { Database } from '../../records/database.ts'

/** What every verb needs: the database, who acts, and in which cycle. Tests may bring their own clock. */
export type Call = { database: Database; cycle: string; post: string; clock?: Clock }
