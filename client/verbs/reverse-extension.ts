import { z } from 'zod'
import { addWorkingDays, dateAt, endOfDay } from '../../calendar/index.ts'
import { extensionsOf, moveTasks, storeMovement, type ExtensionRow, type Move } from '../../records/movement.ts'
import { tellMoved } from '../../records/moved-notices.ts'
import { requireRunning } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { lockTask, type TaskRow } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { requireRole } from '../actor.ts'
import { lockStepsOf, movedRows, TaskId, wakeStepsOf } from './extend.ts'
import type { Call } from './verb.ts'

const Reversal = z.strictObject({
  extension: z.string().regex(/^\d{1,18}$/, '应为延期编号'),
  tasks: z.array(TaskId).optional(),
  document: Text,
  reason: Text,
  preview: z.boolean().optional(),
})
/** An extension is put back by another document: all its tasks, or those that are named. */
export type ReverseInput = z.infer<typeof Reversal>
/** `kept`: tasks that stay as they are, and why. `reversal` is null when it was only looked at. */
export type Reversed = {
  reversal: Id | null
  moved: { task: Id; was: string; becomes: string }[]
  kept: { task: Id; why: string }[]
}

/**
 * Puts the due dates that an extension moved back to what they were. Never to a past instant: a date that has passed meanwhile becomes the end
 * of the next working day. What was handed in meanwhile stays, and so does what has lapsed.
 * @throws Refusal `wrong-role`, `not-found`, `already-done` (put back before), `conflict` (a later document lies over it; nothing to move; paused)
 */
export async function reverseExtension(call: Call, input: ReverseInput): Promise<Reversed> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { extension, tasks, document, reason, preview } = parseContent(Reversal, input, '撤销延期')
    const rows = await rowsOf(open, extension, tasks)
    const ids = rows.map((row) => row.task)
    await lockStepsOf(open, ids)
    await requireRunning(open)
    const { moves, kept } = await putBack(open, rows)
    const moved = movedRows(moves)
    if (preview) return { reversal: null, moved, kept }
    if (moves.length === 0)
      throw new Refusal('conflict', `撤销没有可以改回的期限：${kept.map(({ task, why }) => `任务 ${task} ${why}`).join('；')}。`)
    const reversal = await storeMovement(open, 'reverse', { document, reason })
    await moveTasks(open, reversal, { document, reason }, moves)
    await tellMoved(open, { movement: reversal, kind: 'moved', title: '撤销延期', document, reason }, moves)
    await wakeStepsOf(open, moves)
    await open.log('reverse-extension', document, { reversal, extension, moved, kept, reason, on: dateAt(open.now) })
    return { reversal, moved, kept }
  })
}

/** The rows of the extension that are to be put back. */
async function rowsOf(open: Change, extension: Id, tasks: readonly Id[] | undefined): Promise<ExtensionRow[]> {
  const act = await open.db
    .selectFrom('movement')
    .select('kind')
    .where('cycle', '=', open.cycle)
    .where('id', '=', extension)
    .executeTakeFirst()
  if (act?.kind !== 'extend')
    throw new Refusal('not-found', `周期“${open.cycle}”中没有编号为 ${extension} 的延期；用 task list --json 查看。`)
  const rows = await extensionsOf(open.db, { movement: extension })
  const strange = (tasks ?? []).find((id) => rows.every((row) => row.task !== id))
  if (strange !== undefined) throw new Refusal('bad-input', `编号为 ${extension} 的延期不涉及任务 ${strange}，未予保存。`)
  return tasks === undefined || tasks.length === 0 ? rows : rows.filter((row) => tasks.includes(row.task))
}

async function putBack(open: Change, rows: readonly ExtensionRow[]): Promise<{ moves: Move[]; kept: Reversed['kept'] }> {
  const moves: Move[] = []
  const kept: Reversed['kept'] = []
  const earliest = endOfDay(addWorkingDays(dateAt(open.now), 1, open.calendar).date)
  for (const row of rows) {
    const task = await lockTask(open, row.task)
    await requireOnTop(open, row, task)
    const becomes = row.was > open.now ? row.was : earliest
    if (task.state !== 'open') kept.push({ task: task.id, why: task.state === 'done' ? '已经办结，维持原样' : '已经失效或取消，维持原样' })
    else if (becomes >= task.due_at) kept.push({ task: task.id, why: '原期限已过，现期限不晚于下一个工作日，维持原样' })
    else moves.push({ task, becomes, reverses: row.id })
  }
  return { moves, kept }
}

/** A row that was put back, or over which a later document lies, cannot be taken out from under it. */
async function requireOnTop({ db }: Change, row: ExtensionRow, task: TaskRow): Promise<void> {
  if (row.reversedBy !== null)
    throw new Refusal('already-done', `任务 ${task.id}（${task.title}）的这次延期已经撤销（编号 ${row.reversedBy}），不能重复撤销。`)
  const later = (await extensionsOf(db, { tasks: [row.task] })).find(
    (each) => BigInt(each.id) > BigInt(row.id) && each.reverses === null && each.reversedBy === null,
  )
  if (later)
    throw new Refusal(
      'conflict',
      `任务 ${task.id}（${task.title}）的期限其后又由“${later.document}”改过（编号 ${later.movement}），应先撤销后一次，未予保存。`,
    )
}
