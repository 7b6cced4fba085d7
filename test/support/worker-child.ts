// A worker in a process of its own that a test can kill: database, Temporal, task queue and bundle come as arguments.
import { startWorker } from '../../worker/worker.ts'

const [databaseUrl = '', temporalAddress = '', taskQueue = '', codePath = ''] = process.argv.slice(2)
await startWorker({ databaseUrl, temporalAddress, taskQueue, bundle: { codePath }, say: () => {} })
process.send?.('ready')
