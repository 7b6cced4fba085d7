import { sha256 } from '../canonical.ts'

/** Draws that look random and are the same for the same seed and names, whatever was drawn before. */
export type Lot = {
  /** A whole number in [from, to]. */
  whole: (from: number, to: number, ...names: string[]) => number
  /** One of the items; there must be one. */
  pick: <T>(items: readonly T[], ...names: string[]) => T
}

const digits = 12
const all = 16 ** digits

/** The draws of a seed. */
export function lotOf(seed: string): Lot {
  const whole: Lot['whole'] = (from, to, ...names) => {
    const drawn = Number.parseInt(sha256([seed, ...names].join('\n')).slice(0, digits), 16)
    return from + Math.floor((drawn / all) * (to - from + 1))
  }
  return { whole, pick: (items, ...names) => items[whole(0, items.length - 1, ...names)]! }
}
