import type { Clock } from '../../records/clock.ts'
import type { Database } from '../../records/database.ts'

/**
 * What every verb needs: the database, who acts, and in which cycle. `key`: a name that the caller gives to this one request; sent again
 * after a broken connection it is not done twice, and gets the first answer. `preview`: all of it is undone again. Tests may bring their own clock.
 */
export type Call = { database: Database; cycle: string; post: string; key?: string; clock?: Clock; preview?: boolean }
