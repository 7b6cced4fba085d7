import { z } from 'zod'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import type { Pack } from './pack.ts'
import { Key, Source } from './scalars.ts'

/**
 * What a year takes over from the one before: its grade, in the words of an input of choices (`words` by grade, `otherwise` for a unit that had none); events that
 * came after its close (the date in field `on` after its parameter `after`), for an input of events; the rectifications that were not accepted, or all.
 */
export const CarryOver = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('grade'),
    input: Key,
    words: z.record(Key, Key).default({}),
    otherwise: Key.optional(),
    source: Source,
  }),
  z.strictObject({ from: z.literal('events'), input: Key, on: Key, after: Key, source: Source }),
  z.strictObject({ from: z.literal('rectifications'), which: z.enum(['open', 'all']).default('open'), source: Source }),
])
export type CarryOver = z.infer<typeof CarryOver>

/** Inputs and words have to be there, of the kind that is wanted. */
export function checkCarryOver({ scoring }: Pack): Problem[] {
  return (scoring.carryOver ?? []).flatMap((one, index) => {
    const say = (code: string, message: string): Problem => trouble('scoring.yaml', `/carryOver/${index}`, code, message)
    if (one.from === 'rectifications') return []
    const input = scoring.inputs[one.input]
    const wanted = one.from === 'grade' ? 'choice' : 'events'
    if (input?.type !== wanted)
      return [
        say(
          'unknown-input',
          `转入的输入应为 inputs 中类型为 ${wanted} 的一项，实为 \`${one.input}\`${input ? `（${input.type}）` : ''}。请更正。`,
        ),
      ]
    if (one.from === 'events' || input.type !== 'choice') return []
    const words = [...Object.values(one.words), ...(one.otherwise === undefined ? [] : [one.otherwise])]
    const strange = words.filter((word) => !input.values.includes(word))
    return strange.map((word) => say('unknown-value', `“${input.label}”应为 ${input.values.join('、')} 之一，实为 \`${word}\`。请更正。`))
  })
}
