import { addWorkingDays, at, dateAt, dueDate, isWorkingDay, workingDaysBetween, type WorkdayTables } from '../calendar/index.ts'
import type { PlanStep } from '../scoring/pack/plan.ts'
import { tablesOf } from './calendar.ts'
import type { Queries } from './database.ts'
import { delegationTurns } from './delegation.ts'
import { slipDays } from './ladder.ts'
import type { Instant } from './schema.ts'
import { toBeTold } from './to-be-told.ts'

/** When the daily round is held, Beijing time on working days. */
export const ROUND_TIME = '08:30'
const LATE_AGAIN_DAYS = 5

/** The round of the next working day after `now`; today's if it is still to come. */
export function nextRoundTime(now: Instant, tables?: WorkdayTables): Instant {
  const today = dateAt(now)
  if (isWorkingDay(today, tables) && now < at(today, ROUND_TIME)) return at(today, ROUND_TIME)
  return at(addWorkingDays(today, 1, tables).date, ROUND_TIME)
}

/** Open tasks of one step that are due at one instant. */
export type DueGroup = { step: string; due: Instant; reminders: readonly string[]; silentAfter?: string }

export async function dueGroups(queries: Queries, cycle: string): Promise<DueGroup[]> {
  const rows = await queries
    .selectFrom('task as t')
    .innerJoin('step as s', (join) => join.onRef('s.cycle', '=', 't.cycle').onRef('s.key', '=', 't.step'))
    .select(['t.step', 't.due_at', 's.spec'])
    .distinct()
    .where('t.cycle', '=', cycle)
    .where('t.state', '=', 'open')
    .execute()
  return rows.map(({ step, due_at: due, spec }) => ({ step, due, ...saidOf(spec as PlanStep) }))
}

function saidOf(spec: PlanStep): Pick<DueGroup, 'reminders' | 'silentAfter'> {
  const silence = 'silence' in spec ? spec.silence : undefined
  return { reminders: spec.reminders, ...(silence ? { silentAfter: silence.after } : {}) }
}

/** What is said today about a group: `due/<n>` n working days before, `late/<n>` on the day after the due day and every fifth day from then on. */
export function occasionOf({ due, reminders }: Omit<DueGroup, 'step'>, today: string, tables?: WorkdayTables): string | null {
  const last = dueDate(due)
  if (today > last) {
    const days = workingDaysBetween(last, today, tables)
    return days >= 1 ? `late/${Math.floor((days - 1) / LATE_AGAIN_DAYS)}` : null
  }
  const reached = reminders.map(Number).filter((days) => addWorkingDays(last, -days, tables).date <= today)
  return reached.length > 0 ? `due/${Math.min(...reached)}` : null
}

/** The working days after `today` on which something will be said about a group, up to the next reminder or lateness. */
function nextOccasion({ due, reminders }: DueGroup, today: string, tables: WorkdayTables | undefined): string {
  const last = dueDate(due)
  const days = reminders.map((days) => addWorkingDays(last, -Number(days), tables).date).filter((day) => day > today)
  if (days.length > 0) return days.sort()[0] ?? last
  if (today <= last) return addWorkingDays(last, 1, tables).date
  const late = workingDaysBetween(last, today, tables)
  return addWorkingDays(today, LATE_AGAIN_DAYS - ((late - 1) % LATE_AGAIN_DAYS), tables).date
}

/** The working day on whose morning a declared default counts, while that is still to come. */
function defaultDay({ due, silentAfter }: DueGroup, today: string, tables: WorkdayTables | undefined): string[] {
  if (silentAfter === undefined) return []
  const day = addWorkingDays(dueDate(due), Number(silentAfter) + 1, tables).date
  return day > today ? [day] : []
}

/** The next instant at which the round has something to say or to open; null when nothing is foreseen. */
export async function nextRound(queries: Queries, cycle: string, now: Instant): Promise<Instant | null> {
  const today = dateAt(now)
  const tables = await tablesOf(queries, cycle)
  const opening = await queries
    .selectFrom('step')
    .select((select) => select.fn.min('opens_at').as('at'))
    .where('cycle', '=', cycle)
    .where('state', '=', 'scheduled')
    .executeTakeFirst()
  const waiting = await queries.selectFrom('notice').select('id').where('cycle', '=', cycle).where(toBeTold).limit(1).executeTakeFirst()
  const groups = await dueGroups(queries, cycle)
  const days = [
    ...groups.flatMap((group) => [nextOccasion(group, today, tables), ...defaultDay(group, today, tables)]),
    ...(await slipDays(queries, cycle)),
  ]
  const candidates = days.map((day) => roundOn(day, now, tables))
  if (opening?.at) candidates.push(roundOn(dateAt(opening.at), now, tables))
  for (const turn of await delegationTurns(queries, cycle, now)) candidates.push(roundOn(dateAt(turn), now, tables))
  if (waiting) candidates.push(nextRoundTime(now, tables))
  return candidates.sort()[0] ?? null
}

/** The round on a day, or on the next working day; never one that is past. */
function roundOn(day: string, now: Instant, tables: WorkdayTables | undefined): Instant {
  const round = at(isWorkingDay(day, tables) ? day : addWorkingDays(day, 1, tables).date, ROUND_TIME)
  return round > now ? round : nextRoundTime(now, tables)
}
