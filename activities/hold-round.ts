import { at, dateAt, isWorkingDay } from '../calendar/index.ts'
import type { Clock } from '../records/clock.ts'
import type { Database } from '../records/database.ts'
import { announceDelegations } from '../records/delegation.ts'
import { closeIncidents } from '../records/incident.ts'
import { digestsWait, gatherDigests, noticesWait, remindOf } from '../records/notice.ts'
import { heldMatters } from '../records/ladder.ts'
import { pauseOf } from '../records/pause.ts'
import { dueGroups, nextRoundTime, ROUND_TIME } from '../records/rounds.ts'
import { lockStep, stepsOf } from '../records/step.ts'
import { wakeWhenLast } from '../records/task.ts'
import { change, oneAtATime, SYSTEM, type Change } from '../records/transaction.ts'
import type { Progress } from '../workflows/messages.ts'
import { rulesOf } from '../steps/index.ts'
import { applyDefaults } from './apply-defaults.ts'
import { issueSlips } from './issue-slips.ts'
import { lapseDueTasks } from './lapse.ts'
import { openStep, stepChange } from './open-step.ts'
import { waitUntil } from './wait.ts'

export type Round = Progress & { mail?: true }

/**
 * The daily round, on working days from 08:30 Beijing time: opens the steps whose day has come, sends out the slips of
 * what is late, reminds of what is due and late, and gathers each person's notices into one digest for the day. Asked again on the same day it adds nothing.
 */
export async function holdRound(database: Database, clock: Clock, cycle: string, canMail: boolean): Promise<Round> {
  return change(database, { cycle, post: SYSTEM, clock }, async (open) => {
    await oneAtATime(open.db, `${cycle}/rounds`)
    const today = dateAt(open.now)
    let mail = false
    if (await isTime(open, today)) {
      if (!(await pauseOf(open.db, cycle))) await bringForward(open, today)
      await gatherDigests(open, today, canMail)
      mail = canMail && (await digestsWait(open))
      await open.db
        .insertInto('round')
        .values({ cycle, day: today, at: open.now })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    const steps = await stepsOf(open.db, cycle)
    const done = steps.every((step) => step.state === 'settled') && !(await noticesWait(open.db, cycle))
    const wait = done ? {} : await waitUntil(open, nextRoundTime(open.now, open.calendar))
    return { ...wait, done, ...(mail ? { mail } : {}) }
  })
}

/** What the day brings. A year that is paused only has its letters delivered. */
async function bringForward(open: Change, today: string): Promise<void> {
  await openDueSteps(open)
  await closeLapsedTasks(open)
  await applyDefaults(open)
  await closeIncidents(open)
  await announceDelegations(open)
  await issueSlips(open) // before the reminders: one notice for one matter
  const held = await heldMatters(open)
  for (const group of await dueGroups(open.db, open.cycle)) await remindOf(open, group, today, held)
}

/**
 * A round that was missed at 08:30 is held later on the day. In a rehearsal the clock stands at 08:30 when there is one, so that a wake-up
 * that arrives twice cannot hold one at another time.
 */
async function isTime({ db, cycle, now, calendar }: Change, today: string): Promise<boolean> {
  const time = at(today, ROUND_TIME)
  if (!isWorkingDay(today, calendar) || now < time) return false
  const { kind } = await db.selectFrom('cycle').select('kind').where('id', '=', cycle).executeTakeFirstOrThrow()
  return kind === 'live' || now === time
}

/** Automatic steps open by themselves at their instant; all others at the round, when people are at work. */
async function openDueSteps(open: Change): Promise<void> {
  for (const {
    key,
    spec: { kind },
    state,
    opens_at,
  } of await stepsOf(open.db, open.cycle)) {
    if (state !== 'scheduled' || (opens_at ?? '') > open.now || rulesOf(kind).automatic) continue
    const step = await lockStep(open.db, open.cycle, key, 'exclusive')
    if (step.state !== 'scheduled') continue
    if (!(await openStep(await stepChange(open, step)))) continue
    const { waits, window } = rulesOf(step.spec.kind)
    if (!waits) await wakeWhenLast(open, step, window) // a step that opens with nothing to do is done
  }
}

/** What lapsed since the last round while its step goes on, because of an extension or a fresh window. */
async function closeLapsedTasks(open: Change): Promise<void> {
  const { db, cycle, now } = open
  const due = db.selectFrom('task').select('step').where('cycle', '=', cycle).where('state', '=', 'open').where('due_at', '<=', now)
  // in the order of the plan, as everybody who locks several steps does
  const lapsing = db.selectFrom('step').select('key').where('cycle', '=', cycle).where('key', 'in', due).orderBy('ord')
  for (const { key } of await lapsing.execute()) await lapseDueTasks(open, await lockStep(db, cycle, key, 'exclusive'))
}
