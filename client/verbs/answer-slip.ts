import { z } from 'zod'
import { dateAt, due, dueText, endOfDay } from '../../calendar/index.ts'
import { ladderOf } from '../../records/ladder.ts'
import { requireRunning } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { lastSlip, storeSlipAnswer, type SlipRow } from '../../records/slip.ts'
import { lockTask, type TaskRow } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { IsoDate, parseContent, Text } from '../../steps/content.ts'
import { requireAssignee } from '../actor.ts'
import type { Call } from './verb.ts'

const Answer = z.strictObject({ measures: Text, by: IsoDate })
/** The matter that the slip is about, the measures that its receiver takes, and the day by which it will be done. */
export type AnswerSlipInput = { task: Id; measures: string; by: string }
export type AnsweredSlip = { slip: string; doneBy: string; at: string }

/**
 * Answers the newest slip of a matter (督办单). The ladder then waits for the day that is promised, which lies within as many working days as the
 * slip gave for its answer. The matter itself stays to be done.
 * @throws Refusal `wrong-role`, `not-found` (no slip), `already-done`, `conflict` (the matter is over), `bad-input`
 */
export async function answerSlip(call: Call, input: AnswerSlipInput): Promise<AnsweredSlip> {
  return change(call.database, call, async (open) => {
    const task = await lockTask(open, input.task)
    await requireAssignee(open, task)
    await requireRunning(open)
    const slip = await requireSlip(open, task)
    const { measures, by } = parseContent(Answer, { measures: input.measures, by: input.by }, '督办的答复')
    await requireSoon(open, slip, by)
    const doneBy = endOfDay(by)
    await storeSlipAnswer(open, slip.id, measures, doneBy)
    await open.log('answerSlip', slip.label, { task: task.id, measures, doneBy })
    return { slip: slip.label, doneBy, at: open.now }
  })
}

async function requireSlip({ db }: Change, task: TaskRow): Promise<SlipRow> {
  const last = await lastSlip(db, task.id)
  if (!last) throw new Refusal('not-found', `任务 ${task.id}（${task.title}）没有督办单，无须答复；用 cycle slips 查看。`)
  if (task.state !== 'open')
    throw new Refusal('conflict', `任务 ${task.id}（${task.title}）已经办结或失效，${last.slip.label}已销号，无须答复。`)
  if (last.answered) throw new Refusal('already-done', `${last.slip.name} ${last.slip.label}已经答复，不能重复答复。`)
  return last.slip
}

/** Whoever is late names a day soon: within the working days that the slip gave. */
async function requireSoon({ db, cycle, now, calendar }: Change, slip: SlipRow, by: string): Promise<void> {
  const rungs = (await ladderOf(db, cycle))?.rungs ?? []
  const days = rungs[slip.rung - 1]?.days ?? '0'
  const last = due(dateAt(now), Number(days), calendar)
  if (by < dateAt(now) || by > last.date)
    throw new Refusal('bad-input', `办结的日期应在今日至 ${dueText(last.instant)}（${days} 个工作日）之间，实为 ${by}，未予保存。`)
}
