import { z } from 'zod'
import type { Action, Stage } from '../action.ts'
import type { IncidentKind, When } from './incident.ts'
import { amend } from './amend.ts'
import { adjustTarget, withdrawIndicator } from './changed-indicators.ts'
import { merge, rename, split } from './changed-units.ts'
import { extension } from './extension.ts'
import { holidayNotice } from './holiday-notice.ts'
import { instantOf } from './incident.ts'
import { lateOpening } from './late-opening.ts'
import { lateReturn } from './late-return.ts'
import { outage } from './outage.ts'
import { standstill } from './pause.ts'
import { rescheduling } from './reschedule.ts'
import { resultsCorrected } from './results-corrected.ts'
import { returnGate } from './return-gate.ts'
import { revive } from './revive.ts'
import { stall } from './stall.ts'
import { valueAnnounced } from './value-announced.ts'
import { withdraw } from './withdraw.ts'
import { silence } from './silence.ts'
import { vacancy } from './vacancy.ts'

/** Every kind of incident that a rehearsal can be given. */
const kinds = {
  adjustTarget,
  merge,
  rename,
  split,
  withdrawIndicator,
  holidayNotice,
  lateOpening,
  amend,
  outage,
  reschedule: rescheduling,
  extension,
  pause: standstill,
  lateReturn,
  resultsCorrected,
  returnGate,
  revive,
  valueAnnounced,
  withdraw,
  stall,
  silence,
  vacancy,
} as const

export const Incident = z.discriminatedUnion('kind', [
  kinds.adjustTarget.shape,
  kinds.merge.shape,
  kinds.rename.shape,
  kinds.split.shape,
  kinds.withdrawIndicator.shape,
  kinds.holidayNotice.shape,
  kinds.lateOpening.shape,
  kinds.amend.shape,
  kinds.outage.shape,
  kinds.resultsCorrected.shape,
  kinds.valueAnnounced.shape,
  kinds.reschedule.shape,
  kinds.extension.shape,
  kinds.pause.shape,
  kinds.lateReturn.shape,
  kinds.returnGate.shape,
  kinds.revive.shape,
  kinds.withdraw.shape,
  kinds.stall.shape,
  kinds.silence.shape,
  kinds.vacancy.shape,
])
export type Incident = z.output<typeof Incident>

/** What is done about the incidents of a rehearsal: planned once, when it begins or goes on. */
export function incidentActions(stage: Stage, incidents: readonly Incident[]): Action[] {
  return incidents.flatMap((incident, place) => planOf(incident)(stage, incident, nameOf(incident, place)))
}

/** The decisions that incidents take, so that no actor does. */
export const heldBackBy = (incidents: readonly Incident[]): { step: string; unit: string }[] =>
  incidents.flatMap((incident) => (incident.kind === 'lateReturn' ? [{ step: incident.step, unit: incident.unit }] : []))

/** How a rehearsed cycle opens: when, if that is later than its plan, and until which year holiday notices are known if some come later. */
export function openingOf(incidents: readonly Incident[]): { clockAt?: string; calendarUntil?: number } {
  const late = incidents.find((each) => each.kind === 'lateOpening')
  const years = incidents.flatMap((each) => (each.kind === 'holidayNotice' ? [Number(each.year)] : []))
  return { ...(late ? { clockAt: instantOf(late) } : {}), ...(years.length > 0 ? { calendarUntil: Math.min(...years) - 1 } : {}) }
}

/** The name of an incident by its place in the file, from 0; those of its actions begin with it. */
export const nameOf = ({ kind }: Incident, place: number): string => `事件/${place + 1}/${kind}`

/** An incident has the shape of its own kind by construction, which the union above guarantees. */
const planOf = ({ kind }: Incident) =>
  kinds[kind].plan as unknown as IncidentKind['plan'] as (stage: Stage, incident: Incident & When, name: string) => Action[]
