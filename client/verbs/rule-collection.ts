import { z } from 'zod'
import { endOfDay } from '../../calendar/index.ts'
import { lockCollection, storeRuling, type Ruled } from '../../records/collection.ts'
import { tellBody, tellOfCollection } from '../../records/supervision-notices.ts'
import { packOfCycle } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import { change, type Change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { actingPost } from '../actor.ts'
import { approverOf } from './request-collection.ts'
import type { Call } from './verb.ts'

const Ruling = z.strictObject({ outcome: z.enum(['approve', 'refuse']), reason: Text.optional(), document: Text.optional() })
export type RuleCollectionInput = { number: string; outcome: string; reason?: string; document?: string }
export type RuledCollection = { number: number; outcome: 'approve' | 'refuse'; told: number; at: string }

/**
 * Approves what a body wants from units outside the plan, or refuses it with a reason (非经批准，不得单独考核). Only then the units hear of it.
 * @throws Refusal `wrong-role` (another body, or who asked), `not-found`, `already-done`, `bad-input`
 */
export async function ruleCollection(call: Call, { number, ...words }: RuleCollectionInput): Promise<RuledCollection> {
  return change(call.database, call, async (open) => {
    const asked = await lockCollection(open, number)
    await requireApprover(open, asked)
    if (asked.outcome !== null)
      throw new Refusal('already-done', `第 ${number} 号已经${asked.outcome === 'approve' ? '批准' : '不予批准'}，不能再定。`)
    const { outcome, reason = null, document = null } = parseContent(Ruling, words, '批准')
    if (outcome === 'refuse' && reason === null) throw new Refusal('bad-input', '不予批准的，应写明理由（--reason），未予保存。')
    await storeRuling(open, asked.id, { outcome, reason, document })
    await open.log('ruleCollection', `collection/${number}`, { outcome, reason, document })
    const units = outcome === 'approve' ? asked.units : []
    const title = `${asked.document}：${asked.what}`
    await tellOfCollection(open, { number: asked.number, units, title, due: endOfDay(asked.due_on) })
    const detail = outcome === 'approve' ? '已批准，已告知各单位' : `不予批准：${reason ?? ''}`
    await tellBody(open, {
      key: `collection/${number}/ruled`,
      body: asked.body,
      kind: 'decided',
      title: `第 ${number} 号：${asked.what}`,
      detail,
    })
    return { number: asked.number, outcome, told: units.length, at: open.now }
  })
}

/** @throws Refusal `wrong-role` unless the post is of the approving body and did not ask itself */
async function requireApprover(open: Change, asked: Ruled): Promise<void> {
  const post = actingPost(open)
  const pack = await packOfCycle(open.db, open.cycle)
  const approver = approverOf(pack)
  const name = pack.roster.bodies.find(({ key }) => key === approver)?.name ?? approver
  if (post.body !== approver) throw new Refusal('wrong-role', `第 ${asked.number} 号应由“${name}”批准，岗位“${post.key}”无权办理。`)
  if (post.key === asked.by_post) throw new Refusal('wrong-role', `岗位“${post.key}”是提出人，不能批准自己提出的第 ${asked.number} 号。`)
}
