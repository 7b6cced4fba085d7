import { z } from 'zod'
import { dateAt, dueText, endOfDay, isWorkingDay } from '../../calendar/index.ts'
import { moveTasks, storeMovement, type Move } from '../../records/movement.ts'
import { tellMoved } from '../../records/moved-notices.ts'
import { requireRunning } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { lockStep, stepsOf } from '../../records/step.ts'
import { lockTask, taskById, type TaskRow } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { IsoDate, parseContent, Text } from '../../steps/content.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { requireRole } from '../actor.ts'
import type { Call } from './verb.ts'

export const TaskId = z.string().regex(/^\d{1,18}$/, '应为任务编号')
const Extension = z.strictObject({
  tasks: z.array(TaskId).min(1, '至少一项'),
  until: IsoDate,
  document: Text,
  reason: Text,
  preview: z.boolean().optional(),
})
/**
 * An extension is a document: it moves the tasks that it names to the end of a working day, and no others. `preview`: only says what it would
 * move.
 */
export type ExtendInput = z.infer<typeof Extension>
/** `extension`: its number, by which it can be put back; null when it was only looked at. */
export type Extended = { extension: Id | null; moved: { task: Id; was: string; becomes: string }[] }

/** @throws Refusal `wrong-role`, `bad-input` (not later than before, not a working day), `already-done`, `not-found`, `conflict` (paused) */
export async function extend(call: Call, input: ExtendInput): Promise<Extended> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { tasks, until, document, reason, preview } = parseContent(Extension, input, '延期')
    if (!isWorkingDay(until, open.calendar)) throw new Refusal('bad-input', `延期应至工作日，${until} 不是工作日，未予保存。`)
    const becomes = endOfDay(until)
    if (becomes <= open.now) throw new Refusal('bad-input', `延期应至今日或以后的工作日，${until} 已经过去，未予保存。`)
    await lockStepsOf(open, tasks)
    await requireRunning(open)
    const moves: Move[] = []
    for (const id of tasks) {
      const task = await lockTask(open, id)
      requireMovable(task, becomes)
      if (moves.some((move) => move.task.id === id)) throw new Refusal('bad-input', `任务 ${id} 重复，每项任务只写一次，未予保存。`)
      moves.push({ task, becomes })
    }
    const moved = movedRows(moves)
    if (preview) return { extension: null, moved }
    const extension = await storeMovement(open, 'extend', { document, reason })
    await moveTasks(open, extension, { document, reason }, moves)
    await tellMoved(open, { movement: extension, kind: 'moved', title: '延期', document, reason }, moves)
    // nobody wakes the workflows: each wakes when it was to, finds that there is more time, and sleeps on
    await open.log('extend', document, { extension, moved, reason, on: dateAt(open.now) })
    return { extension, moved }
  })
}

export const movedRows = (moves: readonly Move[]) => moves.map(({ task, becomes }) => ({ task: task.id, was: task.due_at, becomes }))

/** Locks in the order of the plan, as the daily round does: two that lock several steps never wait for each other. */
export async function lockStepsOf(open: Change, tasks: readonly Id[]): Promise<void> {
  const steps = new Set<string>()
  for (const id of tasks) steps.add((await taskById(open.db, open.cycle, id)).step)
  for (const { key } of await stepsOf(open.db, open.cycle)) if (steps.has(key)) await lockStep(open.db, open.cycle, key, 'exclusive')
}

/** Their workflows count the days anew. */
export async function wakeStepsOf(open: Change, moves: readonly Move[]): Promise<void> {
  for (const step of new Set(moves.map(({ task }) => task.step)))
    await open.tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(open.cycle, step) })
}

function requireMovable(task: TaskRow, becomes: string): void {
  if (task.state !== 'open') throw new Refusal('already-done', `任务 ${task.id}（${task.title}）已经办结或失效，不能延期。`)
  if (becomes <= task.due_at) throw new Refusal('bad-input', `任务 ${task.id} 的期限已是 ${dueText(task.due_at)}，延期应晚于此，未予保存。`)
}
