import { z } from 'zod'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import type { Pack } from './pack.ts'
import { Key, Source, Text } from './scalars.ts'

/** The circular (通报) with which results are published: to whom, what it shows of the units, and which consequences it lists (all, unless said). */
export const Circular = z.strictObject({
  audience: Text,
  shows: z.array(z.enum(['scores', 'ranks', 'grades', 'consequences', 'prizes'])).min(1),
  lists: z.array(Key).min(1).optional(),
  source: Source,
})

/** What a circular lists has to be a consequence. */
export function checkCirculars({ plan, grades }: Pack): Problem[] {
  const known = new Set(grades.consequences.map(({ key }) => key))
  return plan.flatMap((step, index) => {
    const lists = step.kind === 'publication' ? (step.circular?.lists ?? []) : []
    const strange = lists.filter((key) => !known.has(key))
    return strange.map((key) =>
      trouble(
        'plan.yaml',
        `/steps/${index}#${step.key}`,
        'unknown-consequence',
        `通报所列应为 grades.yaml 的结果运用，实为 \`${key}\`。请更正。`,
      ),
    )
  })
}
