import { workflowIds } from '../../workflows/ids.ts'
import type { Bench, Section } from '../bench.ts'
import { driveAll, openStill } from '../driver.ts'
import { perSecond, ratio, rounded } from '../figures.ts'
import { eventsOf } from '../histories.ts'
import { chain } from '../packs.ts'

const CYCLES = 10
const STEPS = 12
const ALONE = 24
const ROSTERS = [44, 1_000]
/** Two lengths, so that what a step costs its parent can be told from what the year costs anyway. */
const LENGTHS = [2, 5] as const

/**
 * Steps per second: chains of steps with one unit each, so that it is the step that is measured (open, one submission, wake-up, settle, next),
 * ten cycles side by side and one cycle alone. Then the history events of such steps at 44 and at 1,000 units, counted on the server.
 */
export const steps: Section = async (bench) => {
  const alone = await measureChains(bench, 1, ALONE)
  const together = await measureChains(bench, CYCLES, STEPS)
  const events: Record<string, unknown> = {}
  for (const units of ROSTERS) events[units] = await countEvents(bench, units)
  return { oneAfterAnother: alone, sideBySide: together, sideBySideOverOne: ratio(together.stepsPerSecond, alone.stepsPerSecond), events }
}

async function measureChains({ pack, servers, signal, say }: Bench, cycles: number, length: number) {
  say(`  ${cycles} × ${length} steps`)
  const stage = await (await servers()).newStage(16)
  try {
    const year = chain(pack, { units: 1, steps: length })
    const began = performance.now()
    for (let cycle = 0; cycle < cycles; cycle++) await openStill(stage.database, year, `${cycles}-cycles-${cycle}`)
    await driveAll(stage.database, 8, signal)
    const ms = performance.now() - began
    return { cycles, steps: cycles * length, stepsPerSecond: perSecond(cycles * length, ms), msPerStep: rounded(ms / cycles / length, 0) }
  } finally {
    await stage.stop()
  }
}

async function countEvents({ pack, servers, signal, say }: Bench, units: number) {
  say(`  events at ${units} units`)
  const stage = await (await servers()).newStage(16)
  try {
    const began = performance.now()
    const parents: number[] = []
    const own: number[] = []
    for (const length of LENGTHS) {
      const [cycle, year] = [`${units}-units-${length}`, chain(pack, { units, steps: length })]
      await openStill(stage.database, year, cycle)
      await driveAll(stage.database, 8, signal)
      for (const { key } of year.plan) own.push(await eventsOf(stage.client, workflowIds.step(cycle, key)))
      parents.push(await eventsOf(stage.client, workflowIds.cycle(cycle)))
    }
    const [short, long] = LENGTHS
    const further = ((parents[1] ?? 0) - (parents[0] ?? 0)) / (long - short)
    return {
      mostInAStep: Math.max(...own),
      inParentForEachFurtherStep: rounded(further),
      inParentBesides: rounded((parents[0] ?? 0) - further * short),
      secondsPerStep: rounded((performance.now() - began) / 1000 / (short + long)),
    }
  } finally {
    await stage.stop()
  }
}
