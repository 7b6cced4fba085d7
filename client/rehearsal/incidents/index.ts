import { z } from 'zod'
import type { Action, Stage } from '../action.ts'
import type { IncidentKind, When } from './incident.ts'
import { amend } from './amend.ts'
import { adjustTarget, withdrawIndicator } from './changed-indicators.ts'
import { merge, rename, split } from './changed-units.ts'
import { outage } from './outage.ts'

/** Every kind of incident that a rehearsal can be given. */
const kinds = { adjustTarget, amend, merge, outage, rename, split, withdrawIndicator } as const

export const Incident = z.discriminatedUnion('kind', [
  kinds.adjustTarget.shape,
  kinds.amend.shape,
  kinds.merge.shape,
  kinds.outage.shape,
  kinds.rename.shape,
  kinds.split.shape,
  kinds.withdrawIndicator.shape,
])
export type Incident = z.output<typeof Incident>

/** What is done about the incidents of a rehearsal: planned once, when it begins or goes on. */
export function incidentActions(stage: Stage, incidents: readonly Incident[]): Action[] {
  return incidents.flatMap((incident, place) => planOf(incident)(stage, incident, nameOf(incident, place)))
}

/** The name of an incident by its place in the file, from 0; those of its actions begin with it. */
export const nameOf = ({ kind }: Incident, place: number): string => `事件/${place + 1}/${kind}`

/** An incident has the shape of its own kind by construction, which the union above guarantees. */
const planOf = ({ kind }: Incident) =>
  kinds[kind].plan as unknown as IncidentKind['plan'] as (stage: Stage, incident: Incident & When, name: string) => Action[]
