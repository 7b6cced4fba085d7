import { addWorkingDays, at, dueDate } from '../calendar/index.ts'
import type { WorkdayTables } from '../calendar/index.ts'
import { contentLine, parameterValue, textValue, utcValue } from './content-line.ts'

/** A due date to put into somebody's calendar. */
export interface DueEvent {
  /** Globally unique and the same in every mail about this task, so that a later mail replaces the entry and adds no second one. */
  readonly uid: string
  /** How often the due date was moved; must never fall, or programs ignore the newer entry. */
  readonly sequence: number
  /** When this description was written, ISO UTC. */
  readonly stamp: string
  /** The exclusive due instant, ISO UTC. */
  readonly due: string
  readonly summary: string
  readonly description: string
  readonly alarm: string
  readonly url?: string
  readonly organizer?: { readonly name: string; readonly address: string }
}

const HALF_HOUR_MS = 1_800_000
const ALARM_TIME = '09:00'

/**
 * An iCalendar file (RFC 5545, RFC 5546 PUBLISH) with one event, the half hour that ends at the due instant: an event *at* 24:00 would stand
 * on the following day. All times are UTC, so no VTIMEZONE is needed; the reader's own program shows local time. It does not block the
 * reader's time (TRANSPARENT). The alarm rings at 09:00 in Beijing on the working day before; none when that is past already.
 * @param tables working days entered by an administrator, over the published ones
 * @throws CalendarError or RangeError when `due` or `stamp` is not an instant
 */
export function calendarEvent(event: DueEvent, tables?: WorkdayTables): string {
  const lines: (readonly [string, string])[] = [
    ['BEGIN', 'VCALENDAR'],
    ['VERSION', '2.0'],
    ['PRODID', '-//niankao//notices//ZH'],
    ['CALSCALE', 'GREGORIAN'],
    ['METHOD', 'PUBLISH'],
    ['BEGIN', 'VEVENT'],
    ['UID', textValue(event.uid)],
    ['DTSTAMP', utcValue(event.stamp)],
    ['SEQUENCE', String(Math.max(0, Math.trunc(event.sequence)))],
    ...organizer(event),
    ['DTSTART', utcValue(new Date(Date.parse(event.due) - HALF_HOUR_MS).toISOString())],
    ['DTEND', utcValue(event.due)],
    ['SUMMARY', textValue(event.summary)],
    ['DESCRIPTION', textValue(event.description)],
    ...(event.url === undefined ? [] : [['URL', event.url] as const]),
    ['STATUS', 'CONFIRMED'],
    ['TRANSP', 'TRANSPARENT'],
    ...alarm(event, tables),
    ['END', 'VEVENT'],
    ['END', 'VCALENDAR'],
  ]
  return lines.map(([name, value]) => contentLine(name, value)).join('')
}

function organizer({ organizer: who }: DueEvent): (readonly [string, string])[] {
  return who === undefined ? [] : [[`ORGANIZER;CN=${parameterValue(who.name)}`, `mailto:${who.address.replace(/[\s\p{Cc}]/gu, '')}`]]
}

function alarm(event: DueEvent, tables?: WorkdayTables): (readonly [string, string])[] {
  const rings = alarmInstant(event.due, tables)
  if (Date.parse(rings) < Date.parse(event.stamp)) return []
  return [
    ['BEGIN', 'VALARM'],
    ['ACTION', 'DISPLAY'],
    ['DESCRIPTION', textValue(event.alarm)],
    ['TRIGGER;VALUE=DATE-TIME', utcValue(rings)],
    ['END', 'VALARM'],
  ]
}

/** 09:00 in Beijing on the last working day before the day on which `due` falls. */
function alarmInstant(due: string, tables?: WorkdayTables): string {
  return at(addWorkingDays(dueDate(due), -1, tables).date, ALARM_TIME)
}
