import { setTimeout as sleep } from 'node:timers/promises'
import { leaveMessages } from '../../records/outbox.ts'
import { Refusal } from '../../records/refusal.ts'
import { workflowIds } from '../../workflows/ids.ts'
import type { Bench, Section } from '../bench.ts'
import { BareSteps } from '../bare.ts'
import { handIn, openLive, untilOpen, type OpenTask } from '../driver.ts'
import { percentile, ratio, rounded, timed } from '../figures.ts'
import { chain } from '../packs.ts'
import type { Servers, Stage } from '../servers.ts'
import { ShiftedClock } from '../shifted-clock.ts'

const STEP = 'step-1'
const CLIENTS = 32
/** So many submissions arrive evenly within the last minute, and some more after it. */
const LAST_MINUTE = { units: 10_300, inTime: 10_000, ms: 60_000, prepareMs: 5_000 }
/** So many cycles of 100 units have the same deadline; 1,700 with --full. `leadMs`: time in which all steps set their timers. */
const TOGETHER = { short: { cycles: 100, leadMs: 20_000 }, full: { cycles: 1_700, leadMs: 120_000 }, units: 100 }

/** What happens around a deadline: everybody in the last minute, and a whole province's steps at one instant. */
export const deadline: Section = async (bench) => {
  const servers = await bench.servers()
  return { lastMinute: await lastMinute(bench, servers), together: await together(bench, servers) }
}

/** None may be lost, none accepted late; how long each waited, from the moment it was due to be sent. */
async function lastMinute({ pack, signal, say }: Bench, servers: Servers) {
  say(`  ${LAST_MINUTE.inTime} submissions in the last minute`)
  const clock = new ShiftedClock()
  const stage = await servers.newStage(CLIENTS, clock.clock)
  try {
    await openLive(stage.database, chain(pack, { units: LAST_MINUTE.units, steps: 1, late: 'lapse' }), 'last-minute')
    const tasks = await untilOpen(stage.database, LAST_MINUTE.units, signal)
    const due = await dueOf(stage)
    const dueMs = clock.put(LAST_MINUTE.ms + LAST_MINUTE.prepareMs, due)
    await askAgain(stage, ['last-minute'])
    const sent = await sendEvenly(stage, tasks, dueMs, clock)
    await untilSettled(stage, signal)
    return { ...sent, ...(await stored(stage, due, sent.accepted)) }
  } finally {
    await stage.stop()
  }
}

async function sendEvenly({ database }: Stage, tasks: readonly OpenTask[], dueMs: number, clock: ShiftedClock) {
  const gap = LAST_MINUTE.ms / LAST_MINUTE.inTime
  let [accepted, tooLate] = [0, 0]
  const arrivals = tasks.map((task, place) => ({ task, at: dueMs - LAST_MINUTE.ms + place * gap }))
  const latencies: number[] = []
  await timed(arrivals, CLIENTS, async ({ task, at }) => {
    await sleep(Math.max(0, at - Date.now()))
    try {
      await handIn(database, task, clock.clock)
      accepted++
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'too-late')) throw error
      tooLate++
    }
    latencies.push(Date.now() - at)
  })
  return {
    sent: tasks.length,
    accepted,
    tooLate,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    maxMs: percentile(latencies, 1),
  }
}

/** Whether every acknowledged submission is there, and none bears a time at or after the due instant. */
async function stored({ database }: Stage, due: string, accepted: number) {
  const { count, late } = await database
    .selectFrom('submission')
    .select((select) => [select.fn.countAll<string>().as('count'), select.fn.countAll<string>().filterWhere('at', '>=', due).as('late')])
    .executeTakeFirstOrThrow()
  return { lost: accepted - Number(count), acceptedLate: Number(late) }
}

/** All steps end at one instant, each by its own timer. `secondsAfterDue`: until the last of them has settled. */
async function together({ pack, signal, say, full }: Bench, servers: Servers) {
  const { cycles, leadMs } = full ? TOGETHER.full : TOGETHER.short
  say(`  ${cycles} cycles of ${TOGETHER.units} units with one deadline`)
  const clock = new ShiftedClock()
  const stage = await servers.newStage(CLIENTS, clock.clock)
  try {
    const year = chain(pack, { units: TOGETHER.units, steps: 1, late: 'lapse' })
    const ids = Array.from({ length: cycles }, (_, place) => `together-${place}`)
    await timed(ids, 4, (id) => openLive(stage.database, year, id))
    await untilOpen(stage.database, cycles * TOGETHER.units, signal)
    const dueMs = clock.put(leadMs, await dueOf(stage))
    await askAgain(stage, ids)
    await sleep(dueMs - Date.now())
    await untilSettled(stage, signal)
    const seconds = rounded((Date.now() - dueMs) / 1000)
    const bare = await bareTogether(servers, ids)
    return {
      cycles,
      tasks: cycles * TOGETHER.units,
      ...(await lapsed(stage)),
      secondsAfterDue: seconds,
      bareSeconds: bare,
      overBare: ratio(seconds, bare),
    }
  } finally {
    await stage.stop()
  }
}

async function bareTogether(servers: Servers, cycles: readonly string[]): Promise<number> {
  const bare = new BareSteps(await servers.newDatabase(), 12)
  try {
    const units = Array.from({ length: TOGETHER.units }, (_, place) => `unit-${place}`)
    await timed(cycles, 12, async (cycle) => {
      await bare.prepare(cycle, STEP, units)
      await bare.open(cycle, STEP, units)
    })
    const began = performance.now()
    await timed(cycles, 12, (cycle) => bare.lapse(cycle, STEP))
    return rounded((performance.now() - began) / 1000)
  } finally {
    await bare.close()
  }
}

async function dueOf({ database }: Stage): Promise<string> {
  const { due_at } = await database.selectFrom('step').select('due_at').limit(1).executeTakeFirstOrThrow()
  return due_at ?? ''
}

/** After the clock was moved: the steps set their timers anew. */
async function askAgain({ database }: Stage, cycles: readonly string[]): Promise<void> {
  await leaveMessages(
    database,
    cycles.map((cycle) => ({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(cycle, STEP) })),
  )
}

async function untilSettled({ database }: Stage, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const left = await database.selectFrom('step').select('key').where('state', '<>', 'settled').limit(1).execute()
    if (left.length === 0) return
    await sleep(20)
  }
}

/** What became of the tasks; `errors` are steps that cannot go on. */
async function lapsed({ database }: Stage) {
  const tasks = await database
    .selectFrom('task')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('state', '=', 'lapsed')
    .executeTakeFirstOrThrow()
  const troubled = await database
    .selectFrom('step')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('trouble', 'is not', null)
    .executeTakeFirstOrThrow()
  return { lapsed: Number(tasks.count), errors: Number(troubled.count) }
}
