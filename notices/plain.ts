import { words } from './words.ts'

/** Control characters, line and paragraph separators, and the marks that turn the direction of writing (they can disguise a name). */
const UNSEEN = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]+/gu

/**
 * Text of people as one paragraph: no line breaks (a header cannot be added, a heading cannot be imitated), no unseen marks,
 * no half characters, spaces joined.
 * @param most code points kept; what is longer ends with a remark
 */
export function plain(text: string, most = 2000): string {
  const joined = text.toWellFormed().replace(UNSEEN, ' ').replace(/ {2,}/g, ' ').trim()
  const points = Array.from(joined)
  return points.length <= most ? joined : points.slice(0, most).join('') + words.cut
}

/** An http(s) address, or undefined for anything else: `javascript:` and the like never become a link. */
export function safeLink(link: string | undefined): string | undefined {
  if (link === undefined || !URL.canParse(link)) return undefined
  const url = new URL(link)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
}
