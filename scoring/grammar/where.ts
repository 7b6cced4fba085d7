import { z } from 'zod'
import { Key, Text } from '../pack/scalars.ts'
import type { Where } from './node.ts'

const tested = { field: Key }
/** The shape of a list of tests; all must hold. */
export const WhereShape = z
  .array(
    z.discriminatedUnion('test', [
      z.strictObject({ ...tested, test: z.literal('absent') }),
      z.strictObject({ ...tested, test: z.literal('present') }),
      z.strictObject({ ...tested, test: z.literal('item') }),
      z.strictObject({ ...tested, test: z.literal('equals'), to: Text }),
      z.strictObject({ ...tested, test: z.literal('differs'), to: Text }),
    ]),
  )
  .min(1)

/** Whether fields pass all tests; `item` is the key of the indicator at hand. */
export function passes(where: readonly Where[], fields: { [field: string]: string }, item: string | null): boolean {
  return where.every((one) => {
    const found = fields[one.field]
    if (one.test === 'absent') return found === undefined
    if (one.test === 'present') return found !== undefined
    if (one.test === 'item') return found !== undefined && found === item
    return (found === one.to) === (one.test === 'equals')
  })
}
