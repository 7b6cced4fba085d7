import { createHash } from 'node:crypto'
import type { WorkdayTables } from '../calendar/index.ts'
import type { DueEvent } from './calendar-event.ts'
import type { Digest } from './digest.ts'
import { dueCalendars } from './due-calendars.ts'
import type { CalendarFile } from './due-calendars.ts'
import { letterOf } from './letter.ts'
import { pageOf } from './page.ts'
import { textOf } from './text.ts'

/** A digest as a mail, before it is one. */
export interface Layout {
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly calendars: readonly CalendarFile[]
  /** `<…@notices.niankao>`, from the digest's id alone. */
  readonly messageId: string
}

/** What the layout takes from outside: who sends (organizer of the calendar entries), and working days entered by an administrator. */
export interface LayoutOptions {
  readonly organizer?: NonNullable<DueEvent['organizer']>
  readonly tables?: WorkdayTables
}

/**
 * Lays a digest out. Pure: the same digest always makes the same bytes, whatever the clock and the time zone of the machine.
 * All text of people is escaped, and every action comes with its command, and with its page when the item or the digest has a link.
 * @throws Error for a digest without items; CalendarError for a day or an instant that is not one
 */
export function layoutDigest(digest: Digest, { organizer, tables }: LayoutOptions = {}): Layout {
  const letter = letterOf(digest)
  return {
    subject: letter.subject,
    text: textOf(letter),
    html: pageOf(letter),
    calendars: dueCalendars(digest, organizer, tables),
    messageId: messageIdOf(digest.id),
  }
}

/** The Message-ID of a digest. Mail servers and programs that see it twice can tell that it is one mail. */
export function messageIdOf(id: string): string {
  return `<${createHash('sha256').update(id).digest('hex').slice(0, 40)}@notices.niankao>`
}
