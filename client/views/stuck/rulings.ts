import { amendmentsOf } from '../../../records/amendment.ts'
import { collectionsOf } from '../../../records/collection.ts'
import type { Queries } from '../../../records/database.ts'
import type { Pack } from '../../../scoring/index.ts'
import { approverOf } from '../../verbs/request-collection.ts'
import { beijingText } from '../beijing.ts'

/** Something without a task or a date that waits for a decision: `body` decides, not the post `notBy`; `words` is the verb, the outcome to be chosen. */
export type Ruling = {
  title: string
  reason: string
  since: string
  body: string
  notBy: string | null
  words: string[]
  outcomes: string[]
}

/** Amendments that nobody has decided on, and collections outside the plan that nobody has ruled on. */
export async function openRulings(queries: Queries, cycle: string, pack: Pack, office: string): Promise<Ruling[]> {
  const outcomes = ['approve', 'refuse']
  const amendments = (await amendmentsOf(queries, cycle))
    .filter(({ decision }) => decision === null)
    .map(({ ordinal, document, by_post, at }) => ({
      title: `第 ${ordinal} 次修订`,
      reason: `${by_post} 自 ${beijingText(at)} 依《${document}》提出第 ${ordinal} 次修订，等考核办另一岗位决定；决定之前办法不变。`,
      since: beijingText(at),
      ...{ body: office, notBy: by_post, outcomes },
      words: ['cycle', 'decide-amendment', cycle, String(ordinal)],
    }))
  const approver = approverOf(pack)
  const name = pack.roster.bodies.find(({ key }) => key === approver)?.name ?? approver
  const collections = (await collectionsOf(queries, cycle))
    .filter(({ outcome }) => outcome === null)
    .map(({ number, what, document, by_post, at }) => ({
      title: `日程以外的收集第 ${number} 号`,
      reason: `${by_post} 自 ${beijingText(at)} 依《${document}》提出收集“${what}”，等${name}批准；批准之前不告知单位。`,
      since: beijingText(at),
      ...{ body: approver, notBy: by_post, outcomes },
      words: ['register', 'rule', cycle, String(number)],
    }))
  return [...amendments, ...collections]
}
