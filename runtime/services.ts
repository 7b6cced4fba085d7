import path from 'node:path'
import { gone } from './process.ts'
import { startPostgres } from './postgres.ts'
import { startTemporal } from './temporal.ts'
import { endedByItself } from './sentences.ts'

export type ServicesOptions = {
  /** Holds the data of what is started here, and what set-up wrote. */
  home: string
  /** False for tests: a power failure may lose everything. */
  durable: boolean
  /** A PostgreSQL of someone else: none is started, this one is never stopped. */
  databaseUrl?: string | undefined
  /** A Temporal of someone else, as host:port: likewise. */
  temporalAddress?: string | undefined
}

export type Services = {
  databaseUrl: string
  temporalAddress: string
  /** Rejects when a server that was started here ends by itself; never resolves. */
  failure: Promise<never>
  /** Stops what was started here and nothing else. */
  stop(): Promise<void>
}

/** Starts PostgreSQL and Temporal side by side, as far as they are not given. When one fails, the other is stopped again. */
export async function startServices({ home, durable, databaseUrl, temporalAddress }: ServicesOptions): Promise<Services> {
  const [postgres, temporal] = await Promise.allSettled([
    databaseUrl ? undefined : startPostgres({ dir: path.join(home, 'postgres'), durable }),
    temporalAddress ? undefined : startTemporal(path.join(home, 'temporal'), home),
  ])
  const started = [postgres, temporal].flatMap((s) => (s.status === 'fulfilled' && s.value ? [s.value] : []))
  let stopping = false
  const stop = async () => {
    stopping = true
    await Promise.all(started.map((service) => service.stop()))
  }
  if (postgres.status === 'rejected' || temporal.status === 'rejected') {
    await stop()
    throw postgres.status === 'rejected' ? postgres.reason : (temporal as PromiseRejectedResult).reason
  }
  const failure = new Promise<never>((_, reject) => {
    const watch = async (name: string, pid: number) => {
      await gone(pid)
      if (!stopping) reject(endedByItself(name))
    }
    if (postgres.value) void watch('PostgreSQL', postgres.value.pid)
    if (temporal.value) void watch('Temporal', temporal.value.pid)
  })
  failure.catch(() => {}) // whoever waits for it hears of it; nobody need wait
  return { databaseUrl: databaseUrl ?? postgres.value!.url, temporalAddress: temporalAddress ?? temporal.value!.address, failure, stop }
}
