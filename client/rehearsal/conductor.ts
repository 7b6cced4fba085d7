import { dateAt } from '../../calendar/index.ts'
import { leaveMessage } from '../../records/outbox.ts'
import { Refusal } from '../../records/refusal.ts'
import { nextRound } from '../../records/rounds.ts'
import type { Instant } from '../../records/schema.ts'
import { taskById } from '../../records/task.ts'
import { requestKey, type Action, type Stage } from './action.ts'
import { moveClock, nextEvent, roundsMessage } from './clock.ts'
import { Diary } from './diary.ts'
import { incidentActions, type Incident } from './incidents/index.ts'
import { progressOf, type Progress } from './progress.ts'
import { stirs, untilQuiet } from './quiet.ts'

export type ConductOptions = {
  incidents?: readonly Incident[]
  onProgress?: ((progress: Progress) => void) | undefined
  signal?: AbortSignal | undefined
}

/**
 * Conducts a rehearsal: finds the next instant at which somebody acts or time alone makes something happen, moves the clock there, lets it
 * happen, waits until the workflows are done with it, and goes on until the year is over.
 */
export async function conduct(stage: Stage, { incidents = [], onProgress, signal }: ConductOptions): Promise<void> {
  const { database, cycle } = stage
  const diary = new Diary(stage, incidentActions(stage, incidents))
  let reported = ''
  for (;;) {
    let now = await clockOf(stage)
    await untilQuiet(database, cycle, now, false, signal)
    await diary.plan()
    const event = await nextEvent(database, cycle, now)
    const action = diary.next
    if (!action && event === null) break
    if (event === null || (action && action.at < event)) now = await performUntil(stage, diary, event, now)
    else await reach(stage, event, now, signal)
    if (onProgress && dateAt(now) !== reported) {
      reported = dateAt(now)
      onProgress(await progressOf(database, cycle, now))
    }
  }
  onProgress?.(await progressOf(database, cycle, await clockOf(stage)))
}

/** Lets the next thing happen that time alone brings, the daily round included if it is due at that instant. */
async function reach({ database, cycle }: Stage, event: Instant, now: Instant, signal?: AbortSignal): Promise<void> {
  const round = (await nextRound(database, cycle, now)) === event
  await moveClock(database, cycle, event)
  if (round) await leaveMessage(database, roundsMessage(cycle))
  await untilQuiet(database, cycle, event, round, signal)
}

/** Lets an actor act at its instant. @returns the time afterwards @throws Error when it is turned down unexpectedly, or is not where it should be */
async function perform({ database, cycle }: Stage, action: Action, now: Instant): Promise<Instant> {
  const at = action.at > now ? action.at : now
  if (action.task !== undefined && (await taskById(database, cycle, action.task)).state === 'cancelled') return now
  await database.updateTable('cycle').set({ clock_at: at }).where('id', '=', cycle).where('kind', '=', 'rehearsal').execute()
  try {
    await action.run((post) => ({ database, cycle, post, key: requestKey(action.name) }))
  } catch (error) {
    if (error instanceof Refusal && error.code === action.refusal) return at
    throw error
  }
  if (action.refusal !== undefined) throw new Error(`推演动作 ${action.name} 本应因 ${action.refusal} 被拒绝，却被接受了。`)
  return at
}

/**
 * Lets actors act one after the other up to an instant, as long as nothing but their own tasks comes of it. What else comes of it, a step
 * that can settle or a notice for the next round, may bring the next event forward, so it is looked at first.
 */
async function performUntil(stage: Stage, diary: Diary, event: Instant | null, from: Instant): Promise<Instant> {
  let now = from
  for (let action = diary.next; action && (event === null || action.at < event); action = diary.next) {
    now = await perform(stage, action, now)
    diary.done()
    if (action.movesDates) break
    if (await stirs(stage.database, stage.cycle, now)) break
  }
  return now
}

async function clockOf({ database, cycle }: Stage): Promise<Instant> {
  const row = await database.selectFrom('cycle').select('clock_at').where('id', '=', cycle).executeTakeFirstOrThrow()
  if (row.clock_at === null) throw new Refusal('conflict', `周期“${cycle}”是正式周期，不能推演。`)
  return row.clock_at
}
