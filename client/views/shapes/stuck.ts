import { z } from 'zod'

/** What can be done now, written out ready to type; `by` are the posts that may, `note` what is to be known before. */
const SafeVerb = z.object({ command: z.string(), does: z.string(), by: z.array(z.string()), note: z.string().nullable() })
export type SafeVerb = z.infer<typeof SafeVerb>

/** How often somebody was reminded, when and whom the last time, and what became of that letter (`state`, a digest's; null until it is gathered). */
const Reminders = z.object({
  count: z.number(),
  last: z.object({ at: z.string(), to: z.string(), state: z.string().nullable(), why: z.string().nullable() }).nullable(),
})
export type Reminders = z.infer<typeof Reminders>

/** To whom it was taken higher: a slip to whoever is late (`informed`: who was let know), an incident to the office, another pair of hands. */
const Escalation = z.object({ what: z.string(), to: z.string(), at: z.string(), state: z.string().nullable() })
export type Escalation = z.infer<typeof Escalation>

/**
 * Something that does not move. `engine`: the system itself; `paused`: the year stands still by a document; `trouble`: a step that wrong data
 * hold up; `nobody`: no post can act; `confirm`: a repair waits for a second post; `late`: somebody has not done it in time; `ruling`: something
 * without a date waits for a decision; `gate`: a step that should have opened waits for others; `mail`: letters do not get through.
 */
export const StuckKind = z.enum(['engine', 'paused', 'trouble', 'nobody', 'confirm', 'late', 'ruling', 'gate', 'mail'])
export type StuckKind = z.infer<typeof StuckKind>

/**
 * One thing that does not move: why in words, since when it waits, when it is or was due and why then, how many working days late, and what
 * other steps wait for it. Times are Beijing's. `lateDays` is null where nothing is due.
 */
const Item = z.object({
  kind: StuckKind,
  title: z.string(),
  step: z.object({ key: z.string(), name: z.string() }).nullable(),
  task: z.string().nullable(),
  unit: z.string().nullable(),
  waitsFor: z.string().nullable(),
  reason: z.string(),
  since: z.string().nullable(),
  due: z.string().nullable(),
  dueWhy: z.string().nullable(),
  lateDays: z.number().nullable(),
  reminders: Reminders,
  escalated: z.array(Escalation),
  blocks: z.array(z.string()),
  verbs: z.array(SafeVerb),
})
export type StuckItem = z.infer<typeof Item>

/** Everything that does not move, the most harmful first, as one post may see it; `all`: the post administers the year and sees everything. */
export const StuckShape = z.object({
  cycle: z.string(),
  name: z.string(),
  clock: z.string(),
  reader: z.object({ post: z.string(), of: z.string(), all: z.boolean() }),
  counts: z.record(StuckKind, z.number()),
  items: z.array(Item),
})
export type StuckView = z.infer<typeof StuckShape>
