import { z } from 'zod'
import {
  CalendarError,
  calendarVersion,
  changedDays,
  changeWords,
  dateAt,
  dueDate,
  dueText,
  layNotice,
  type DayKind,
  type YearTable,
} from '../../calendar/index.ts'
import { noticesOf } from '../../records/calendar.ts'
import { applyMoves, tellMoved } from '../../records/move.ts'
import { recountAll, type Closed, type Move } from '../../records/recount.ts'
import { Refusal } from '../../records/refusal.ts'
import { change, type Change } from '../../records/transaction.ts'
import { IsoDate, parseContent, Text } from '../../steps/content.ts'
import { requireRole } from '../actor.ts'
import { datesOff, type DateOff } from '../dates-off.ts'
import type { Call } from './verb.ts'

/** Days off, first and last; a single day may stand alone. */
const Range = z.preprocess((each) => (typeof each === 'string' ? [each, each] : each), z.tuple([IsoDate, IsoDate]))
const HolidayNotice = z.strictObject({
  year: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^(19|20|21)\d{2}$/, '应为四位年份')),
  off: z.array(Range).default([]),
  work: z.array(IsoDate).default([]),
  ordinary: z.array(IsoDate).default([]),
})

/**
 * The notice of the State Council for a year (部分节假日安排的通知), or one that amends it. `shorten`: the reason for which windows that would be
 * shorter now are shortened; `preview`: nothing is stored.
 */
export type PublishCalendarInput = { content: unknown; document: string; shorten?: string; preview?: boolean }
/** `moves`: what was counted anew; `closed`: what has ended by the old calendar and would still be open; `datesOff`: dates of the plan that are days off now. */
export type PublishedCalendar = {
  version: number
  year: number
  document: string
  calendar: string
  days: DayKind[]
  moves: Move[]
  closed: Closed[]
  datesOff: DateOff[]
  preview: boolean
}

/**
 * Publishes a holiday notice to a cycle: its calendar gets a new version, and everything that is counted in working days and is not over is counted
 * anew. What becomes later moves by itself and its unit is told; what would become earlier stays, unless the office decides otherwise.
 * @throws Refusal `wrong-role`, `bad-input`, `already-done` when it says nothing new
 */
export async function publishCalendar(call: Call, input: PublishCalendarInput): Promise<PublishedCalendar> {
  return change(call.database, { ...call, alone: true }, async (open) => {
    await requireRole(open, 'office')
    const document = parseContent(Text, input.document, '文号')
    const reason = input.shorten === undefined ? null : parseContent(Text, input.shorten, '缩短期限的理由')
    const { year, table } = readNotice(input.content)
    const { tables, calendar } = lay(open, year, table)
    const days = changedDays(year, open.calendar, tables)
    const version = ((await noticesOf(open.db, open.cycle)).at(-1)?.version ?? 0) + 1
    const found = await recountAll(open, tables, reason !== null)
    const off = await datesOff(open, days, found.moves)
    const answer = { version, year, document, calendar, days, ...found, datesOff: off, preview: input.preview === true }
    if (input.preview !== true) await store({ ...open, calendar: tables, calendarName: calendar }, answer, table, reason)
    return answer
  })
}

function readNotice(content: unknown): { year: number; table: YearTable } {
  const { year, off, work, ordinary } = parseContent(HolidayNotice, content, '放假安排')
  if (off.length + work.length + ordinary.length === 0)
    throw new Refusal('bad-input', '放假安排应写明放假（off）、上班（work）的日子，实为空白，未予保存。')
  return { year: Number(year), table: { off, work, ordinary } }
}

function lay({ calendar }: Change, year: number, table: YearTable) {
  try {
    const tables = layNotice(calendar, year, table)
    const name = calendarVersion(tables)
    if (name === calendarVersion(calendar)) throw new Refusal('already-done', `${year} 年的放假安排已经收录，内容相同，没有变化。`)
    return { tables, calendar: name }
  } catch (error) {
    if (error instanceof CalendarError) throw new Refusal('bad-input', `${error.message}，未予保存。`)
    throw error
  }
}

async function store(open: Change, published: PublishedCalendar, table: YearTable, reason: string | null): Promise<void> {
  const { version, year, document, calendar, moves, closed } = published
  const row = { cycle: open.cycle, version, year, content: JSON.stringify(table), document, calendar, by_post: open.post, at: open.now }
  await open.db.insertInto('holiday_notice').values(row).execute()
  await open.db.updateTable('cycle').set({ calendar }).where('id', '=', open.cycle).execute()
  await applyMoves(open, moves, version)
  await tellMoved(open, moves, version, (move) => whyMoved(published, move, reason))
  const moved = moves.map(({ subject, what, was, becomes, outcome }) => ({ subject, what, was, becomes, outcome }))
  await open.log('calendar', `${year}`, {
    version,
    document,
    calendar,
    moved,
    reason,
    closed: closed.length,
    datesOff: published.datesOff.length,
  })
}

/** Which days changed, so that this date is another. */
function whyMoved(
  { document, days }: Pick<PublishedCalendar, 'document' | 'days'>,
  { counting, was, becomes, why }: Move,
  reason: string | null,
): string {
  const from = counting ? dateAt(counting.eventAt) : ''
  const until = dueDate(was > becomes ? was : becomes)
  const between = days.filter(({ date }) => date > from && date <= until)
  const because = `因${changeWords(between.length > 0 ? between : days)}，期限由 ${dueText(was)} 改为 ${dueText(becomes)}`
  return `${document}：${because}${reason !== null && becomes < was ? `（${reason}）` : ''}。${why}`
}
