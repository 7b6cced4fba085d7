import type { Generated, JSONColumnType } from 'kysely'
import type { YearTable } from '../calendar/index.ts'
import type { Fact } from './columns.ts'

/** The tables of holiday notices and of what was counted by them; instants and keys as in records/schema.ts. */
export interface CalendarSchema {
  holiday_notice: {
    cycle: string
    version: number
    year: number
    content: JSONColumnType<YearTable>
    document: string
    calendar: string
  } & Fact
  reckoning: {
    id: Generated<string>
    cycle: string
    step: string | null
    task: string | null
    unit: string | null
    what: 'opens' | 'due'
    event: string
    event_at: string
    working_days: number
    at_least: string | null
    calendar: string
    counted_at: string
    due_at: string
    provisional: boolean
    kept: Generated<boolean>
    notice: number | null
  } & Fact
}
