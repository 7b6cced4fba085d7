import { createHash } from 'node:crypto'

/** Numbers that look random and are always the same for the same seed and names, whatever happened before. */
export type Chance = {
  /** A number in [0, 1). */
  of(...names: string[]): number
  /** A whole number in [from, to]. */
  whole(from: number, to: number, ...names: string[]): number
  /** One of the items. */
  pick<T>(items: readonly T[], ...names: string[]): T
}

const SCALE = 2 ** 48

export function chance(seed: string): Chance {
  const of = (...names: string[]): number => {
    const digest = createHash('sha256')
      .update([seed, ...names].join('\u0000'))
      .digest()
    return digest.readUIntBE(0, 6) / SCALE
  }
  const whole = (from: number, to: number, ...names: string[]): number => from + Math.floor(of(...names) * (to - from + 1))
  return {
    of,
    whole,
    pick: (items, ...names) => {
      const item = items[Math.floor(of(...names) * items.length)]
      if (item === undefined) throw new Error(`nothing to pick from for ${names.join('/')}`)
      return item
    },
  }
}
