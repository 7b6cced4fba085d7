import { dateWords } from '../calendar/index.ts'
import type { Digest, NoticeItem, NoticeKind } from './digest.ts'
import { entryOf } from './entry.ts'
import type { Entry } from './entry.ts'
import { plain, safeLink } from './plain.ts'
import { groupWords, words } from './words.ts'

type Group = keyof typeof groupWords

/** The group of each kind. What comes back or moves is something new to its reader; what was lost is an outcome. */
const GROUP_OF: Record<NoticeKind, Group> = {
  late: 'late',
  slip: 'late',
  due: 'due',
  opened: 'new',
  returned: 'new',
  moved: 'new',
  assigned: 'new',
  incident: 'late',
  feedback: 'new',
  appeal: 'new',
  asked: 'new',
  decided: 'decided',
  lapsed: 'decided',
  published: 'decided',
  informed: 'decided',
  paused: 'decided',
  resumed: 'new',
}

/** Items of one group. */
export interface Section {
  readonly group: Group
  readonly heading: string
  readonly entries: readonly Entry[]
}

/** A digest in words, before it is text or HTML: both renderings say all of it and nothing else. */
export interface Letter {
  readonly subject: string
  readonly greeting: string
  readonly opening: string
  readonly sections: readonly Section[]
  readonly link?: string
  readonly footer: readonly string[]
}

/** Puts a digest into words: late, due, new, decided; within a group the earliest due first. @throws Error for a digest without items */
export function letterOf(digest: Digest): Letter {
  if (digest.items.length === 0) throw new Error(`expected a digest with at least one item, found none in \`${digest.id}\``)
  const cycle = plain(digest.cycle.name, 60)
  const sections = sectionsOf(digest)
  const counts = sections.map((section) => words.count(groupWords[section.group], section.entries.length)).join(words.countsBetween)
  const link = safeLink(digest.link)
  return {
    subject: words.subject(cycle, counts, dateWords(digest.day)),
    greeting: words.greeting(plain(digest.to.name, 60)),
    opening: words.opening(cycle, dateWords(digest.day), digest.items.length),
    sections,
    ...(link === undefined ? {} : { link }),
    footer: words.footer,
  }
}

function sectionsOf(digest: Digest): Section[] {
  const groups = Object.keys(groupWords) as Group[]
  return groups.flatMap((group) => {
    const items = digest.items.filter((item) => GROUP_OF[item.kind] === group).toSorted(byDue)
    if (items.length === 0) return []
    const heading = words.heading(groupWords[group], items.length)
    return [{ group, heading, entries: items.map(entryOf) }]
  })
}

/** By due instant, those without one last; then by id, so that the same digest reads the same whatever the order of its rows. */
function byDue(a: NoticeItem, b: NoticeItem): number {
  const [first, second] = [a, b].map((item) => (item.dueInstant === undefined ? Infinity : Date.parse(item.dueInstant)))
  return first === second ? (a.id < b.id ? -1 : 1) : first! - second!
}
