import { packOfCycle } from '../../records/pack.ts'
import type { Queries } from '../../records/database.ts'
import { reorganisationRows } from '../../records/reorganisation.ts'

export type UnitInForce = { unit: string; name: string; class: string; since: string | null; from: string[] }
export type ReorganisationView = {
  kind: 'rename' | 'merge' | 'split'
  on: string
  from: string[]
  into: string[]
  document: string
  reason: string
  by: string
}
export type UnitsView = { units: UnitInForce[]; events: ReorganisationView[] }

/** The units of a cycle as they are, each with those that it came of, and what has happened to them. @throws Refusal `not-found` */
export async function unitsView(queries: Queries, cycle: string): Promise<UnitsView> {
  const { roster } = await packOfCycle(queries, cycle)
  const rows = await reorganisationRows(queries, cycle)
  const nameOf = new Map(roster.classes.map(({ key, name }) => [key, name]))
  const units = roster.units.map(({ key, name, class: own }) => {
    const last = rows.findLast(({ successors }) => successors.some((one) => one.key === key))
    return { unit: key, name, class: nameOf.get(own) ?? own, since: last?.effective ?? null, from: last?.sources ?? [] }
  })
  const events = rows.map(({ kind, effective, sources, successors, document, reason, by_post }) => ({
    ...{ kind, on: effective, from: sources, into: successors.map(({ name }) => name), document, reason, by: by_post },
  }))
  return { units, events }
}
