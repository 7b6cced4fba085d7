import { z } from 'zod'
import { IsoDate, Key, Text } from '../pack/scalars.ts'
import type { Where } from './node.ts'

const tested = { field: Key }
const dated = { ...tested, to: IsoDate.optional(), parameter: Key.optional() }
const once = ({ to, parameter }: { to?: string | undefined; parameter?: string | undefined }): boolean =>
  (to === undefined) !== (parameter === undefined)
const onceSaid = '`to` 与 `parameter` 二者恰有其一'

/** The shape of a list of tests; all must hold. */
export const WhereShape = z
  .array(
    z.discriminatedUnion('test', [
      z.strictObject({ ...tested, test: z.literal('absent') }),
      z.strictObject({ ...tested, test: z.literal('present') }),
      z.strictObject({ ...tested, test: z.literal('item') }),
      z.strictObject({ ...tested, test: z.literal('equals'), to: Text }),
      z.strictObject({ ...tested, test: z.literal('differs'), to: Text }),
      z.strictObject({ ...tested, test: z.literal('among'), to: z.array(Text).min(1) }),
      z.strictObject({ ...tested, test: z.literal('under'), to: Key }),
      z.strictObject({ ...dated, test: z.literal('notAfter') }).refine(once, onceSaid),
      z.strictObject({ ...dated, test: z.literal('after') }).refine(once, onceSaid),
    ]),
  )
  .min(1)

/** What tests look at besides the fields: the indicator at hand, the nodes above each node of the frame (itself too), dates that are parameters. */
export type Around = {
  item: string | null
  above: ReadonlyMap<string, ReadonlySet<string>>
  dates: { [parameter: string]: string }
}

/** Whether fields pass all tests. */
export function passes(where: readonly Where[], fields: { [field: string]: string }, around: Around): boolean {
  return where.every((one) => holds(one, fields[one.field], around))
}

function holds(one: Where, found: string | undefined, { item, above, dates }: Around): boolean {
  switch (one.test) {
    case 'absent':
      return found === undefined
    case 'present':
      return found !== undefined
    case 'item':
      return found !== undefined && found === item
    case 'among':
      return found !== undefined && one.to.includes(found)
    case 'under':
      return found !== undefined && (above.get(found)?.has(one.to) ?? false)
    case 'notAfter':
    case 'after': {
      const date = one.to ?? dates[one.parameter ?? ''] ?? ''
      return found !== undefined && found <= date === (one.test === 'notAfter')
    }
    default:
      return (found === one.to) === (one.test === 'equals')
  }
}

/** What tests look at: parameters, each once, and the field that names the indicator at hand. */
type Reading = { parameters: readonly string[]; ofItem: string | undefined }
const known = new WeakMap<readonly Where[], Reading>()

/** What tests look at besides the fields, found once for each list of tests. */
export function readingOf(where: readonly Where[]): Reading {
  const before = known.get(where)
  if (before) return before
  const found = {
    parameters: [...new Set(where.flatMap((one) => ('parameter' in one && one.parameter !== undefined ? [one.parameter] : [])))],
    ofItem: where.find(({ test }) => test === 'item')?.field,
  }
  known.set(where, found)
  return found
}

/** The parameters that tests read, each once. */
export function parametersOf(where: readonly Where[]): readonly string[] {
  return readingOf(where).parameters
}
