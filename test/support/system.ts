import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, inject } from 'vitest'
import type { Clock } from '../../records/clock.ts'
import { openDatabase, type Database } from '../../records/database.ts'
import type { Mailer } from '../../notices/index.ts'
import { startWorker } from '../../worker/worker.ts'
import { cloneDatabase, type TestDatabase } from './database.ts'

export type TestSystem = {
  database: Database
  databaseUrl: string
  client: Client
  taskQueue: string
  /** A cycle id that no other test uses: workflow ids are shared by all tests of a run. */
  cycleId(name: string): string
  stop(): Promise<void>
}

let count = 0

type SystemOptions = {
  clock?: Clock
  mailer?: Mailer
  /** the database, instead of one that ends with the system */
  clone?: TestDatabase
}

/** A database of its own and a worker of its own on the shared Temporal server. */
export async function startTestSystem({ clone: given, ...options }: SystemOptions = {}): Promise<TestSystem> {
  const clone = given ?? (await cloneDatabase())
  const taskQueue = `test-${process.pid}-${++count}`
  const worker = await startWorker({
    databaseUrl: clone.url,
    temporalAddress: inject('temporal'),
    bundle: { codePath: inject('bundle') },
    taskQueue,
    say: () => {},
    ...options,
  })
  const database = openDatabase(clone.url)
  const connection = await Connection.connect({ address: inject('temporal') })
  return {
    database,
    databaseUrl: clone.url,
    client: new Client({ connection }),
    taskQueue,
    cycleId: (name) => `${name}-${taskQueue}`,
    stop: async () => {
      await database.destroy()
      await worker.stop()
      await connection.close()
      if (!given) await clone.drop()
    },
  }
}

/** One system for the tests of a file; each test opens a cycle of its own in it. */
export function useSystem(options: SystemOptions = {}): TestSystem {
  const system = {} as TestSystem
  beforeAll(async () => void Object.assign(system, await startTestSystem(options)))
  afterAll(() => system.stop())
  return system
}
