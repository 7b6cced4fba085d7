import type { Queries } from '../../records/database.ts'
import type { AdviceForm } from '../../steps/advice.ts'

/** What a unit was told of one round, and when it received it. */
export type AdviceView = { step: string; at: string; receivedAt: string | null } & AdviceForm

/** The advice that a unit was given in the course of a cycle, the first one first. */
export async function adviceOf(queries: Queries, cycle: string, unit: string): Promise<AdviceView[]> {
  const rows = await queries
    .selectFrom('advice as a')
    .innerJoin('step as s', (on) => on.onRef('s.cycle', '=', 'a.cycle').onRef('s.key', '=', 'a.step'))
    .leftJoin('task as t', (on) => on.onRef('t.cycle', '=', 'a.cycle').onRef('t.step', '=', 'a.step').onRef('t.key', '=', 'a.unit'))
    .leftJoin('acknowledgement as r', 'r.task', 't.id')
    .select(['s.name', 'a.content', 'a.at', 'r.at as receivedAt'])
    .where('a.cycle', '=', cycle)
    .where('a.unit', '=', unit)
    .orderBy('a.at')
    .orderBy('s.ord')
    .execute()
  return rows.map(({ name, at, receivedAt, content }) => ({ step: name, at, receivedAt, ...(content as unknown as AdviceForm) }))
}
