import { product, quotient, sum } from '../decimal.ts'
import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'
import type { Segment, Succession } from './facts.ts'
import { daysFrom } from '../days.ts'

export type SegmentRule = { rule: 'daysWeighted' | 'successorOnly' | 'latest' | 'decision'; source: Source }

/** By which rule of the pack segments become one number; null where the pack has none. */
export function segmentRule({ roster, indicators }: Pack, by: Succession): SegmentRule | null {
  const found = by === 'adjusted' ? indicators.changes?.adjusted : roster.reorganisation?.[by]
  return found ? { rule: found.rule, source: found.source } : null
}

/** The days of each segment as whole shares of one year: where units stood side by side, each had its part of the days. */
export function dayShares(segments: readonly Pick<Segment, 'from' | 'until' | 'beside'>[]): string[] {
  const beside = segments.map((one) => Number(one.beside ?? '1'))
  const common = beside.reduce((a, b) => (a / divisor(a, b)) * b, 1)
  return segments.map(({ from, until }, n) => String(daysFrom(from, until) * (common / beside[n]!)))
}

/** Segments as one number, by the days of each. */
export function byDays(segments: readonly Pick<Segment, 'from' | 'until' | 'beside' | 'value'>[]): string {
  const shares = dayShares(segments)
  return quotient(sum(segments.map(({ value }, n) => product([value, shares[n]!]))), sum(shares))
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

/** On what it rests that an indicator was withdrawn or taken over from another unit. */
export function noteSource({ roster, indicators, scoring }: Pack, kind: 'taken' | 'withdrawn'): Source {
  const { merged, split } = roster.reorganisation ?? {}
  const own = kind === 'withdrawn' ? indicators.changes?.withdrawn : (merged ?? split)
  return own?.source ?? scoring.indicatorFields['full']!.source
}

/** On what it rests that the points of what remains of a task book are raised. */
export function raiseSource({ indicators: { changes, total } }: Pack): Source {
  return changes?.withdrawn?.rule === 'proportional' ? changes.withdrawn.source : total!.source
}

/** Whether the points of what remains are raised: to what all indicators were worth together, or to the total that the pack wants. */
export function raises({ indicators: { changes, total } }: Pack, task: { taken: boolean; withdrawn: boolean }): boolean {
  return (task.withdrawn && changes?.withdrawn?.rule === 'proportional') || (task.taken && total !== undefined)
}
