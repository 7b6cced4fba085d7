import { z } from 'zod'
import { dateAt, dueText, endOfDay, isWorkingDay } from '../../calendar/index.ts'
import { tellAssignee } from '../../records/notice.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { lockStep, stepsOf } from '../../records/step.ts'
import { lockTask, taskById, type TaskRow } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { IsoDate, parseContent, Text } from '../../steps/content.ts'
import { requireRole } from '../actor.ts'
import type { Call } from './verb.ts'

const Extension = z.strictObject({
  tasks: z.array(z.string().regex(/^\d{1,18}$/, '应为任务编号')).min(1, '至少一项'),
  until: IsoDate,
  document: Text,
  reason: Text,
})
/** An extension is a document: it moves the tasks that it names to the end of a working day, and no others. */
export type ExtendInput = z.infer<typeof Extension>
export type Extended = { task: Id; was: string; becomes: string }[]

/** @throws Refusal `wrong-role`, `bad-input` (not later than before, not a working day), `already-done`, `not-found` */
export async function extend(call: Call, input: ExtendInput): Promise<Extended> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { tasks, until, document, reason } = parseContent(Extension, input, '延期')
    if (!isWorkingDay(until, open.calendar)) throw new Refusal('bad-input', `延期应至工作日，${until} 不是工作日，未予保存。`)
    const becomes = endOfDay(until)
    if (becomes <= open.now) throw new Refusal('bad-input', `延期应至今日或以后的工作日，${until} 已经过去，未予保存。`)
    const moved: Extended = []
    await lockStepsOf(open, tasks)
    for (const id of tasks) {
      const task = await lockTask(open, id)
      requireMovable(task, becomes)
      const row = { cycle: call.cycle, task: id, document, reason, was: task.due_at, becomes, by_post: open.post, at: open.now }
      await open.db.insertInto('extension').values(row).execute()
      await open.db.updateTable('task').set({ due_at: becomes, was_late: false }).where('id', '=', id).execute()
      await tellAssignee(open, task, becomes, `${document}：${reason}`)
      moved.push({ task: id, was: task.due_at, becomes })
    }
    await open.log('extend', document, { moved, reason, on: dateAt(open.now) })
    return moved
  })
}

/** Locks in the order of the plan, as the daily round does: two that lock several steps never wait for each other. */
async function lockStepsOf(open: Change, tasks: readonly Id[]): Promise<void> {
  const steps = new Set<string>()
  for (const id of tasks) steps.add((await taskById(open.db, open.cycle, id)).step)
  for (const { key } of await stepsOf(open.db, open.cycle)) if (steps.has(key)) await lockStep(open.db, open.cycle, key, 'exclusive')
}

function requireMovable(task: TaskRow, becomes: string): void {
  if (task.state !== 'open') throw new Refusal('already-done', `任务 ${task.id}（${task.title}）已经办结或失效，不能延期。`)
  if (becomes <= task.due_at) throw new Refusal('bad-input', `任务 ${task.id} 的期限已是 ${dueText(task.due_at)}，延期应晚于此，未予保存。`)
}
