import type { Bench, Section } from '../bench.ts'
import { BareSteps } from '../bare.ts'
import { handIn, openStill, untilOpen, type OpenTask } from '../driver.ts'
import { percentile, perSecond, ratio, timed } from '../figures.ts'
import { chain } from '../packs.ts'
import type { Stage } from '../servers.ts'

const WARM_UP = 200
const MEASURED = { 1: 800, 32: 3_000 }
const CLIENTS = [1, 32] as const
const UNITS = WARM_UP + MEASURED[1] + MEASURED[32]

/**
 * Submissions per second through the verb `submit`, with 1 and with 32 clients in this process, while worker, relay and sequencer run
 * beside them. All go to one open step, the worst case: every submission takes the shared lock of the same row. Beside it the same writes in bare SQL,
 * without checks, in the same run.
 */
export const submissions: Section = async (bench) => {
  const servers = await bench.servers()
  const stage = await servers.newStage(32)
  try {
    await openStill(stage.database, chain(bench.pack, { units: UNITS, steps: 1 }), 'submissions')
    const product = await measureProduct(bench, stage)
    const bare = await measureBare(bench, await servers.newDatabase())
    const ratios = Object.fromEntries(
      CLIENTS.map((clients) => [`bareOverProduct${clients}`, ratio(bare[clients].perSecond, product[clients].perSecond)]),
    )
    return {
      product,
      bare,
      ratios: { ...ratios, clients32Over1: ratio(product[32].perSecond, product[1].perSecond) },
      measured: MEASURED,
      durable: true,
    }
  } finally {
    await stage.stop()
  }
}

async function measureProduct({ signal }: Bench, { database }: Stage) {
  const tasks = await untilOpen(database, UNITS, signal)
  return measureClients(tasks, (task) => handIn(database, task))
}

async function measureBare(_bench: Bench, url: string) {
  const bare = new BareSteps(url, 32)
  try {
    const units = Array.from({ length: UNITS }, (_, place) => `unit-${place}`)
    await bare.prepare('bare', 'step', units)
    const tasks = await bare.open('bare', 'step', units)
    return await measureClients(
      tasks.map((task) => ({ ...task, cycle: 'bare' })),
      (task) => bare.submit('bare', 'step', task),
    )
  } finally {
    await bare.close()
  }
}

async function measureClients(tasks: OpenTask[], work: (task: OpenTask) => Promise<unknown>) {
  await timed(tasks.slice(0, WARM_UP), 8, work)
  const one = await measure(tasks.slice(WARM_UP, WARM_UP + MEASURED[1]), 1, work)
  const many = await measure(tasks.slice(WARM_UP + MEASURED[1]), 32, work)
  return { 1: one, 32: many }
}

async function measure(tasks: OpenTask[], clients: number, work: (task: OpenTask) => Promise<unknown>) {
  const began = performance.now()
  const latencies = await timed(tasks, clients, work)
  const ms = performance.now() - began
  return { perSecond: perSecond(tasks.length, ms), p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) }
}
