import { activityInfo } from '@temporalio/activity'
import { defaultPayloadConverter, toPayloads } from '@temporalio/common'
import { Client, Connection } from '@temporalio/client'
import { NativeConnection, Worker } from '@temporalio/worker'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { activities } from '../../activities/index.ts'
import { openDatabase, type Database } from '../../records/database.ts'
import { openCycle } from '../../client/verbs/open-cycle.ts'
import type { Clock } from '../../records/clock.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { yearOfSelfChecks } from '../support/live-pack.ts'
import { historyOf } from '../support/histories.ts'
import { installRuntime } from '../../worker/worker.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'

/**
 * The time as the server has it for the workflow that asks, which it moves ahead when nothing is left to do: the time of the last event.
 * (A local activity is told the wall clock.)
 */
const skippedTime: Clock = async () => {
  const { workflowId = '', runId = '' } = activityInfo().workflowExecution ?? {}
  const { events } = await new Client({ connection }).workflow.getHandle(workflowId, runId).fetchHistory()
  const { seconds, nanos } = events?.at(-1)?.eventTime ?? {}
  return new Date(Number(seconds) * 1000 + Math.ceil(Number(nanos) / 1e6)).toISOString()
}

let clone: TestDatabase
let database: Database
let native: NativeConnection
let connection: Connection
beforeAll(async () => {
  installRuntime()
  clone = await cloneDatabase()
  database = openDatabase(clone.url)
  native = await NativeConnection.connect({ address: inject('temporal') })
  connection = await Connection.connect({ address: inject('temporal') })
})
afterAll(async () => {
  await connection.close()
  await native.close()
  await database.destroy()
  await clone.drop()
})

test('the durable timers of a live cycle end twelve months of windows, each at its due instant', async () => {
  const client = new Client({ connection })
  const taskQueue = `live-clock-${process.pid}`
  const id = `live-clock-${process.pid}`
  const { pack, months } = yearOfSelfChecks(new Date())
  await openCycle(database, { id, pack, seed: '1', post: 'office#1', kind: 'live' })
  const workflowId = workflowIds.cycle(id)
  // no relay: the workflow is started here, with time that skips, which the client has no option for
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowBundle: { codePath: inject('bundle') },
    activities: activities({ database, clock: skippedTime }),
  })
  await client.workflowService.startWorkflowExecution({
    namespace: 'default',
    workflowId,
    requestId: workflowId,
    workflowType: { name: 'annualCycle' },
    taskQueue: { name: taskQueue },
    input: { payloads: toPayloads(defaultPayloadConverter, id, true) ?? [] },
    timeSkippingConfig: { enabled: true },
  })
  await worker.runUntil(client.workflow.getHandle(workflowId).result())
  const steps = await database.selectFrom('step').selectAll().where('cycle', '=', id).orderBy('ord').execute()
  expect(steps.map((step) => step.key)).toEqual(months)
  for (const step of steps) {
    expect(step.state).toBe('settled')
    const late = Date.parse(step.settled_at ?? '') - Date.parse(step.due_at ?? '')
    expect(late).toBeGreaterThanOrEqual(0)
    expect(late).toBeLessThan(60_000)
  }
  const span = Date.parse(steps.at(-1)?.due_at ?? '') - Date.now()
  expect(span / 86_400_000).toBeGreaterThan(330)
  expect((await historyOf(client, workflowIds.step(id, months[0] ?? ''))).length).toBeLessThanOrEqual(15)
}, 180_000)
