import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench, Section } from '../bench.ts'
import { BareSteps } from '../bare.ts'
import { driveAll, openStill } from '../driver.ts'
import { ratio, rounded, timed } from '../figures.ts'
import { cpuMsOf, ownCpuMs } from '../machine.ts'
import { chain } from '../packs.ts'
import type { Servers } from '../servers.ts'
import { transactions } from '../transactions.ts'

const UNITS = 44
const STEPS = 12
const CLIENTS = 8
const UNIT_ROUNDS = UNITS * STEPS

/**
 * CPU and transactions per unit-round: a step opens, one unit submits, the step settles (its opening and settling shared among 44 units).
 * CPU of this process (verbs, worker, relay, sequencer) and of both servers by /proc; transactions by pg_stat_database, the sequencer's and the driver's polls
 * among them. Beside it a state machine in bare SQL that makes the same writes in the same run, without checks, workflows or wake-ups.
 */
export const rounds: Section = async (bench) => {
  const servers = await bench.servers()
  const product = await measureProduct(bench, servers)
  const bare = await measureBare(servers)
  return {
    units: UNITS,
    steps: STEPS,
    product,
    bare,
    ratios: {
      cpu: ratio(product.cpuMs.all, bare.cpuMs.all),
      cpuOfProcess: ratio(product.cpuMs.process, bare.cpuMs.process),
      cpuOfPostgres: ratio(product.cpuMs.postgres, bare.cpuMs.postgres),
      transactions: ratio(product.transactions, bare.transactions),
    },
  }
}

async function measureProduct({ pack, signal }: Bench, servers: Servers) {
  const stage = await servers.newStage()
  await openStill(stage.database, chain(pack, { units: UNITS, steps: 1 }), 'warm-up')
  await driveAll(stage.database, CLIENTS, signal)
  const before = await usage(servers, stage.url)
  await openStill(stage.database, chain(pack, { units: UNITS, steps: STEPS }), 'rounds')
  const ms = await driveAll(stage.database, CLIENTS, signal)
  const cpu = cpuSince(servers, before)
  await stage.stop() // a backend tells its last transactions when it ends
  return {
    ...perRound(cpu),
    transactions: await transactionsSince(stage.url, before.transactions),
    msPerUnitRound: rounded(ms / UNIT_ROUNDS),
  }
}

async function measureBare(servers: Servers) {
  const url = await servers.newDatabase()
  const bare = new BareSteps(url, CLIENTS)
  const units = Array.from({ length: UNITS }, (_, place) => `unit-${place}`)
  const round = async (step: string) => {
    const tasks = await bare.open('bare', step, units)
    await timed(tasks, CLIENTS, (task) => bare.submit('bare', step, task))
    await bare.settle('bare', step)
  }
  for (let step = 0; step <= STEPS; step++) await bare.prepare('bare', `step-${step}`, units)
  await round('step-0')
  const before = await usage(servers, url)
  const began = performance.now()
  for (let step = 1; step <= STEPS; step++) await round(`step-${step}`)
  const ms = performance.now() - began
  const cpu = cpuSince(servers, before)
  await bare.close()
  return { ...perRound(cpu), transactions: await transactionsSince(url, before.transactions), msPerUnitRound: rounded(ms / UNIT_ROUNDS) }
}

type Usage = { process: number; postgres: number; temporal: number }

async function usage(servers: Servers, url: string): Promise<Usage & { transactions: number }> {
  await sleep(11_000) // an idle backend tells its transactions after ten seconds
  return { ...cpuNow(servers), transactions: await transactions(url) }
}

const cpuNow = ({ postgresPid, temporalPid }: Servers): Usage => ({
  process: ownCpuMs(),
  postgres: cpuMsOf(postgresPid) ?? Number.NaN,
  temporal: cpuMsOf(temporalPid) ?? Number.NaN,
})

function cpuSince(servers: Servers, before: Usage): Usage {
  const now = cpuNow(servers)
  return { process: now.process - before.process, postgres: now.postgres - before.postgres, temporal: now.temporal - before.temporal }
}

function perRound({ process, postgres, temporal }: Usage) {
  const each = (ms: number) => rounded(ms / UNIT_ROUNDS)
  return { cpuMs: { all: each(process + postgres + temporal), process: each(process), postgres: each(postgres), temporal: each(temporal) } }
}

async function transactionsSince(url: string, before: number): Promise<number> {
  await sleep(200)
  return rounded(((await transactions(url)) - before) / UNIT_ROUNDS)
}
