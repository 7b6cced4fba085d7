import type { Pack } from '../../pack/pack.ts'
import { appealWindow } from './appeal-window.ts'
import { approvalChain } from './approval-chain.ts'
import { combination } from './combination.ts'
import { deductionScale } from './deduction-scale.ts'
import type { Hole, HoleFinder } from './hole.ts'
import { intervalEnd } from './interval-end.ts'
import { numbers } from './numbers.ts'
import { quotaRounding } from './quota-rounding.ts'
import { repeatedRequest } from './repeated-request.ts'
import { statedCount } from './stated-count.ts'

/** All kinds of holes, in the order in which they are told. */
export const finders: { [name: string]: HoleFinder } = {
  quotaRounding,
  intervalEnd,
  statedCount,
  combination,
  deductionScale,
  numbers,
  appealWindow,
  approvalChain,
  repeatedRequest,
}

/** A hole with the assumption that answers it, or null. */
export type AnsweredHole = Hole & { answer: string | null }

/** Every hole of a pack. It is answered when an assumption that its place cites says that it answers holes of that code. */
export function holesOf(pack: Pack): AnsweredHole[] {
  const answers = new Map(pack.assumptions.map(({ key, answers: codes }) => [key, codes ?? []]))
  return Object.values(finders).flatMap((find) =>
    find(pack).map((hole) => ({ ...hole, answer: hole.cited.find((key) => answers.get(key)?.includes(hole.code)) ?? null })),
  )
}
