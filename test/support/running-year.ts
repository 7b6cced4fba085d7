import { at, endOfDay } from '../../calendar/index.ts'
import { moveClock, roundsMessage } from '../../client/rehearsal/clock.ts'
import { untilQuiet } from '../../client/rehearsal/quiet.ts'
import { leaveMessage } from '../../records/outbox.ts'
import type { Pack } from '../../scoring/index.ts'
import { openYear, type Year } from './small-pack/year.ts'
import type { TestSystem } from './system.ts'

/** A year whose workflows run while the test moves its clock. Each of its acts waits until everything has happened that comes of it. */
export type RunningYear = Year & {
  /** Puts the clock at an instant. */
  to(instant: string): Promise<void>
  /** 08:30 of a working day: the daily round is held. */
  morning(day: string): Promise<void>
  /** 24:00 of a day. */
  night(day: string): Promise<void>
  /** The clock stays: what people did has its effect. */
  rest(): Promise<void>
}

/** Opens a year on a running system, its clock at 08:00 of a day or at the instant `from`, and lets it come to rest. */
export async function openRunningYear(system: TestSystem, name: string, pack: Pack, from: string): Promise<RunningYear> {
  const { database } = system
  let now = from.includes('T') ? from : at(from, '08:00')
  const year = await openYear(system, { cycle: system.cycleId(name), pack, at: now })
  const { cycle } = year
  const rest = (round = false): Promise<void> => untilQuiet(database, cycle, now, round)
  const to = async (instant: string, round = false): Promise<void> => {
    now = instant
    await moveClock(database, cycle, instant)
    if (round) await leaveMessage(database, roundsMessage(cycle))
    await rest(round)
  }
  await rest()
  return {
    ...year,
    to: (instant) => to(instant),
    morning: (day) => to(at(day, '08:30'), true),
    night: (day) => to(endOfDay(day)),
    rest: () => rest(),
  }
}
