import { sql } from 'kysely'
import { tellUnits } from '../../records/notice.ts'
import { latestVersion } from '../../records/result.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { finishTask } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { takeTask } from './take-task.ts'
import type { Call } from './verb.ts'

export type PublishInput = { task: Id; document?: string }
export type Published = { version: number; at: string }

/** Publishes the last computation: from now on it is the cycle's result. @throws Refusal `wrong-role`, `already-done`, `conflict`, `not-found` */
export async function publish(call: Call, input: PublishInput): Promise<Published> {
  return change(call.database, call, async (open) => {
    const { step, task } = await takeTask(open, input.task, 'publish')
    await requireNoAppeal(open)
    const version = await latestVersion(open.db, call.cycle)
    if (version === 0) throw new Refusal('conflict', '尚未计算成绩，不能公布。')
    const { db, now, post } = open
    const head = await db
      .selectFrom('chain')
      .select('hash')
      .where('cycle', '=', call.cycle)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    const row = {
      cycle: call.cycle,
      version,
      document: input.document ?? null,
      log_head: head?.hash ?? null,
      by_post: post,
      for_post: open.forPost,
      at: now,
    }
    await db.insertInto('publication').values(row).execute()
    await db.updateTable('cycle').set({ state: 'published' }).where('id', '=', call.cycle).execute()
    await tellUnits(open, task.title)
    await finishTask(open, task, { step })
    await open.log('publish', step.key, { version, document: input.document ?? null })
    return { version, at: now }
  })
}

/** Publication waits for the appeals, and for the computation that follows them. */
async function requireNoAppeal({ db, cycle }: Change): Promise<void> {
  const open = await db.selectFrom('appeal').select('unit').where('cycle', '=', cycle).where('closed_at', 'is', null).execute()
  if (open.length > 0)
    throw new Refusal(
      'conflict',
      `尚有 ${open.length} 个单位的复核未了结（${open
        .slice(0, 3)
        .map((each) => each.unit)
        .join('、')}…），不能公布。`,
    )
  const stale = await sql<{ stale: boolean }>`
    select exists (select from appeal where cycle = ${cycle} and state = 'granted'
      and closed_at > (select max(at) from computation where cycle = ${cycle})) as stale`.execute(db)
  if (stale.rows[0]?.stale) throw new Refusal('conflict', '准予的复核尚未重新计算，不能公布。')
}
