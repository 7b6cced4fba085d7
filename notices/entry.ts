import { commandOf, verbsOf } from './commands.ts'
import type { NoticeItem } from './digest.ts'
import { dueWords } from './due-words.ts'
import { plain, safeLink } from './plain.ts'
import { factWords, kindWords, verbWords, words } from './words.ts'

/** Something the reader can do, with what does it. */
export interface Action {
  readonly sentence: string
  readonly command: string
}
/** One item in words. */
export interface Entry {
  readonly title: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly actions: readonly Action[]
  /** The page of this item; that of the digest stands once, at the end of the letter. */
  readonly link?: string
}

/** An item in words. */
export function entryOf(item: NoticeItem): Entry {
  const link = safeLink(item.link)
  const facts = [
    [factWords.unit, item.unit],
    [factWords.was, item.was && dueWords(item.was)],
    [factWords.due, item.dueInstant && dueWords(item.dueInstant)],
    [factWords.why, item.dueWhy],
    [factWords.detail, item.detail],
  ] as const
  return {
    title: words.mark(kindWords[item.kind], plain(item.title, 200)),
    facts: facts.flatMap(([label, value]) => (value ? [{ label, value: plain(value) }] : [])),
    actions: verbsOf(item).map((verb) => ({ sentence: verbWords[verb], command: plain(commandOf(verb, item.taskId)) })),
    ...(link === undefined ? {} : { link }),
  }
}
