import { at } from '../../calendar/index.ts'
import { moveClock, roundsMessage } from '../../client/rehearsal/clock.ts'
import { untilQuiet } from '../../client/rehearsal/quiet.ts'
import { leaveMessage } from '../../records/outbox.ts'
import type { Pack } from '../../scoring/index.ts'
import { openYear, type Year } from './small-pack/year.ts'
import type { TestSystem } from './system.ts'

/** A year whose workflows run. `round`: the clock goes to 08:30 of a day, and everything happens that the day brings; `go`: to another time of the day. */
export type RunningYear = Year & {
  round(day: string): Promise<void>
  go(day: string, time: string): Promise<void>
  settled(): Promise<void>
}

/** Opens a year on a running system, its clock where `from` says, and lets it come to rest. */
export async function openRunningYear(system: TestSystem, name: string, pack: Pack, from: string): Promise<RunningYear> {
  const { database } = system
  const year = await openYear(system, { cycle: system.cycleId(name), pack, at: from })
  const { cycle } = year
  const reach = async (instant: string, round: boolean): Promise<void> => {
    await moveClock(database, cycle, instant)
    if (round) await leaveMessage(database, roundsMessage(cycle))
    await untilQuiet(database, cycle, instant, round)
  }
  await untilQuiet(database, cycle, from, false)
  return {
    ...year,
    round: (day) => reach(at(day, '08:30'), true),
    go: (day, time) => reach(at(day, time), false),
    settled: async () => {
      const { clock_at } = await database.selectFrom('cycle').select('clock_at').where('id', '=', cycle).executeTakeFirstOrThrow()
      await untilQuiet(database, cycle, clock_at ?? from, false)
    },
  }
}
