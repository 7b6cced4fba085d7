import { createHash } from 'node:crypto'
import { at } from '../calendar/index.ts'
import type { WorkdayTables } from '../calendar/index.ts'
import { calendarEvent } from './calendar-event.ts'
import type { DueEvent } from './calendar-event.ts'
import type { Digest, NoticeItem } from './digest.ts'
import { dueWords } from './due-words.ts'
import { entryOf } from './entry.ts'
import { plain, safeLink } from './plain.ts'
import { linesOfEntry } from './text.ts'
import { words } from './words.ts'

/** A file to attach. */
export interface CalendarFile {
  readonly filename: string
  readonly content: string
}

/** The time of a digest's day that stands in its calendar entries; not the time of sending, so that the same digest makes the same bytes. */
const STAMP_TIME = '08:00'

/** One calendar file for each task of a digest whose due date is still to come. */
export function dueCalendars(digest: Digest, organizer?: DueEvent['organizer'], tables?: WorkdayTables): CalendarFile[] {
  const stamp = at(digest.day, STAMP_TIME)
  const latest = new Map<string, DueEvent & { readonly title: string }>()
  for (const item of digest.items) {
    if (item.dueInstant === undefined || Date.parse(item.dueInstant) <= Date.parse(stamp)) continue
    const event = { ...eventOf(digest, item, item.dueInstant), stamp, ...(organizer === undefined ? {} : { organizer }) }
    const known = latest.get(event.uid)
    if (known === undefined || known.sequence <= event.sequence) latest.set(event.uid, event)
  }
  const events = [...latest.values()].toSorted((a, b) => Date.parse(a.due) - Date.parse(b.due) || (a.uid < b.uid ? -1 : 1))
  return named(events.map((event) => ({ filename: filename(event), content: calendarEvent(event, tables) })))
}

function eventOf(digest: Digest, item: NoticeItem, due: string) {
  const title = plain([item.title, item.unit].filter(Boolean).join(' '), 200)
  const url = safeLink(item.link ?? digest.link)
  return {
    uid: `${sha256(`${digest.cycle.key}\0${item.taskId ?? item.id}`)}@notices.niankao`,
    sequence: item.moves ?? (item.was === undefined ? 0 : 1),
    due,
    title,
    summary: words.eventSummary(title),
    description: linesOfEntry(entryOf(item)).join('\n'),
    alarm: words.eventAlarm(title, dueWords(due)),
    ...(url === undefined ? {} : { url }),
  }
}

/** Letters and digits only: a file name is no place for a path, a quotation mark or a dot that hides an ending. */
function filename({ due, title }: { readonly due: string; readonly title: string }): string {
  const day = dueWords(due).replace(/日.*/, '日')
  return words.eventFile(
    day,
    Array.from(title.replace(/[^\p{L}\p{N}]+/gu, ''))
      .slice(0, 30)
      .join(''),
  )
}

function named(files: readonly CalendarFile[]): CalendarFile[] {
  const seen = new Map<string, number>()
  return files.map(({ filename, content }) => {
    const times = (seen.get(filename) ?? 0) + 1
    seen.set(filename, times)
    return { filename: times === 1 ? filename : filename.replace(/\.ics$/, `-${times}.ics`), content }
  })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
