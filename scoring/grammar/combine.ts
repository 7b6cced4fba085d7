import { z } from 'zod'
import { Key, Source } from '../pack/scalars.ts'
import { absentAmong, missingAmong, number, numbersAmong } from '../value.ts'
import type { Use, Value } from '../value.ts'
import type { Absent, Node } from './node.ts'
import type { Child, Kind } from './operator.ts'

/** Fields that each node may carry. */
export const own = { source: Source.optional(), assumes: z.array(Key).min(1).optional() }
export const AbsentPolicy = z.enum(['skip', 'pass'])

/**
 * Numbers of the uses put together. Missing wins over all else and names every lacking input; what is not applicable is left out
 * or makes the whole not applicable; nothing left over is not applicable too.
 */
export function combine(uses: readonly Use[], absent: Absent, calculate: (numbers: string[]) => string): Value {
  const numbers = numbersAmong(uses)
  if (numbers.length === uses.length) return number(calculate(numbers))
  const lacking = missingAmong(uses)
  if (lacking) return lacking
  const away = absentAmong(uses)
  if (away && (absent === 'pass' || numbers.length === 0)) return away
  return number(calculate(numbers))
}

/** A list of nodes as children. */
export function listed(path: string, nodes: readonly Node[], wants: Kind): Child[] {
  return nodes.map((node, index) => ({ path: `${path}/${index}`, node, wants }))
}

/** A list of uses in a sentence, joined by a sign. */
export function joined(parts: readonly string[], sign: string): string {
  return parts.length === 0 ? '无' : parts.join(` ${sign} `)
}
