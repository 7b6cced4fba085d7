import { z } from 'zod'
import { packOfCycle } from '../../../records/pack.ts'
import { Key } from '../../../scoring/pack/scalars.ts'
import { officeOf } from '../../../steps/units.ts'
import { postOf } from '../../posts.ts'
import { reorganise, type ReorganiseInput } from '../../verbs/reorganise.ts'
import type { Action, Stage } from '../action.ts'
import { incidentKind, instantOf, when, type When } from './incident.ts'

const papers = { document: z.string().min(1), reason: z.string().min(1) }
type Papers = z.infer<z.ZodObject<typeof papers>> & When
const Text = z.string().min(1)

/** The office records the event on its day; from then on the actors play by the units that are. */
function recorded(stage: Stage, incident: Papers, name: string, input: object): Action[] {
  const { on, document, reason } = incident
  return [
    {
      name,
      at: instantOf(incident),
      run: async (as) => {
        await reorganise(as(postOf(officeOf(stage.pack))), { ...input, on, document, reason } as ReorganiseInput)
        stage.pack = await packOfCycle(stage.database, stage.cycle)
      },
    },
  ]
}

/** A unit has another name from this day on. */
export const rename = incidentKind({
  shape: z.strictObject({ kind: z.literal('rename'), ...when, ...papers, unit: Key, name: Text }),
  plan: (stage, { unit, name: called, ...incident }, name) => recorded(stage, incident, name, { kind: 'rename', unit, name: called }),
})

/** Units are merged into one, which may be one of them. */
export const merge = incidentKind({
  shape: z.strictObject({ kind: z.literal('merge'), ...when, ...papers, from: z.array(Key).min(2), into: Key }),
  plan: (stage, { from, into, ...incident }, name) => recorded(stage, incident, name, { kind: 'merge', from, into: { key: into } }),
})

/** A unit is split; each of its indicators goes to one successor. */
export const split = incidentKind({
  shape: z.strictObject({
    kind: z.literal('split'),
    ...when,
    ...papers,
    unit: Key,
    into: z.array(z.strictObject({ key: Key, indicators: z.array(Key) })).min(2),
  }),
  plan: (stage, { unit, into, ...incident }, name) => recorded(stage, incident, name, { kind: 'split', unit, into }),
})
