import { z } from 'zod'
import { at } from '../../../calendar/index.ts'
import { packOfCycle } from '../../../records/pack.ts'
import { amendedPack } from '../../../scoring/index.ts'
import { IsoDate } from '../../../scoring/pack/scalars.ts'
import { officeOf } from '../../../steps/units.ts'
import { postOf } from '../../posts.ts'
import { amend as propose } from '../../verbs/amend.ts'
import { decideAmendment } from '../../verbs/decide-amendment.ts'
import type { Call } from '../../verbs/verb.ts'
import type { Stage } from '../action.ts'
import { incidentKind, instantOf, when } from './incident.ts'

const DECIDED_AT = '15:00'
/** Which amendment of the year it is, from 1: several are told apart by their order. */
const Ordinal = z
  .string()
  .regex(/^[1-9]\d?$/, '应为第几次修订，从 1 起')
  .default('1')

/**
 * The rules are amended in mid-cycle: the office proposes `changes`, as what-if takes them, on the authority of a document, and whoever may decides on the day
 * `decided`. From then on the actors play by the new version.
 */
export const amend = incidentKind({
  shape: z.strictObject({
    kind: z.literal('amend'),
    ...when,
    nth: Ordinal,
    changes: z.array(z.strictObject({ path: z.string().min(1), value: z.string() })).min(1, '至少一处'),
    document: z.string().min(1),
    reason: z.string().min(1),
    decided: IsoDate,
  }),
  plan: (stage, { changes, document, reason, decided, nth, ...incident }, name) => [
    {
      name: `${name}/提出`,
      at: instantOf(incident),
      run: async (as) => {
        const call = as(postOf(officeOf(stage.pack)))
        return propose(call, { pack: await versionOf(call, changes), document, reason })
      },
    },
    {
      name: `${name}/决定`,
      at: at(decided, DECIDED_AT),
      run: async (as) => {
        await decideAmendment(as(deciderOf(stage)), { amendment: Number(nth), outcome: 'approve', document })
        stage.pack = await packOfCycle(stage.database, stage.cycle)
      },
    },
  ],
})

/** @throws Error when the changes lead nowhere: the file is wrong, not the year */
async function versionOf({ database, cycle }: Call, changes: readonly { path: string; value: string }[]) {
  const found = amendedPack(await packOfCycle(database, cycle), changes)
  if (found.ok) return found.pack
  throw new Error(`rehearsal.yaml 的修订不能成立：${found.problems.map(({ message }) => message).join('；')}`)
}

/** The body that the pack names, or the second post of the office. */
const deciderOf = ({ pack }: Stage): string => (pack.pack.amendments ? postOf(pack.pack.amendments.body) : postOf(officeOf(pack), 2))
