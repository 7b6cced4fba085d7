import { at, endOfDay } from '../../calendar/index.ts'
import { moveClock, roundsMessage } from '../../client/rehearsal/clock.ts'
import { untilQuiet } from '../../client/rehearsal/quiet.ts'
import { openCycle } from '../../client/verbs/open-cycle.ts'
import type { Call } from '../../client/verbs/verb.ts'
import { leaveMessage } from '../../records/outbox.ts'
import type { TaskRow } from '../../records/task.ts'
import type { Pack } from '../../scoring/index.ts'
import type { TestSystem } from './system.ts'

/** A year on the real system whose clock the test moves: workflows and the daily round do their part at each stop. */
export async function driveYear(system: TestSystem, pack: Pack, name: string, firstDay: string) {
  const { database } = system
  const cycle = system.cycleId(name)
  const quiet = (now: string, round = false) => untilQuiet(database, cycle, now, round)
  const start = at(firstDay, '08:00')
  await openCycle(database, { id: cycle, pack, seed: '1', post: 'test', kind: 'rehearsal', clockAt: start })
  await quiet(start)

  /** Waits until everything has happened that came of what people did, without moving the clock. */
  const rest = async (): Promise<void> => {
    const { clock_at } = await database.selectFrom('cycle').select('clock_at').where('id', '=', cycle).executeTakeFirstOrThrow()
    await quiet(clock_at ?? '')
  }
  /** Puts the clock at an instant, and waits until everything that time brings has happened. */
  const to = async (instant: string): Promise<void> => {
    await moveClock(database, cycle, instant)
    await quiet(instant)
  }
  /** 08:30 of a working day: the daily round is held. */
  const morning = async (day: string): Promise<void> => {
    const instant = at(day, '08:30')
    await moveClock(database, cycle, instant)
    await leaveMessage(database, roundsMessage(cycle))
    await quiet(instant, true)
  }
  /** 24:00 of a day. */
  const night = (day: string): Promise<void> => to(endOfDay(day))
  const as = (post: string, key?: string): Call => ({ database, cycle, post, ...(key === undefined ? {} : { key }) })
  const tasks = (step: string): Promise<TaskRow[]> =>
    database.selectFrom('task').selectAll().where('cycle', '=', cycle).where('step', '=', step).orderBy('id').execute()
  /** The task of a step, that of one unit where there are several. */
  const task = async (step: string, unit?: string): Promise<string> => {
    const found = (await tasks(step)).filter((each) => unit === undefined || each.unit === unit)
    if (found.length !== 1) throw new Error(`expected one task of ${step}${unit ?? ''}, found ${found.length}`)
    return found[0]!.id
  }
  return { database, cycle, pack, rest, to, morning, night, as, tasks, task }
}
export type DrivenYear = Awaited<ReturnType<typeof driveYear>>
