import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { dateAt } from '../../calendar/index.ts'
import type { Database } from '../../records/database.ts'
import { noticesWait } from '../../records/notice.ts'
import { leaveMessages, type Message } from '../../records/outbox.ts'
import type { Instant, WorkflowName } from '../../records/schema.ts'
import { workflowIds } from '../../workflows/ids.ts'

const POLL_MS = 6
const TELL_AGAIN_MS = 15_000
const GIVE_UP_MS = 120_000

/**
 * Waits until the workflows have done all there is to do at the present time of a rehearsal. If that takes long the one it waits for is told again; in
 * the end it says in words what it waits for.
 * @throws Error when nothing moves for two minutes, or when `signal` ends the rehearsal
 */
export async function untilQuiet(database: Database, cycle: string, now: Instant, round: boolean, signal?: AbortSignal): Promise<void> {
  const started = Date.now()
  let told = started
  for (;;) {
    signal?.throwIfAborted()
    const waiting = await waitingFor(database, cycle, now, round)
    if (waiting === null) return
    if (Date.now() - started > GIVE_UP_MS)
      throw new Error(`推演停滞：两分钟内没有进展，正在等待${waiting.what}。请检查工作进程是否在运行。`)
    if (Date.now() - told > TELL_AGAIN_MS) {
      told = Date.now()
      await leaveMessages(database, messagesTo(cycle, waiting))
    }
    await sleep(POLL_MS)
  }
}

/** Whether something came of an action that others have to deal with: workflows now, or the round of the next morning. */
export async function stirs(database: Database, cycle: string, now: Instant): Promise<boolean> {
  if ((await waitingFor(database, cycle, now, false)) !== null) return true
  return noticesWait(database, cycle)
}

type Waiting = { what: string; workflow: WorkflowName | null; key: string }

/** The first thing that is still to happen by itself, in words, and the workflow that will do it; null when there is none. */
async function waitingFor(database: Database, cycle: string, now: Instant, round: boolean): Promise<Waiting | null> {
  const { rows } = await sql<Waiting>`
    select '发件箱转发' as what, null as workflow, '' as key from outbox where starts_with(workflow_id, ${`cycle/${cycle}/`}) or workflow_id = ${`cycle/${cycle}`}
    union all
    select '每日例会', 'rounds', '' where ${round}::boolean and not exists (select from round where cycle = ${cycle} and day = ${dateAt(now)}::date)
    union all
    select * from (select '环节“' || s.name || '”排期', 'annualCycle', s.key from step s where s.cycle = ${cycle} and s.state = 'planned' and not exists (
      select from jsonb_array_elements_text(s.spec->'after') a join step p on p.cycle = s.cycle and p.key = a where p.state <> 'settled')
    union all
    select '环节“' || s.name || '”自动办理', 'step', s.key from step s
      where s.cycle = ${cycle} and s.trouble is null and s.state in ('scheduled', 'open') and s.mode = 'automatic' and s.opens_at <= ${now}::timestamptz
    union all
    select '环节“' || s.name || '”办结', 'step', s.key from step s
      where s.cycle = ${cycle} and s.trouble is null and s.state = 'open' and s.mode <> 'automatic'
      and not exists (select from task t where t.cycle = s.cycle and t.step = s.key and t.state = 'open'
        and not (s.spec->>'late' = 'lapse' and t.verb = 'submit' and t.due_at <= ${now}::timestamptz))
      and not (s.mode = 'window' and s.due_at > ${now}::timestamptz)
      and not (s.kind = 'appeals' and (exists (select from appeal a where a.cycle = s.cycle and a.closed_at is null)
        or exists (select from step f where f.cycle = s.cycle and f.key = s.spec->>'of' and f.state <> 'settled')))
    union all
    select '单位“' || unit || '”的复核期限', 'appeal', unit from appeal where cycle = ${cycle} and state = 'window' and due_at <= ${now}::timestamptz) going
    where not exists (select from pause p where p.cycle = ${cycle} and not exists (select from resumption r where r.pause = p.id)) -- else all else stands still
    limit 1`.execute(database)
  return rows[0] ?? null
}

/** Who is to do it; the outbox is the worker's own business. */
function messagesTo(cycle: string, { workflow, key }: Waiting): Message[] {
  if (workflow === null) return []
  const workflowId =
    workflow === 'annualCycle' || workflow === 'rounds' ? workflowIds[CYCLE_OF[workflow]](cycle) : workflowIds[workflow](cycle, key)
  return [{ action: 'changed', workflow, workflowId }]
}
const CYCLE_OF = { annualCycle: 'cycle', rounds: 'rounds' } as const
