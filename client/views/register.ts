import { collectionsOf } from '../../records/collection.ts'
import type { Queries } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import { sanctioned } from '../../scoring/supervision/register.ts'
import { approverOf } from '../verbs/request-collection.ts'
import { beijingText } from './beijing.ts'
import { doerNames } from './posts.ts'
import { sourceView } from './source.ts'
import type { SourceView } from './shapes/step.ts'

export type PlannedRequest = {
  step: string
  name: string
  kind: string
  asker: string
  classes: string[]
  visits: boolean
  source: SourceView
}
export type OutsideRequest = {
  number: number
  asker: string
  units: string[]
  what: string
  document: string
  due: string
  asked: { by: string; at: string }
  ruling: { outcome: 'approve' | 'refuse'; reason: string | null; by: string; at: string } | null
}
/** What may be asked of units: what the plan asks with its article, and what was asked outside it with its document and ruling. */
export type RegisterView = { cycle: string; approver: string; rule: SourceView; planned: PlannedRequest[]; outside: OutsideRequest[] }

/** The register of sanctioned assessments of a cycle. @throws Refusal `not-found` */
export async function registerView(queries: Queries, cycle: string): Promise<RegisterView> {
  const pack = await packOfCycle(queries, cycle)
  const named = new Map([...pack.roster.units, ...pack.roster.bodies, ...pack.roster.classes].map(({ key, name }) => [key, name]))
  const called = (key: string): string => named.get(key) ?? key
  const nameOf = await doerNames(queries, cycle)
  const planned = sanctioned(pack).map(({ step, asker, classes, visits }) => ({
    ...{ step: step.key, name: step.name, kind: step.kind, visits },
    asker: called(asker),
    classes: classes.map(called),
    source: sourceView(pack, step.source),
  }))
  const outside = (await collectionsOf(queries, cycle)).map((row) => ({
    ...{
      number: row.number,
      asker: called(row.body),
      units: row.units.map(called),
      what: row.what,
      document: row.document,
      due: row.due_on,
    },
    asked: { by: nameOf(row), at: beijingText(row.at) },
    ruling:
      row.outcome === null
        ? null
        : {
            outcome: row.outcome,
            reason: row.reason,
            by: nameOf({ by_post: row.ruledBy ?? '', at: row.ruledAt ?? row.at }),
            at: beijingText(row.ruledAt ?? row.at),
          },
  }))
  return { cycle, approver: called(approverOf(pack)), rule: sourceView(pack, pack.supervision?.register?.source ?? null), planned, outside }
}
