import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, Connection } from '@temporalio/client'
import pg from 'pg'
import { cycleClock, type Clock } from '../records/clock.ts'
import { openDatabase, type Database } from '../records/database.ts'
import { migrate } from '../records/migrate.ts'
import { bundleTo } from '../runtime/bundle.ts'
import { dataFolder } from '../runtime/postgres-cluster.ts'
import { startPostgres } from '../runtime/postgres.ts'
import { startTemporal } from '../runtime/temporal.ts'
import { startWorker } from '../worker/worker.ts'

/** Servers of the bench's own, in a temporary folder. They flush to disk as in earnest: `durable`. */
export type Servers = {
  postgresPid: number
  temporalPid: number
  client: Client
  /** A migrated, empty database. */
  newDatabase(): Promise<string>
  /** A database of its own, and a worker on it. */
  newStage(connections?: number, clock?: Clock): Promise<Stage>
  stop(): Promise<void>
}

export type Stage = { database: Database; url: string; client: Client; stop(): Promise<void> }

const home = process.env['NIANKAO_HOME'] ?? fileURLToPath(new URL('../.niankao', import.meta.url))

/** Starts PostgreSQL and Temporal through runtime/, as the product does. `stop` leaves nothing behind. */
export async function startServers(): Promise<Servers> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-bench-'))
  fs.chmodSync(folder, 0o755) // as root, PostgreSQL runs as another user
  const bundle = path.join(folder, 'workflows.js')
  const [postgres, temporal] = await Promise.all([
    startPostgres({ dir: path.join(folder, 'postgres'), durable: true }),
    startTemporal(path.join(folder, 'temporal'), home),
    bundleTo(bundle),
  ])
  await migrate(postgres.url)
  const connection = await Connection.connect({ address: temporal.address })
  const client = new Client({ connection })
  let made = 0
  const newDatabase = () => createDatabase(postgres.url, `bench_${++made}`)
  return {
    postgresPid: postgres.pid,
    temporalPid: temporal.pid,
    client,
    newDatabase,
    newStage: async (connections = 10, clock = cycleClock) => {
      const url = await newDatabase()
      return stageOn({ url, client, temporalAddress: temporal.address, bundle, taskQueue: `bench-${made}`, connections, clock })
    },
    stop: async () => {
      await connection.close()
      await Promise.all([postgres.stop(), temporal.stop()])
      fs.rmSync(path.dirname(dataFolder(path.join(folder, 'postgres'))), { recursive: true, force: true }) // may lie outside
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

type StageOptions = {
  url: string
  client: Client
  temporalAddress: string
  bundle: string
  taskQueue: string
  connections: number
  clock: Clock
}

async function stageOn({ url, client, temporalAddress, bundle, taskQueue, connections, clock }: StageOptions): Promise<Stage> {
  let stopping = false
  // connections that end because everything ends are no news
  const say = (sentence: string) => void (stopping || process.stderr.write(`${sentence}\n`))
  const worker = await startWorker({ databaseUrl: url, temporalAddress, bundle: { codePath: bundle }, taskQueue, clock, say })
  const database = openDatabase(url, { max: connections })
  const stop = async () => {
    stopping = true
    await worker.stop()
    await database.destroy()
  }
  return { database, url, client, stop }
}

async function createDatabase(template: string, name: string): Promise<string> {
  const url = new URL(template)
  const from = url.pathname.slice(1)
  url.pathname = '/postgres'
  const admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  try {
    await admin.query(`create database ${name} template ${from}`)
  } finally {
    await admin.end()
  }
  url.pathname = `/${name}`
  return url.href
}
