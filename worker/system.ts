import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openMailer, type Mailer } from '../notices/index.ts'
import { openDatabase, type Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { own } from '../runtime/owner.ts'
import { announce } from '../runtime/running.ts'
import { startServices, type Services } from '../runtime/services.ts'
import { workflowBundle } from './bundle.ts'
import { buildConsole } from './console.ts'
import type { Config } from './config.ts'
import { prepareDatabase } from './database.ts'
import { startHttp } from './http.ts'
import { endFailure, startFailure } from './sentences.ts'
import { Interrupted } from './signals.ts'
import { startWorker, type RunningWorker } from './worker.ts'

export type SystemOptions = {
  config: Config
  /** Hears what happens, one sentence at a time. */
  say: (sentence: string) => void
  /** Opens the HTTP endpoint, and tells other commands of this folder where the system is. */
  http?: boolean
  /** A start that is no longer wanted stops at the next stage, and takes back what it began. */
  signal?: AbortSignal
}

export type System = {
  database: Database
  /** Where people look, `http://127.0.0.1:8080`; null without HTTP. */
  address: string | null
  /** Rejects when a part ends by itself; never resolves. */
  failed: Promise<never>
  /** Takes the worker down and starts another: what was under way goes on there. */
  restartWorker(): Promise<void>
  /** Waits for work on the system. When a part ends by itself, that is the error, and not what the work met because of it. */
  during<T>(work: Promise<T>): Promise<T>
  /** Stops what was started here, the last first, and nothing else. */
  stop(): Promise<void>
}

type Stage = { config: Config; say: SystemOptions['say']; onStop(work: () => unknown): void }

/**
 * Starts the whole system in this process: PostgreSQL and Temporal as far as they are not given, schema, worker, HTTP.
 * @throws CannotStart with a sentence for people, when the machine or its owner must put something right; everything is stopped again then
 */
export async function startSystem({ config, say, http = false, signal }: SystemOptions): Promise<System> {
  const cleanups: (() => unknown)[] = []
  let stopping = false
  const stop = once(() => {
    stopping = true
    return inReverse(cleanups)
  })
  // connections that end because everything ends are no news
  const stage: Stage = { config, say: (sentence) => void (stopping || say(sentence)), onStop: (work) => cleanups.push(work) }
  try {
    stage.onStop(ownFolder(config.home))
    if (http) await requireFreePort(config.http)
    signal?.throwIfAborted()
    const [services] = await Promise.all([servicesOf(stage), http ? buildConsole(stage.say) : undefined])
    signal?.throwIfAborted()
    const { database, failed, restartWorker } = await connect(stage, services)
    signal?.throwIfAborted()
    const address = http ? await openHttp(stage, services, database) : null
    return { database, address, stop, restartWorker, ...watched(Promise.race([services.failure, failed]), config.home) }
  } catch (error) {
    await stop()
    throw startFailure(error, { ...config, temporalAddress: config.temporal?.address })
  }
}

function ownFolder(home: string): () => void {
  fs.mkdirSync(home, { recursive: true })
  return own(path.join(home, 'owner'))
}

async function servicesOf({ config, onStop }: Stage): Promise<Services> {
  const { home, database, temporal } = config
  const services = await startServices({ home, durable: true, databaseUrl: database?.url, temporalAddress: temporal?.address })
  onStop(services.stop)
  return services
}

async function connect(
  { config, say, onStop }: Stage,
  { databaseUrl, temporalAddress }: Services,
): Promise<{ database: Database } & WatchedWorker> {
  const [bundle] = await Promise.all([
    workflowBundle(config.home),
    prepareDatabase(config.database ?? { url: databaseUrl, adminUrl: databaseUrl }),
  ])
  const mailer = mailerOf(config)
  if (mailer) onStop(() => mailer.close())
  const namespace = config.temporal?.namespace ?? 'default'
  const worker = await watchedWorker(() =>
    startWorker({ databaseUrl, temporalAddress, namespace, bundle: { codePath: bundle }, mailer, say }),
  )
  onStop(worker.stop)
  const database = openDatabase(databaseUrl, { onLost: (message) => say(`数据库连接中断：${message}`) })
  onStop(() => database.destroy())
  return { database, ...worker }
}

type WatchedWorker = RunningWorker & Pick<System, 'restartWorker'>

/** A worker that can be taken down and replaced; when the present one ends by itself, that is the failure. */
async function watchedWorker(start: () => Promise<RunningWorker>): Promise<WatchedWorker> {
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {}) // whoever waits for it hears of it
  const started = async () => {
    const worker = await start()
    worker.failed.catch(reject)
    return worker
  }
  let current = await started()
  const restartWorker = async () => {
    await current.stop()
    current = await started()
  }
  return { failed, restartWorker, stop: () => current.stop() }
}

async function openHttp({ config, say, onStop }: Stage, { databaseUrl, temporalAddress }: Services, database: Database): Promise<string> {
  const http = await startHttp(database, config.http, say)
  onStop(http.stop)
  onStop(announce(config.home, { databaseUrl, temporalAddress, httpPort: http.port }))
  say(`HTTP 已开放：${http.address}`)
  return http.address
}

/** A part that has ended is noticed within half a second; the work that needs it fails before. */
const NOTICED_MS = 2_000

function watched(ended: Promise<never>, home: string): Pick<System, 'failed' | 'during'> {
  const failed = ended.catch((error: unknown) => Promise.reject(endFailure(error, home) as Error))
  failed.catch(() => {}) // whoever waits for it hears of it
  const during = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await Promise.race([work, failed])
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Interrupted)) await Promise.race([failed, sleep(NOTICED_MS)])
      throw error
    }
  }
  return { failed, during }
}

/** The mailer of the settings; without one digests are kept. */
export const mailerOf = ({ mail }: Config): Mailer | undefined => (mail ? openMailer(mail) : undefined)

/** Asked first, because everything else takes seconds. @throws EADDRINUSE */
function requireFreePort({ host, port }: Config['http']): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject)
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

/** Runs every clean-up, even when one fails; the first failure is reported in the end. */
async function inReverse(cleanups: (() => unknown)[]): Promise<void> {
  const failures: unknown[] = []
  for (const work of cleanups.toReversed()) {
    try {
      await work()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}
