import { sql } from 'kysely'
import { workflowIds } from '../workflows/ids.ts'
import { storeReckonings } from './reckoning.ts'
import type { Move } from './recount.ts'
import type { Change } from './transaction.ts'

/** Puts what was counted anew in force: rows, reckonings, and a word to every workflow that waits for one of the instants. */
export async function applyMoves(change: Change, moves: readonly Move[], notice: number): Promise<void> {
  for (const move of moves) if (move.becomes !== move.was) await moveRow(change, move)
  await moveWhys(change, moves)
  const counted = moves.flatMap(({ subject, counting, becomes, outcome }) =>
    counting ? [{ subject, counting, due_at: becomes, kept: outcome === 'kept', notice }] : [],
  )
  await storeReckonings(change, counted)
  await wake(change, moves)
}

async function moveRow({ db, cycle }: Change, { subject, what, becomes }: Move): Promise<void> {
  if ('task' in subject) await db.updateTable('task').set({ due_at: becomes }).where('id', '=', subject.task).execute()
  else if ('unit' in subject)
    await db.updateTable('appeal').set({ due_at: becomes }).where('cycle', '=', cycle).where('unit', '=', subject.unit).execute()
  else {
    const values = what === 'opens' ? { opens_at: becomes } : { due_at: becomes }
    await db.updateTable('step').set(values).where('cycle', '=', cycle).where('key', '=', subject.step).execute()
  }
}

/** An appeal window says on its own row why it ends when it does. */
async function moveWhys({ db, cycle }: Change, moves: readonly Move[]): Promise<void> {
  for (const { subject, why, outcome } of moves)
    if ('unit' in subject && outcome !== 'kept')
      await db.updateTable('appeal').set({ why }).where('cycle', '=', cycle).where('unit', '=', subject.unit).execute()
}

/** The daily round too: tomorrow may have become a working day. */
async function wake({ cycle, tell }: Change, moves: readonly Move[]): Promise<void> {
  await tell({ action: 'changed', workflow: 'rounds', workflowId: workflowIds.rounds(cycle) })
  const moved = moves.filter(({ becomes, was }) => becomes !== was)
  for (const step of new Set(moved.flatMap(({ subject, step }) => ('unit' in subject ? [] : [step]))))
    await tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(cycle, step) })
  for (const { subject } of moved)
    if ('unit' in subject) await tell({ action: 'changed', workflow: 'appeal', workflowId: workflowIds.appeal(cycle, subject.unit) })
}

type Told = Pick<Move, 'task' | 'title' | 'was' | 'becomes'> & { detail: string; step: string; post: string }

/** Tells each person once about each date that moved; several tasks of one step that moved alike are told in one notice. */
export async function tellMoved(change: Change, moves: readonly Move[], notice: number, detailOf: (move: Move) => string): Promise<void> {
  const posts = await receivers(change, moves)
  const told = new Map<string, Told[]>()
  for (const move of moves) {
    const post = posts.get(move.task ?? move.unit ?? '')
    if (post === undefined || move.becomes === move.was) continue
    const key = [notice, post, move.step, move.was, move.becomes].join('/')
    told.set(key, [...(told.get(key) ?? []), { ...move, post, detail: detailOf(move) }])
  }
  const rows = [...told].map(([key, group]) => toNotice(change, key, group))
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH)
    await change.db
      .insertInto('notice')
      .values(batch)
      .onConflict((conflict) => conflict.columns(['cycle', 'key']).doNothing())
      .execute()
  }
}

const BATCH = 500

function toNotice({ cycle, now }: Change, key: string, group: readonly Told[]) {
  const [{ task, title, was, becomes, detail, post }] = group as [Told]
  const one = group.length === 1
  const of = one ? { task, title } : { task: null, title: `${title}等 ${group.length} 项` }
  return { cycle, key: `calendar/${key}`, post, kind: 'moved', ...of, detail, was, due_at: becomes, at: now }
}

/** The first post of whoever has to act, by the id of the task; of the unit, for its appeal. */
async function receivers({ db, cycle }: Change, moves: readonly Move[]): Promise<Map<string, string>> {
  const tasks = moves.flatMap(({ task }) => (task === null ? [] : [task]))
  const units = moves.flatMap(({ subject }) => ('unit' in subject ? [subject.unit] : []))
  const { rows } = await sql<{ of: string; post: string }>`
    select t.id::text as of, (select p.key from post p where p.cycle = t.cycle
      and (p.key = t.assignee_post or p.unit = t.assignee_unit or p.body = t.assignee_body) order by p.key limit 1) as post
    from task t where t.id = any(${tasks}::bigint[])
    union all
    select u.key, (select p.key from post p where p.cycle = u.cycle and p.unit = u.key order by p.key limit 1)
    from unit u where u.cycle = ${cycle} and u.key = any(${units}::text[])`.execute(db)
  return new Map(rows.flatMap(({ of, post }) => (post === null ? [] : [[of, post]])))
}
