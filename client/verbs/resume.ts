import { z } from 'zod'
import { dateAt, workingDaysBetween } from '../../calendar/index.ts'
import { everybody, tellMoved } from '../../records/moved-notices.ts'
import { moveTasks, moveWindows, storeMovement, type WindowMove } from '../../records/movement.ts'
import { lastResumption, pauseOf, type PauseRow } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import { moveSteps, type StepMove } from '../../records/rescheduling.ts'
import type { Id } from '../../records/schema.ts'
import { lockDates, type StepRow } from '../../records/step.ts'
import { change, type Change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { requireRole } from '../actor.ts'
import { afterPause, type AfterPause } from './after-pause.ts'
import { movedRows } from './extend.ts'
import type { Call } from './verb.ts'

const Resumption = z.strictObject({ document: Text, reason: Text, preview: z.boolean().optional() })
export type ResumeInput = z.infer<typeof Resumption>
/** `days`: the working days of the pause. `movement` is null when nothing was stored: a preview, or it was resumed before. */
export type Resumed = {
  pause: Id
  days: number
  steps: StepMove[]
  tasks: { task: Id; was: string; becomes: string }[]
  windows: WindowMove[]
  movement: Id | null
}

/**
 * Has a year go on. Its running clocks are moved as the pause said (`afterPause`), each unit and body is told once, with its own old and new
 * dates, and all workflows that waited are told. Sent again with the same document it is done once.
 * @throws Refusal `wrong-role`, `bad-input`, `conflict` when it does not stand still
 */
export async function resume(call: Call, input: ResumeInput): Promise<Resumed> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { document, reason, preview } = parseContent(Resumption, input, '恢复')
    const steps = await lockDates(open.db, call.cycle)
    const paused = await pauseOf(open.db, call.cycle)
    if (!paused) return resumedBefore(open, document)
    const days = workingDaysBetween(dateAt(paused.at), dateAt(open.now), open.calendar)
    const after = await afterPause(open, paused, days, steps)
    const answer = { pause: paused.id, days, steps: after.steps, tasks: movedRows(after.tasks), windows: after.windows }
    if (preview) return { ...answer, movement: null }
    return { ...answer, movement: await goOn(open, { paused, days, steps, after, document, reason }) }
  })
}

type Going = { paused: PauseRow; days: number; steps: StepRow[]; after: AfterPause; document: string; reason: string }

async function goOn(open: Change, { paused, days, steps, after, document, reason }: Going): Promise<Id> {
  const grounds = { document, reason }
  const movement = await storeMovement(open, 'resume', grounds)
  const row = { pause: paused.id, cycle: open.cycle, movement, days, by_post: open.post, at: open.now }
  await open.db.insertInto('resumption').values(row).execute()
  await moveSteps(open, movement, after.steps)
  await moveTasks(open, movement, grounds, after.tasks)
  await moveWindows(open, movement, grounds, after.windows)
  const telling = { movement, kind: 'resumed' as const, title: '年度考评恢复', ...grounds }
  await tellMoved(open, telling, after.tasks, after.windows, await everybody(open))
  await open.log('resume', document, { pause: paused.id, movement, days, ...after, tasks: movedRows(after.tasks), reason })
  await wakeAll(open, steps)
  return movement
}

/** Everything that slept while the year stood still asks again. */
async function wakeAll({ db, cycle, tell }: Change, steps: readonly StepRow[]): Promise<void> {
  await tell({ action: 'changed', workflow: 'annualCycle', workflowId: workflowIds.cycle(cycle) })
  await tell({ action: 'changed', workflow: 'rounds', workflowId: workflowIds.rounds(cycle) })
  for (const { key, state } of steps)
    if (state !== 'planned') await tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(cycle, key) })
  const windows = await db
    .selectFrom('appeal')
    .select('unit')
    .where('cycle', '=', cycle)
    .where('state', '=', 'window')
    .orderBy('unit')
    .execute()
  for (const { unit } of windows) await tell({ action: 'changed', workflow: 'appeal', workflowId: workflowIds.appeal(cycle, unit) })
}

async function resumedBefore({ db, cycle }: Change, document: string): Promise<Resumed> {
  const last = await lastResumption(db, cycle)
  if (last?.document !== document) throw new Refusal('conflict', `本年度考评没有暂停，不需要恢复；用 cycle status ${cycle} 查看。`)
  return { pause: last.pause, days: last.days, steps: [], tasks: [], windows: [], movement: null }
}
