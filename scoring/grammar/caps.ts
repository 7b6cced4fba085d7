import { compare, normal, sum } from '../decimal.ts'
import type { PerEventNode } from './node.ts'
import { passes } from './where.ts'
import type { Around } from './where.ts'

const nowhere: Around = { item: null, above: new Map(), dates: {} }

/** Which cap an event comes under: the first whose tests it passes, or -1. */
export function capOf(caps: NonNullable<PerEventNode['caps']>, fields: { [field: string]: string }): number {
  return caps.findIndex(({ where }) => passes(where, fields, nowhere))
}

/** The sum of the points of events, those under one cap at most its limit together. */
export function cappedSum(
  caps: NonNullable<PerEventNode['caps']>,
  events: readonly { fields: { [field: string]: string }; points: string }[],
): string {
  const byCap = Map.groupBy(events, ({ fields }) => capOf(caps, fields))
  return sum(
    [...byCap].map(([cap, group]) => {
      const together = sum(group.map(({ points }) => points))
      const limit = caps[cap]?.limit
      return limit !== undefined && compare(together, limit) > 0 ? normal(limit) : together
    }),
  )
}
