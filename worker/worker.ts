import { Client, Connection } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker'
import { activities } from '../activities/index.ts'
import type { Mailer } from '../notices/index.ts'
import type { Clock } from '../records/clock.ts'
import { openDatabase } from '../records/database.ts'
import { TASK_QUEUE } from '../workflows/ids.ts'
import { startRelay } from './relay.ts'
import { startSequencer } from './sequencer.ts'

export type WorkerOptions = {
  databaseUrl: string
  temporalAddress: string
  namespace?: string
  bundle: WorkflowBundleOption
  taskQueue?: string
  mailer?: Mailer | undefined
  clock?: Clock
  say: (sentence: string) => void
}
export type RunningWorker = { failed: Promise<never>; stop(): Promise<void> }

let installed = false
/** Once for a process: quiet, and deaf to signals, because the process itself decides how it stops. */
export function installRuntime(): void {
  if (installed) return
  installed = true
  Runtime.install({
    logger: new DefaultLogger('WARN'),
    shutdownSignals: [],
    telemetryOptions: { logging: { forward: {}, filter: 'WARN' } },
  })
}

/** Runs everything that works in the background: workflows and activities, the relay of the outbox, the sequencer of the log. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  installRuntime()
  const { temporalAddress: address, namespace = 'default', say } = options
  const database = openDatabase(options.databaseUrl, { max: 12, onLost: (message) => say(`数据库连接中断：${message}`) })
  const native = await NativeConnection.connect({ address })
  const connection = await Connection.connect({ address })
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue: options.taskQueue ?? TASK_QUEUE,
    workflowBundle: options.bundle,
    activities: activities({ database, mailer: options.mailer, ...(options.clock ? { clock: options.clock } : {}) }),
    shutdownForceTime: '5 s',
    // a worker that died is given up this soon; the default of 10 s would be felt by people after each restart
    stickyQueueScheduleToStartTimeout: '2 s',
  })
  const relay = startRelay({
    database,
    url: options.databaseUrl,
    client: new Client({ connection, namespace }),
    taskQueue: options.taskQueue,
    onError: say,
  })
  const sequencer = startSequencer(database, say)
  const running = worker.run()
  const failed = running.then(() => new Promise<never>(() => {}))
  failed.catch(() => {})
  return {
    failed,
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown()
      await Promise.allSettled([running, relay.stop()])
      await sequencer.stop()
      await Promise.allSettled([connection.close(), native.close(), database.destroy()])
    },
  }
}
