import { z } from 'zod'
import { dateAt, isWorkingDay } from '../../calendar/index.ts'
import { storeCollection } from '../../records/collection.ts'
import { tellBody } from '../../records/supervision-notices.ts'
import { packOfCycle } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import { change } from '../../records/transaction.ts'
import type { Pack } from '../../scoring/index.ts'
import { IsoDate, Key, parseContent, requireSameKeys, Text } from '../../steps/content.ts'
import { officeOf } from '../../steps/units.ts'
import { actingPost } from '../actor.ts'
import type { Call } from './verb.ts'

const Request = z.strictObject({
  units: z.array(Key).min(1, '至少一个单位'),
  what: Text,
  document: Text,
  due: IsoDate,
})
/** From which units, what, by which document, until when. */
export type RequestCollectionInput = { content: unknown }
export type RequestedCollection = { number: number; approver: string; at: string }

/** Who approves what is asked outside the plan: the body that the pack names, the office otherwise. */
export const approverOf = (pack: Pack): string => pack.supervision?.register?.approver ?? officeOf(pack)

/**
 * A body wants material from units outside the plan. It is registered and put before the approving body; until that has approved, no unit hears
 * of it.
 * @throws Refusal `wrong-role` unless a body asks, `bad-input` (no document, no such unit, its own unit, no working day to come)
 */
export async function requestCollection(call: Call, { content }: RequestCollectionInput): Promise<RequestedCollection> {
  return change(call.database, call, async (open) => {
    const { body, key } = actingPost(open)
    if (body === null) throw new Refusal('wrong-role', `日程以外的材料应由机构提出，“${key}”是被考评单位的岗位，无权提出。`)
    const { units, what, document, due } = parseContent(Request, content, '收集材料的登记')
    const pack = await packOfCycle(open.db, call.cycle)
    const known = pack.roster.units.map((unit) => unit.key)
    requireSameKeys(units.filter((unit) => known.includes(unit)), units, '被要求的单位') // prettier-ignore
    if (!isWorkingDay(due, open.calendar) || due < dateAt(open.now))
      throw new Refusal('bad-input', `报送的日期应为今日或以后的工作日，实为 ${due}，未予保存。`)
    const { number } = await storeCollection(open, { body, units, what, document, dueOn: due })
    const approver = approverOf(pack)
    await open.log('requestCollection', `collection/${number}`, { body, units, what, document, due })
    const title = `请批准第 ${number} 号：向 ${units.length} 个单位收集“${what}”`
    await tellBody(open, { key: `collection/${number}`, body: approver, kind: 'informed', title, detail: `依据 ${document}` })
    return { number, approver, at: open.now }
  })
}
