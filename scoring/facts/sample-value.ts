import { compare, highest, minus, normal, product, quotient, round, sum } from '../decimal.ts'
import type { Lot } from './lot.ts'

/** What a made-up number must keep to. */
export type Bounds = { min?: string | undefined; max?: string | undefined; whole?: string | undefined }
/** Who draws: the lot, the unit's level (of 1000, about which its marks lie), and the names under which it draws. */
export type Draw = { lot: Lot; level: number; names: string[] }

const noise = 60

/** The draw for something below. */
export const within = (draw: Draw, ...names: string[]): Draw => ({ ...draw, names: [...draw.names, ...names] })

/** A mark near the unit's level, as a share from 0 to 1. */
export function share({ lot, level, names }: Draw): string {
  const drawn = level + lot.whole(-noise, noise, ...names)
  return quotient(String(Math.min(1000, Math.max(0, drawn))), '1000')
}

/** Something that seldom happens: once in `times`. */
export const seldom = ({ lot, names }: Draw, times: number): boolean => lot.whole(1, times, ...names, 'seldom') === 1

/** A mark between the bounds; without an upper one up to 100 above the lower. */
export function mark(draw: Draw, { min, max, whole }: Bounds): string {
  const low = min ?? (max !== undefined && compare(max, '0') < 0 ? max : '0')
  const high = max ?? sum([low, '100'])
  const range = minus(high, low)
  const exact = sum([low, product([range, share(draw)])])
  const places = whole === 'true' ? 0 : compare(range, '50') < 0 ? 2 : 1
  return clamped(round(exact, places, 'down'), { min, max, whole })
}

/** A count that is mostly as low as it may be, or one or two more. */
export function count(draw: Draw, { min = '0' }: Bounds): string {
  const more = seldom(draw, 9) ? draw.lot.whole(1, 2, ...draw.names, 'count') : 0
  return sum([round(min, 0, 'up'), String(more)])
}

/** A few points, in halves: from a half to two, within the bounds. */
export function points(draw: Draw, bounds: Bounds): string {
  const halves = draw.lot.whole(1, 4, ...draw.names, 'points')
  return clamped(bounds.whole === 'true' ? String(halves) : quotient(String(halves), '2'), bounds)
}

/** A day of a year: no later than the 28th, so that it exists. */
export function day({ lot, names }: Draw, year: string): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${year}-${two(lot.whole(1, 12, ...names, 'month'))}-${two(lot.whole(1, 28, ...names, 'day'))}`
}

/** Splits points exactly into so many parts that differ a little: whole ones where there are enough points, hundredths otherwise. */
export function split(draw: Draw, whole: string, parts: number): string[] {
  const unit = compare(whole, String(parts * 2)) >= 0 ? '1' : '0.01'
  const base = Number(round(quotient(quotient(whole, String(parts)), unit), 0, 'down'))
  const steps = Array.from({ length: parts }, () => base)
  for (let index = 0; index + 1 < parts - 1; index += 2) {
    const moved = draw.lot.whole(0, Math.floor(base / 2), ...draw.names, 'split', String(index))
    steps[index]! += moved
    steps[index + 1]! -= moved
  }
  const first = steps.slice(0, -1).map((step) => product([String(step), unit]))
  return [...first, minus(whole, sum(first))]
}

function clamped(number: string, { min, max, whole }: Bounds): string {
  const low = min === undefined ? number : highest([number, whole === 'true' ? round(min, 0, 'up') : min])
  return normal(max !== undefined && compare(low, max) > 0 ? max : low)
}
