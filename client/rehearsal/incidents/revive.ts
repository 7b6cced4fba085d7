import { z } from 'zod'
import { postOf, liaisonOf } from '../../posts.ts'
import { appeal } from '../../verbs/appeal.ts'
import { revive as letIn } from '../../verbs/revive.ts'
import type { Stage } from '../action.ts'
import { incidentKind, instantOf, when } from './incident.ts'

const HOUR_MS = 3_600_000

/**
 * The first unit, by name, whose window had lapsed by then is let in by the authority that the pack names, on the word of a `document`, and appeals an hour
 * later. Nothing happens where none has lapsed.
 */
export const revive = incidentKind({
  shape: z.strictObject({ kind: z.literal('revive'), ...when, document: z.string().min(1), reason: z.string().min(1) }),
  plan: (stage, { document, reason, ...incident }, name) => {
    const at = instantOf(incident)
    const claims = [{ ground: `${reason}，${document}已准许，请予复核` }]
    return [
      {
        name: `${name}/准许`,
        at,
        run: async (as) => {
          const unit = await firstOf(stage, 'waived')
          return unit && letIn(as(postOf(authorityOf(stage))), { unit, document, reason })
        },
      },
      {
        name: `${name}/申请`,
        at: new Date(Date.parse(at) + HOUR_MS).toISOString(),
        run: async (as) => {
          const unit = await revivedOn(stage)
          return unit && appeal(as(liaisonOf(unit)), { unit, content: { claims } })
        },
      },
    ]
  },
})

async function firstOf({ database, cycle }: Stage, state: 'waived'): Promise<string | undefined> {
  const rows = database.selectFrom('appeal').select('unit').where('cycle', '=', cycle).where('state', '=', state).orderBy('unit')
  return (await rows.executeTakeFirst())?.unit
}

/** The unit that was let in last, if it has not appealed yet. */
async function revivedOn({ database, cycle }: Stage): Promise<string | undefined> {
  const row = await database
    .selectFrom('revival as r')
    .innerJoin('appeal as a', (on) => on.onRef('a.cycle', '=', 'r.cycle').onRef('a.unit', '=', 'r.unit'))
    .select('r.unit')
    .where('r.cycle', '=', cycle)
    .where('a.state', '=', 'window')
    .orderBy('r.id', 'desc')
    .executeTakeFirst()
  return row?.unit
}

/** @throws Error when the pack names nobody: the file is wrong, not the year */
function authorityOf({ pack }: Stage): string {
  for (const step of pack.plan) if (step.kind === 'feedback' && step.lateAppeal) return step.lateAppeal.by
  throw new Error(`规则包“${pack.pack.key}”没有规定由谁准许逾期的复核（lateAppeal）`)
}
