import { z } from 'zod'
import { dateAt } from '../../calendar/index.ts'
import { tellMoved } from '../../records/moved-notices.ts'
import { moveTasks, moveWindows, storeMovement, type WindowMove } from '../../records/movement.ts'
import { requireRunning } from '../../records/pause.ts'
import { moveSteps, type StepMove } from '../../records/rescheduling.ts'
import type { Id, Instant } from '../../records/schema.ts'
import { lockStep, type StepRow } from '../../records/step.ts'
import { change, type Change } from '../../records/transaction.ts'
import { IsoDate, parseContent, Text } from '../../steps/content.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { requireRole } from '../actor.ts'
import { following, type Following } from './following.ts'
import { newDates } from './new-dates.ts'
import type { Call } from './verb.ts'

const Rescheduling = z
  .strictObject({
    step: z.string(),
    until: IsoDate.optional(),
    opens: IsoDate.optional(),
    document: Text,
    reason: Text,
    preview: z.boolean().optional(),
  })
  .refine(({ until, opens }) => until !== undefined || opens !== undefined, '应至少写明新的截止日或新的开始日')

/** A step's due day (`until`), or a day of opening that has not come, is moved by a document. `preview`: only says what would be moved. */
export type RescheduleInput = z.infer<typeof Rescheduling>
export type MovedTask = { task: Id; title: string; who: string; was: Instant; becomes: Instant }
export type KeptTask = { task: Id; title: string; who: string; due: Instant }
/**
 * What a rescheduling moves, or moved. `tasks` follow the step, `kept` have a due date of their own and do not; `windows` in which units may
 * appeal follow a step of appeals. `movement` is null when nothing was stored: a preview, or a move that was made before.
 */
export type Rescheduled = {
  step: string
  dates: StepMove[]
  tasks: MovedTask[]
  kept: KeptTask[]
  windows: WindowMove[]
  told: string[]
  movement: Id | null
}

/**
 * Moves a date of a step by a document; what hangs on it follows in the same transaction: open tasks, windows, lights, reminders and the
 * workflow's timer. Each person is told once, whatever the number of tasks. Sent again it moves nothing and tells nobody.
 * @throws Refusal `wrong-role`, `not-found`, `already-done` (settled), `bad-input` (no working day, past), `conflict` (begun, paused)
 */
export async function reschedule(call: Call, input: RescheduleInput): Promise<Rescheduled> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const wanted = parseContent(Rescheduling, input, '改期')
    const step = await lockStep(open.db, call.cycle, wanted.step, 'dates')
    await requireRunning(open)
    const dates = await newDates(open, step, wanted)
    const follow = await following(open, step, dates)
    const answer = { step: step.key, dates, ...inWords(follow), told: [], movement: null }
    return wanted.preview || dates.length === 0 ? answer : { ...answer, ...(await move(open, step, dates, follow, wanted)) }
  })
}

async function move(open: Change, step: StepRow, dates: StepMove[], { moves, windows }: Following, grounds: RescheduleInput) {
  const movement = await storeMovement(open, 'reschedule', grounds)
  await moveSteps(open, movement, dates)
  await moveTasks(open, movement, grounds, moves)
  await moveWindows(open, movement, grounds, windows)
  const telling = { movement, kind: 'moved' as const, title: step.name, document: grounds.document, reason: grounds.reason }
  const told = await tellMoved(open, telling, moves, windows)
  await open.log('reschedule', step.key, {
    movement,
    document: grounds.document,
    reason: grounds.reason,
    dates: dates.map(({ date, was, becomes }) => ({ date, was, becomes })),
    tasks: moves.map(({ task, becomes }) => ({ task: task.id, was: task.due_at, becomes })),
    windows,
    on: dateAt(open.now),
  })
  if (step.state !== 'planned') await open.tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(open.cycle, step.key) })
  for (const { unit } of windows)
    await open.tell({ action: 'changed', workflow: 'appeal', workflowId: workflowIds.appeal(open.cycle, unit) })
  return { told, movement }
}

const inWords = ({ moves, kept, windows }: Following) => ({
  tasks: moves.map(({ task, becomes }) => ({ task: task.id, title: task.title, who: whoOf(task), was: task.due_at, becomes })),
  kept: kept.map((task) => ({ task: task.id, title: task.title, who: whoOf(task), due: task.due_at })),
  windows,
})

const whoOf = (task: Following['kept'][number]): string => task.assignee_post ?? task.assignee_unit ?? task.assignee_body ?? ''
