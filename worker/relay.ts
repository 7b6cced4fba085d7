import { setTimeout as sleep } from 'node:timers/promises'
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client'
import pg from 'pg'
import type { Database } from '../records/database.ts'
import { dropMessages, takeMessages, type WaitingMessage } from '../records/outbox.ts'
import { provesTrue } from '../records/word.ts'
import { TASK_QUEUE } from '../workflows/ids.ts'
import { changed } from '../workflows/messages.ts'

const BATCH = 100
const SLOW_POLL_MS = 2_000
const PAUSE_AFTER_ERROR_MS = 1_000

export type RelayOptions = {
  database: Database
  url: string
  client: Client
  taskQueue?: string | undefined
  onError: (sentence: string) => void
}
export type Relay = { stop(): Promise<void> }

/**
 * Carries messages from the outbox to Temporal: at once when the database announces one, and by a slow poll in case an announcement was
 * missed. A message is dropped only after Temporal has taken it, so it may arrive twice and never not at all; repeats are harmless.
 */
export function startRelay({ database, url, client, taskQueue = TASK_QUEUE, onError }: RelayOptions): Relay {
  let stopping = false
  let wake: () => void = () => {}
  let announced = false
  const listener = new pg.Client({ connectionString: url, keepAlive: true })
  listener.on('error', () => {}) // the slow poll goes on without it
  listener.on('notification', () => {
    announced = true
    wake()
  })
  void listener
    .connect()
    .then(
      () => listener.query('listen niankao_outbox'),
      () => {},
    )
    .catch(() => {})

  const running = (async () => {
    while (!stopping) {
      announced = false
      try {
        if ((await relayBatch(database, client, taskQueue)) > 0) continue
      } catch (error) {
        onError(`发件箱转发失败，稍后重试：${error instanceof Error ? error.message : String(error)}`)
        await sleep(PAUSE_AFTER_ERROR_MS)
      }
      if (announced || stopping) continue
      await Promise.race([new Promise<void>((go) => (wake = go)), sleep(SLOW_POLL_MS, undefined, { ref: false })])
    }
  })()
  return {
    stop: async () => {
      stopping = true
      wake()
      await running
      await listener.end().catch(() => {})
    },
  }
}

/** One transaction: take, hand over, drop. @returns how many were relayed */
export async function relayBatch(database: Database, client: Client, taskQueue: string): Promise<number> {
  return database.transaction().execute(async (db) => {
    const messages = await takeMessages(db, BATCH)
    const due = await dueNow(database, messages)
    await Promise.all(due.map((message) => deliver(client, taskQueue, message)))
    await dropMessages(
      db,
      messages.map((message) => message.id),
    )
    return messages.length
  })
}

/** The messages that are to be carried: of those that say that a step may be done one for each step, and only where it is. */
export async function dueNow(database: Database, messages: readonly WaitingMessage[]): Promise<WaitingMessage[]> {
  const conditional = new Map(messages.flatMap((message) => (message.whenDone ? [[message.workflowId, message] as const] : [])))
  const due = messages.filter(({ whenDone }) => !whenDone)
  const taken = messages.map(({ id }) => id)
  for (const message of conditional.values())
    if (message.whenDone && (await provesTrue(database, message.whenDone, taken))) due.push(message)
  return due
}

async function deliver(client: Client, taskQueue: string, { action, workflow, workflowId, argument }: WaitingMessage): Promise<void> {
  try {
    if (action === 'changed') return await client.workflow.getHandle(workflowId).signal(changed, ...((argument ?? []) as [string?]))
    await client.workflow.start(workflow, {
      taskQueue,
      workflowId,
      args: argument as unknown[],
      // an appeal that lapsed may be let in again; one that is closed ends at once
      workflowIdReusePolicy: workflow === 'appeal' ? 'ALLOW_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
    })
  } catch (error) {
    // started before, or over already: the message has nothing left to do
    if (error instanceof WorkflowExecutionAlreadyStartedError || error instanceof WorkflowNotFoundError) return
    throw error
  }
}
