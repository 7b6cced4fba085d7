import { setTimeout as sleep } from 'node:timers/promises'
import type { Section } from '../bench.ts'
import { openLive, untilOpen } from '../driver.ts'
import { rounded } from '../figures.ts'
import { cpuMsOf, ownCpuMs } from '../machine.ts'
import { chain } from '../packs.ts'
import type { Servers } from '../servers.ts'
import { transactions } from '../transactions.ts'

const CYCLES = 5
const UNITS = 1_000
const SECONDS = { short: 30, full: 120 }
/** An idle backend of PostgreSQL tells its transactions after ten seconds. */
const TOLD_MS = 11_000

/**
 * What 5,000 open tasks cost while nobody does anything, beside the same system without a single cycle: CPU of one core and transactions per second.
 * Nothing may be asked for each unit: the transactions are those of the relay and the sequencer.
 */
export const idle: Section = async (bench) => {
  const seconds = bench.full ? SECONDS.full : SECONDS.short
  const servers = await bench.servers()
  const stage = await servers.newStage()
  try {
    await sleep(TOLD_MS)
    const empty = await quiet(servers, stage.url, seconds)
    const year = chain(bench.pack, { units: UNITS, steps: 1 })
    for (let cycle = 0; cycle < CYCLES; cycle++) await openLive(stage.database, year, `idle-${cycle}`)
    await untilOpen(stage.database, CYCLES * UNITS, bench.signal)
    await sleep(TOLD_MS)
    const open = await quiet(servers, stage.url, seconds)
    const more = {
      transactionsPerSecond: rounded(open.transactionsPerSecond - empty.transactionsPerSecond),
      percentOfACore: rounded(open.percentOfACore.all - empty.percentOfACore.all),
    }
    return { openTasks: CYCLES * UNITS, seconds, withoutCycles: empty, withOpenTasks: open, becauseOfThem: more }
  } finally {
    await stage.stop()
  }
}

async function quiet({ postgresPid, temporalPid }: Servers, url: string, seconds: number) {
  const usage = async () => ({
    process: ownCpuMs(),
    postgres: cpuMsOf(postgresPid) ?? Number.NaN,
    temporal: cpuMsOf(temporalPid) ?? Number.NaN,
    transactions: await transactions(url),
  })
  const before = await usage()
  await sleep(seconds * 1000)
  const after = await usage()
  const percent = (name: 'process' | 'postgres' | 'temporal') => (after[name] - before[name]) / seconds / 10
  const [process, postgres, temporal] = [percent('process'), percent('postgres'), percent('temporal')]
  return {
    transactionsPerSecond: rounded((after.transactions - before.transactions) / seconds),
    percentOfACore: {
      all: rounded(process + postgres + temporal),
      process: rounded(process),
      postgres: rounded(postgres),
      temporal: rounded(temporal),
    },
  }
}
