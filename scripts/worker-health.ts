// Whether the worker of this machine works: Temporal has heard from it in the last two minutes. For a container's health check.
import os from 'node:os'
import { Connection } from '@temporalio/client'
import { TASK_QUEUE } from '../workflows/ids.ts'

const PATIENCE_SECONDS = 120

/** Seconds since a worker of this host (its identity is `pid@host`) last asked for work; Infinity when none did. */
async function silence(address: string, namespace: string): Promise<number> {
  const connection = await Connection.connect({ address, connectTimeout: 5000 })
  try {
    const taskQueueType = 1 // workflow tasks
    const { pollers } = await connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name: TASK_QUEUE }, taskQueueType })
    const ours = (pollers ?? []).filter(({ identity }) => identity?.endsWith(`@${os.hostname()}`))
    return Date.now() / 1000 - Math.max(...ours.map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0)), -Infinity)
  } finally {
    await connection.close()
  }
}

try {
  const seconds = await silence(process.env['TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233', process.env['TEMPORAL_NAMESPACE'] ?? 'default')
  console.log(`last heard of ${seconds.toFixed(0)} s ago`)
  process.exitCode = seconds < PATIENCE_SECONDS ? 0 : 1
} catch (e) {
  console.error((e as Error).message)
  process.exitCode = 1
}
