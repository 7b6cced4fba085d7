/** What a notice tells. The order of the groups in which people read them is in `letter.ts`. */
export type NoticeKind =
  | 'opened'
  | 'due'
  | 'late'
  | 'returned'
  | 'moved'
  | 'assigned'
  | 'incident'
  | 'decided'
  | 'feedback'
  | 'appeal'
  | 'lapsed'
  | 'published'
  | 'paused'
  | 'resumed'
  | 'slip'
  | 'informed'
  | 'asked'

/** What the reader can do about an item; `commands.ts` holds the command of each. */
export type Verb = 'submit' | 'decide' | 'acknowledge' | 'appeal' | 'resolve' | 'publish' | 'answer' | 'look'

/** One fact for one person. Text comes from packs and from people: it is never trusted, and laid out as a single paragraph. */
export interface NoticeItem {
  /** Key of the notice row; unique in a digest. */
  readonly id: string
  readonly kind: NoticeKind
  /** The task it is about: names the command's target and keeps the calendar entry the same from mail to mail. */
  readonly taskId?: string
  /** Chinese name of the step or task. */
  readonly title: string
  /** Name of the unit concerned. */
  readonly unit?: string
  /** When it is due, ISO UTC and exclusive, as `calendar/` has it: `2018-02-12T16:00:00.000Z` is 12 February, 24:00. */
  readonly dueInstant?: string
  /** Why it is due then, one sentence. */
  readonly dueWhy?: string
  /** Reason of a return, outcome of a decision, authority of an extension … */
  readonly detail?: string
  /** The due instant before it was moved. */
  readonly was?: string
  /** How often the due instant of this task has been moved so far; the SEQUENCE of its calendar entry. Unless told: 1 when `was` is there, else 0. */
  readonly moves?: number
  /** What can be done about it, unless told by the kind (`VERBS_OF` in commands.ts): a reminder of an appeal has `['appeal']`. */
  readonly verbs?: readonly Verb[]
  /** Page of this item, http(s), when it has one of its own. */
  readonly link?: string
}

/** Everything that one person hears on one working day: one digest, one mail. */
export interface Digest {
  /** Stable key such as `2017/<post>/2018-02-09`: the same digest always makes the same Message-ID. */
  readonly id: string
  readonly cycle: { readonly key: string; readonly name: string }
  readonly to: { readonly name: string; readonly address: string }
  /** The working day in Beijing, `YYYY-MM-DD`. */
  readonly day: string
  /** At least one. */
  readonly items: readonly NoticeItem[]
  /** Page of the cycle, http(s). */
  readonly link?: string
}
