import { z } from 'zod'
import { compare } from '../decimal.ts'
import { DecimalString } from '../pack/scalars.ts'
import { Refusal } from '../refusal.ts'
import { own } from './combine.ts'
import type { Band, BandsNode } from './node.ts'
import type { Operator } from './operator.ts'

const bound = DecimalString.optional()

/** `{ op: bands, of: …, bands: [{ atLeast: "90", value: "5" }, { atLeast: "60", below: "90", value: "3" }] }`: the value of the band that holds the number. */
export const bands: Operator<BandsNode> = {
  shape: (node) =>
    z.strictObject({
      op: z.literal('bands'),
      of: node,
      bands: z.array(z.strictObject({ atLeast: bound, above: bound, below: bound, upTo: bound, value: node })).min(1),
      ...own,
    }),
  gives: 'same',
  children: (node) => [
    { path: 'of', node: node.of, wants: 'number' },
    ...node.bands.map((band, index) => ({ path: `bands/${index}/value`, node: band.value, wants: 'same' as const })),
  ],
  evaluate: (node, at) => {
    const of = at.child(node.of)
    if (of.value.kind !== 'number') return { uses: [of], value: of.value }
    const number = of.value.value
    const index = node.bands.findIndex((band) => holds(band, number))
    const band = node.bands[index]
    if (!band) throw new Refusal('no-band', at.id, `应有一个区间包含 ${number}，实际没有。请在 ${at.id} 补全区间。`)
    const chosen = at.child(band.value)
    return { uses: [of, chosen], value: chosen.value, detail: { band: words(band) } }
  },
  explain: (_node, step, names) =>
    `${names.use(step.uses[0]!)}，${step.detail['band'] ? `属于“${String(step.detail['band'])}”` : '无法归入区间'}`,
}

function holds(band: Band, number: string): boolean {
  if (band.atLeast !== undefined && compare(number, band.atLeast) < 0) return false
  if (band.above !== undefined && compare(number, band.above) <= 0) return false
  if (band.below !== undefined && compare(number, band.below) >= 0) return false
  return band.upTo === undefined || compare(number, band.upTo) <= 0
}

/** A band in words: `不低于 60、低于 90`. */
export function words(band: Band): string {
  const parts = [
    band.atLeast !== undefined && `不低于 ${band.atLeast}`,
    band.above !== undefined && `高于 ${band.above}`,
    band.below !== undefined && `低于 ${band.below}`,
    band.upTo !== undefined && `不高于 ${band.upTo}`,
  ]
  return parts.filter(Boolean).join('、') || '任何数值'
}
