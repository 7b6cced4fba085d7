import { z } from 'zod'
import type { Node } from './node.ts'
import { operators } from './operators.ts'

/** A bare decimal stands for a value, and `{ rule: x }` for a reference: both written out before the shape is checked. */
function written(found: unknown): unknown {
  if (typeof found === 'string') return { op: 'value', is: found }
  if (typeof found === 'object' && found !== null && 'rule' in found && !('op' in found)) return { op: 'rule', ...found }
  return found
}

/** The shape of any node of a rule. */
export const nodeShape: z.ZodType<Node> = z.lazy(() => union) as unknown as z.ZodType<Node>
type Member = z.core.$ZodTypeDiscriminable
const members = Object.values(operators).map((operator) => operator.shape(nodeShape)) as unknown as [Member, ...Member[]]
const union = z.preprocess(written, z.discriminatedUnion('op', members))
