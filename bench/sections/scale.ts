import type { Bench, Section } from '../bench.ts'
import { BareSteps } from '../bare.ts'
import { driveAll, openStill } from '../driver.ts'
import { perSecond, ratio, rounded, timed } from '../figures.ts'
import { eventsOf } from '../histories.ts'
import { cpuMsOf, ownCpuMs } from '../machine.ts'
import { chain } from '../packs.ts'
import type { Servers } from '../servers.ts'
import { workflowIds } from '../../workflows/ids.ts'

const CYCLES = 10
const UNITS = 1_000
const CLIENTS = 32
/** Rounds of each cycle: fifteen with --full. */
const ROUNDS = { short: 2, full: 15 }

/**
 * Unit-rounds per second at full size: ten cycles side by side, each of 1,000 units and 15 steps, handed in through the verb by 32 clients in this process
 * beside worker, relay and sequencer; and the same writes by a state machine in bare SQL in the same run. A unit-round is one unit's share in: step opens, unit
 * submits, step settles. The bar is half of bare SQL, the aim as much.
 */
export const scale: Section = async (bench) => {
  const rounds = bench.full ? ROUNDS.full : ROUNDS.short
  const servers = await bench.servers()
  const product = await measureProduct(bench, servers, rounds)
  const bare = await measureBare(bench, servers, rounds)
  return {
    ...{ cycles: CYCLES, units: UNITS, rounds, clients: CLIENTS, product, bare },
    ratios: { productOverBare: ratio(product.perSecond, bare.perSecond), cpu: ratio(product.cpuMsPerUnitRound, bare.cpuMsPerUnitRound) },
  }
}

async function measureProduct({ pack, signal, say }: Bench, servers: Servers, rounds: number) {
  say(`  ${CYCLES} × ${UNITS} × ${rounds} through the verbs`)
  const stage = await servers.newStage(CLIENTS)
  try {
    const year = chain(pack, { units: UNITS, steps: rounds })
    const before = cpu(servers)
    const began = performance.now()
    for (let cycle = 0; cycle < CYCLES; cycle++) await openStill(stage.database, year, `scale-${cycle}`)
    await driveAll(stage.database, CLIENTS, signal)
    const ms = performance.now() - began
    const figures = perUnitRound(ms, cpu(servers) - before, rounds)
    const steps = await Promise.all(year.plan.map(({ key }) => eventsOf(stage.client, workflowIds.step('scale-0', key))))
    const parent = await eventsOf(stage.client, workflowIds.cycle('scale-0'))
    return { ...figures, mostEventsInAStep: Math.max(...steps), eventsInParentPerStep: rounded(parent / year.plan.length) }
  } finally {
    await stage.stop()
  }
}

async function measureBare({ signal, say }: Bench, servers: Servers, rounds: number) {
  say(`  ${CYCLES} × ${UNITS} × ${rounds} in bare SQL`)
  const bare = new BareSteps(await servers.newDatabase(), CLIENTS)
  try {
    const units = Array.from({ length: UNITS }, (_, place) => `unit-${place}`)
    const cycles = Array.from({ length: CYCLES }, (_, place) => `bare-${place}`)
    const before = cpu(servers)
    const began = performance.now()
    for (let step = 0; step < rounds; step++) {
      signal.throwIfAborted()
      await round(bare, cycles, units, `step-${step}`)
    }
    return perUnitRound(performance.now() - began, cpu(servers) - before, rounds)
  } finally {
    await bare.close()
  }
}

/** One round of all cycles: each opens, all units submit in turns of 32, each settles. */
async function round(bare: BareSteps, cycles: readonly string[], units: readonly string[], step: string): Promise<void> {
  const tasks: { cycle: string; id: string; unit: string }[] = []
  for (const cycle of cycles) {
    await bare.prepare(cycle, step, units)
    tasks.push(...(await bare.open(cycle, step, units)).map((task) => ({ ...task, cycle })))
  }
  await timed(tasks, CLIENTS, (task) => bare.submit(task.cycle, step, task))
  await timed(cycles, CLIENTS, (cycle) => bare.settle(cycle, step))
}

const cpu = ({ postgresPid, temporalPid }: Servers): number => ownCpuMs() + (cpuMsOf(postgresPid) ?? 0) + (cpuMsOf(temporalPid) ?? 0)

function perUnitRound(ms: number, cpuMs: number, rounds: number) {
  const unitRounds = CYCLES * UNITS * rounds
  return {
    unitRounds,
    seconds: rounded(ms / 1000, 1),
    perSecond: perSecond(unitRounds, ms),
    cpuMsPerUnitRound: rounded(cpuMs / unitRounds),
  }
}
