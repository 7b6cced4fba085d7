import { sha256 } from '../scoring/canonical.ts'

/** Who can be drawn; the class only matters where the draw is shared out among classes. */
export type Candidate = { key: string; class: string }
/** How many are drawn: of all together, or of each class its share (the largest remainders round up, each class at least one). */
export type DrawRule = { sample: number; byClass: boolean }
/** A candidate's lot, its place in the order of lots (from 1), and whether it was drawn. */
export type Lot = Candidate & { lot: string; place: number; drawn: boolean }

/** What a draw of a step rests on: it follows from the seed of the cycle and tells nothing of it, and is kept until the draw. */
export const secretOf = (seed: string, step: string): string => sha256(`${seed}/${step}`)

/** What is published beforehand: it tells nothing of the secret, and fits no other. */
export const commitmentOf = (secret: string): string => sha256(secret)

/** What lots are drawn with: the secret, and what became publicly known after the commitment, where something was named. */
export const drawnWith = (secret: string, value?: string): string => (value === undefined ? secret : sha256(`${secret}/${value}`))

/**
 * A draw that anybody can repeat: the lot of a candidate is the SHA-256 of `seed/key`, the smallest lots are drawn.
 * @returns all candidates in the order of their lots
 */
export function draw(seed: string, candidates: readonly Candidate[], { sample, byClass }: DrawRule): Lot[] {
  const lots = candidates
    .map((candidate) => ({ ...candidate, lot: sha256(`${seed}/${candidate.key}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
  const quota = byClass ? shares(lots, sample) : null
  return lots.map((each, index) => {
    const before = lots.slice(0, index).filter((other) => other.class === each.class).length
    return { ...each, place: index + 1, drawn: quota ? before < (quota.get(each.class) ?? 0) : index < sample }
  })
}

/** The share of each class in a sample: whole parts first, then the largest remainders, of equal ones the class that is first by name; each at least one. */
function shares(candidates: readonly Candidate[], sample: number): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const candidate of candidates) sizes.set(candidate.class, (sizes.get(candidate.class) ?? 0) + 1)
  const all = candidates.length
  const classes = [...sizes].map(([name, size]) => {
    const whole = Math.floor((sample * size) / all)
    return { name, places: Math.max(1, whole), rest: whole === 0 ? -1 : (sample * size) % all }
  })
  classes.sort((a, b) => b.rest - a.rest || (a.name < b.name ? -1 : 1))
  let left = sample - classes.reduce((count, { places }) => count + places, 0)
  for (const each of classes) {
    if (left <= 0 || each.rest <= 0) break
    each.places++
    left--
  }
  return new Map(classes.map(({ name, places }) => [name, places]))
}
