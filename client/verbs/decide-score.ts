import { z } from 'zod'
import { compare } from '../../scoring/decimal.ts'
import { segmentRule, type Pack } from '../../scoring/index.ts'
import { decidedInForce } from '../../records/decided-score.ts'
import { taskBook } from '../../records/indicator.ts'
import { successionOf } from '../../records/inheritance.ts'
import { packOfCycle } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import { reorganisationsOf } from '../../records/reorganisation.ts'
import { change, type Change } from '../../records/transaction.ts'
import { Key, parseContent, Points, Text } from '../../steps/content.ts'
import { requireRole } from '../actor.ts'
import type { Call } from './verb.ts'

const Decided = z.strictObject({ unit: Key, input: Key, indicator: Key.optional(), value: Points, document: Text, reason: Text })
/** The number that a document decides for a unit that was merged or split, or (`indicator`) for an indicator that was adjusted. */
export type DecideScoreInput = z.infer<typeof Decided>
export type DecidedScore = { id: string; unit: string; input: string; value: string; was: string | null }

/**
 * Enters what a document has decided where the pack leaves it to a decision. A later one supersedes; what people scored stays on record beside it.
 * @throws Refusal `wrong-role`, `not-found`, `bad-input`, `conflict` where the pack has a rule of its own
 */
export async function decideScore(call: Call, input: DecideScoreInput): Promise<DecidedScore> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const given = parseContent(Decided, input, '文件所定的数')
    const pack = await packOfCycle(open.db, call.cycle)
    await requireOpen(open, pack, given)
    const { unit, input: name, indicator: item = '', value, document, reason } = given
    const old = (await decidedInForce(open.db, call.cycle)).find((one) => one.unit === unit && one.input === name && one.item === item)
    const row = {
      cycle: call.cycle,
      unit,
      input: name,
      item,
      value,
      document,
      reason,
      supersedes: old?.id ?? null,
      by_post: open.post,
      at: open.now,
    }
    const { id } = await open.db.insertInto('decided_score').values(row).returning('id').executeTakeFirstOrThrow()
    await open.log('decide-score', `${unit}/${name}${item === '' ? '' : `/${item}`}`, {
      id,
      value,
      was: old?.value ?? null,
      document,
      reason,
    })
    return { id, unit, input: name, value, was: old?.value ?? null }
  })
}

/** Only what the pack leaves to a decision can be decided, and within the bounds of what it stands for. */
async function requireOpen(open: Change, pack: Pack, { unit, input, indicator, value }: DecideScoreInput): Promise<void> {
  const { db, cycle } = open
  if (!pack.roster.units.some(({ key }) => key === unit))
    throw new Refusal('not-found', `周期“${cycle}”现有的被考评单位中没有“${unit}”；用 unit list ${cycle} 查看。`)
  const succession = successionOf(await reorganisationsOf(db, cycle), unit)
  const by = indicator !== undefined ? 'adjusted' : succession?.kind === 'split' ? 'split' : 'merged'
  if (segmentRule(pack, by)?.rule !== 'decision' || (indicator === undefined && !succession))
    throw new Refusal('conflict', `“${unit}”的“${input}”由规则包自己的办法算出，不由文件决定，未予保存。`)
  const declared = indicator === undefined ? pack.scoring.inputs[input] : pack.scoring.indicatorFields[input]
  if (declared?.type !== 'number') throw new Refusal('bad-input', `可以由文件决定的应是一个数，规则包中没有这样的“${input}”，未予保存。`)
  const full = indicator === undefined ? undefined : (await taskBook(db, cycle, unit)).find(({ key }) => key === indicator)?.full_points
  if (indicator !== undefined && full === undefined)
    throw new Refusal('not-found', `${unit} 的任务书中没有序号为“${indicator}”的指标，未予保存。`)
  const most = full ?? declared.max
  if (most !== undefined && compare(value, most) > 0)
    throw new Refusal('bad-input', `“${declared.label}”应不超过 ${most}，实为 ${value}，未予保存。`)
}
