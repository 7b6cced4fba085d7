import { z } from 'zod'
import { at } from '../../../calendar/index.ts'
import { IsoDate } from '../../../scoring/pack/scalars.ts'
import { requestKey, type Action, type Stage } from '../action.ts'

/** What every incident is written with: the day on which it happens, and the time of the day, 10:00 unless said otherwise. */
export const when = {
  on: IsoDate,
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '应为 HH:MM')
    .default('10:00'),
}
export type When = { on: string; at: string }

/**
 * One kind of incident: something that interferes with a rehearsed year beside what its people do. `name` is unique in the rehearsal and
 * the same in every run; the actions go through the same verbs as people, and may look at the rows when they run.
 */
export type IncidentKind<S extends z.ZodObject = z.ZodObject> = {
  /** With `kind`, its literal name, and `...when`. */
  shape: S
  plan(stage: Stage, incident: z.output<S> & When, name: string): Action[]
}

/** The instant of an incident. */
export const instantOf = ({ on, at: time }: When): string => at(on, time)

/** Ties the plan of a kind to its shape. */
export const incidentKind = <S extends z.ZodObject>(kind: IncidentKind<S>): IncidentKind<S> => kind

/** Whether it happened before the rehearsal was interrupted: what it looked for in the rows is not there any more. */
export async function happened({ database, cycle }: Stage, name: string): Promise<boolean> {
  const requests = database.selectFrom('request').select('key').where('cycle', '=', cycle).where('key', '=', requestKey(name))
  return (await requests.executeTakeFirst()) !== undefined
}
