import type { Instant } from './columns.ts'

/** What the workflows could not do. */
export interface EngineSchema {
  breakdown: {
    cycle: string
    activity: string
    subject: string
    attempts: number
    refused: boolean
    message: string
    since: Instant
    last_at: Instant
    over_at: Instant | null
  }
}
