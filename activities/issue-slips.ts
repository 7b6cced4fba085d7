import { dateAt, due, dueText } from '../calendar/index.ts'
import { quietHours } from '../notices/index.ts'
import { ladderOf, mattersOf, nextSlipDay, type Ladder, type Matter } from '../records/ladder.ts'
import { tellOfSlip } from '../records/supervision-notices.ts'
import { lastSlipNumber, storeSlip } from '../records/slip.ts'
import { taskById } from '../records/task.ts'
import type { Change } from '../records/transaction.ts'

/**
 * Sends out the slips of the day: for each matter the next rung whose day has come, exactly once, and never in the quiet hours. A round that
 * was missed in the morning and is held at night leaves them to the next. The caller holds the turn of the rounds, so numbers follow one another.
 */
export async function issueSlips(open: Change): Promise<void> {
  const ladder = await ladderOf(open.db, open.cycle)
  if (!ladder || quietHours(open.now).quiet) return
  const today = dateAt(open.now)
  const ripe = (await mattersOf(open.db, open.cycle, ladder, open.now)).filter((matter) => {
    const day = nextSlipDay(ladder.rungs, matter, open.calendar)
    return day !== null && day <= today
  })
  if (ripe.length === 0) return
  let number = await lastSlipNumber(open)
  for (const matter of ripe) await issue(open, ladder, matter, ++number)
}

async function issue(open: Change, { series, rungs }: Ladder, { task: id, rung, due: lateSince }: Matter, number: number): Promise<void> {
  const { slip: name, days, leader } = rungs[rung]!
  const task = await taskById(open.db, open.cycle, id)
  const today = dateAt(open.now)
  const label = `${series}〔${today.slice(0, 4)}〕${number}号`
  const until = due(today, Number(days), open.calendar).instant
  const slip = { number, label, name, matter: id, rung: rung + 1, late_since: lateSince, due_at: until, leader: leader ?? null }
  if (!(await storeSlip(open, slip))) return
  await open.log('slip', label, { task: id, rung: rung + 1, dueAt: until, leader: leader ?? null })
  const title = `${name}（${label}）：${task.title}`
  const detail = `原定 ${dueText(lateSince)} 到期，仍未办。请在 ${dueText(until)} 前答复措施和办结的日期`
  await tellOfSlip(open, { number, task: id, title, detail, due: until, leader: leader ?? null })
}
