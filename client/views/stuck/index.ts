import type { Queries } from '../../../records/database.ts'
import { beijingText } from '../beijing.ts'
import { StuckKind, type StuckItem, type StuckView } from '../shapes/stuck.ts'
import { contextOf } from './context.ts'
import { mailItems, yearItems } from './year-items.ts'
import { stepItems } from './step-items.ts'
import { taskItems } from './task-items.ts'

export type StuckFilter = { of?: string; step?: string }

/**
 * Everything of a year that does not move, the most harmful first: why, since when, how late, what was done about it, what can be done now. The
 * number of statements does not grow with the number of tasks. @throws Refusal `not-found`, `wrong-role` for a post that the cycle does not have
 */
export async function stuckView(queries: Queries, cycle: string, post: string, { of, step }: StuckFilter = {}): Promise<StuckView> {
  const context = await contextOf(queries, cycle, post)
  const { pack, reader, now } = context
  const all = [...(await yearItems(context)), ...(await stepItems(context)), ...(await taskItems(context)), ...(await mailItems(context))]
  const items = all
    .filter(
      (item) =>
        (of === undefined || [item.unit, item.waitsFor].some((name) => name === of || name === context.named(of))) &&
        (step === undefined || item.step?.key === step),
    )
    .toSorted(harm)
  const counts = Object.fromEntries(StuckKind.options.map((kind) => [kind, items.filter((item) => item.kind === kind).length]))
  return {
    ...{ cycle, name: pack.pack.name, clock: beijingText(now), items },
    reader: { post, of: reader.of, all: reader.all },
    counts: counts as StuckView['counts'],
  }
}

/** By kind; then what more steps wait for, what is later, what was due first. */
function harm(a: StuckItem, b: StuckItem): number {
  const place = ({ kind }: StuckItem): number => StuckKind.options.indexOf(kind)
  return (
    place(a) - place(b) ||
    b.blocks.length - a.blocks.length ||
    (b.lateDays ?? 0) - (a.lateDays ?? 0) ||
    (a.due ?? '').localeCompare(b.due ?? '') ||
    Number(a.task ?? 0) - Number(b.task ?? 0)
  )
}
