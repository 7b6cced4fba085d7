import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, type Database } from '../../records/database.ts'
import { own } from '../../runtime/owner.ts'
import { startPostgres } from '../../runtime/postgres.ts'
import { sameProcess } from '../../runtime/process.ts'
import { findRunning } from '../../runtime/running.ts'
import { readConfig, type Config } from '../../worker/config.ts'
import { prepareDatabase } from '../../worker/database.ts'
import { startFailure } from '../../worker/sentences.ts'
import { interrupts } from '../../worker/signals.ts'

/** `restart`: parts of a system that this command itself runs, which a rehearsal may take down and bring back. */
export type Session = { database: Database; signal: AbortSignal; restart?: { worker(): Promise<void> } }
type Work<T> = (session: Session) => Promise<T>
/** `rows`: reading needs the database only. `system`: what is changed must reach the workflows. `worker`: and they must run meanwhile. */
type Need = 'rows' | 'system' | 'worker'

const BUSY_MS = 60_000
const RELAYED_MS = 10_000
const AFTERWARDS_MS = 500

/** For verbs that read: the running system's database, or the one of this folder for as long as it takes. */
export const withRows = <T>(work: Work<T>): Promise<T> => within('rows', work)
/** For verbs that change something: as `withRows`, and the workflows hear of it. */
export const withSystem = <T>(work: Work<T>): Promise<T> => within('system', work)
/** For rehearsals: workflows run for as long as the work takes. */
export const withWorker = <T>(work: Work<T>): Promise<T> => within('worker', work)

async function within<T>(need: Need, work: Work<T>): Promise<T> {
  const config = readConfig()
  const { signal, release } = interrupts()
  try {
    await untilFree(config.home)
    const url = findRunning(config.home)?.databaseUrl ?? (servedElsewhere(config) || need === 'rows' ? config.database?.url : undefined)
    if (url !== undefined) return await attached(url, (database) => work({ database, signal }))
    if (need === 'rows') return await onDatabaseAlone(config, (database) => work({ database, signal }))
    return await onOwnSystem(config, signal, work)
  } finally {
    release()
  }
}

/** On servers the worker is a process of its own; what it has to hear of waits in the outbox. */
const servedElsewhere = ({ database, temporal }: Config): boolean => database !== undefined && temporal !== undefined

async function attached<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(url, { max: 4 })
  try {
    return await work(database)
  } finally {
    await database.destroy()
  }
}

async function onDatabaseAlone<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  let release = () => {}
  let stop = async () => {}
  try {
    fs.mkdirSync(config.home, { recursive: true })
    release = own(path.join(config.home, 'owner'))
    const postgres = await startPostgres({ dir: path.join(config.home, 'postgres'), durable: true })
    stop = postgres.stop
    await prepareDatabase({ url: postgres.url, adminUrl: postgres.url })
    return await attached(postgres.url, work)
  } catch (error) {
    throw startFailure(error, config)
  } finally {
    await stop()
    release()
  }
}

async function onOwnSystem<T>(config: Config, signal: AbortSignal, work: Work<T>): Promise<T> {
  const { startSystem } = await import('../../worker/system.ts')
  const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)
  say('没有运行中的系统，临时启动自带的一套……')
  const system = await startSystem({ config, say, signal })
  try {
    const result = await system.during(work({ database: system.database, signal, restart: { worker: system.restartWorker } }))
    await untilRelayed(system.database)
    return result
  } finally {
    await system.stop()
  }
}

/** What was changed reaches the workflows before the system goes down again; what does not waits for the next start. */
async function untilRelayed(database: Database): Promise<void> {
  for (const end = Date.now() + RELAYED_MS; Date.now() < end; await sleep(50)) {
    const waiting = await database.selectFrom('outbox').select('id').limit(1).execute()
    if (waiting.length === 0) return sleep(AFTERWARDS_MS)
  }
}

/** Another command that runs a system of its own in this folder is soon done; one that stays says where it is reached. */
async function untilFree(home: string): Promise<void> {
  for (const end = Date.now() + BUSY_MS; Date.now() < end; await sleep(200)) {
    if (findRunning(home) || !isOwned(home)) return
  }
}

function isOwned(home: string): boolean {
  try {
    const [pid = '', ticks = ''] = fs.readFileSync(path.join(home, 'owner'), 'utf8').split(' ')
    return sameProcess(Number(pid), ticks)
  } catch {
    return false
  }
}
