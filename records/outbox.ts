import type { Queries } from './database.ts'
import type { Id, Schema, WorkflowName } from './schema.ts'

/** `whenDone`: carried only if that step has no open task left when it is to be carried. */
export type Message = {
  action: 'start' | 'changed'
  workflow: WorkflowName
  workflowId: string
  argument?: unknown
  whenDone?: { cycle: string; step: string }
}

/** Leaves a message for the workflows in the same transaction as the fact; the worker relays it after the commit. */
export async function leaveMessage(queries: Queries, message: Message): Promise<void> {
  await leaveMessages(queries, [message])
}

export async function leaveMessages(queries: Queries, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map(({ action, workflow, workflowId, argument, whenDone }) => ({
    action,
    workflow,
    workflow_id: workflowId,
    argument: argument === undefined ? null : JSON.stringify(argument),
    cycle: whenDone?.cycle ?? null,
    step: whenDone?.step ?? null,
  }))
  await queries.insertInto('outbox').values(rows).execute()
}

export type WaitingMessage = Message & { id: Id }

/** The oldest messages, locked until the transaction ends; another relay at the same time gets others. */
export async function takeMessages(queries: Queries, limit: number): Promise<WaitingMessage[]> {
  const rows = await queries.selectFrom('outbox').selectAll().orderBy('id').limit(limit).forUpdate().skipLocked().execute()
  return rows.map(toMessage)
}

export async function dropMessages(queries: Queries, ids: readonly Id[]): Promise<void> {
  if (ids.length > 0)
    await queries
      .deleteFrom('outbox')
      .where('id', 'in', [...ids])
      .execute()
}

type Row = {
  id: Id
  action: Message['action']
  workflow: WorkflowName
  workflow_id: string
  argument: Schema['outbox']['argument'] | unknown
  cycle: string | null
  step: string | null
}
const toMessage = (row: Row): WaitingMessage => ({
  id: row.id,
  action: row.action,
  workflow: row.workflow,
  workflowId: row.workflow_id,
  argument: row.argument ?? undefined,
  ...(row.cycle !== null && row.step !== null ? { whenDone: { cycle: row.cycle, step: row.step } } : {}),
})
