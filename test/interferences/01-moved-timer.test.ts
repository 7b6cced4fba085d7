import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { addWorkingDays, dateAt, dueDate } from '../../calendar/index.ts'
import { openCycle } from '../../client/verbs/open-cycle.ts'
import { reschedule } from '../../client/verbs/reschedule.ts'
import type { Clock } from '../../records/clock.ts'
import { yearOfSelfChecks } from '../support/live-pack.ts'
import { useSystem } from '../support/system.ts'

/** The wall clock of a live cycle, put ahead: so a due date that is weeks away is reached while the test waits. */
let ahead = 0
const clock: Clock = async () => new Date(Date.now() + ahead).toISOString()

const system = useSystem({ clock })

async function stepOf(cycle: string, key: string) {
  const rows = system.database.selectFrom('step').selectAll().where('cycle', '=', cycle).where('key', '=', key)
  return rows.executeTakeFirstOrThrow()
}

async function until(met: () => Promise<boolean>, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(50)) if (await met()) return true
  return met()
}

test('interference 1: the durable timer of a live cycle follows a moved date: silent at the old one, ringing at the new one, and not before', async () => {
  const { database } = system
  const cycle = system.cycleId('moved-timer')
  const { pack, months } = yearOfSelfChecks(new Date())
  const key = months[0]!
  await openCycle(database, { id: cycle, pack, seed: '1', post: 'office#1', kind: 'live' })
  expect(await until(async () => (await stepOf(cycle, key)).state !== 'planned', 5_000)).toBe(true)
  const was = (await stepOf(cycle, key)).due_at!
  const office = { database, cycle, post: 'office#1', clock }

  // two seconds before the old date it is moved on by three working days
  ahead = Date.parse(was) - Date.now() - 2_000
  const until3 = addWorkingDays(dueDate(was), 3).date
  const moved = await reschedule(office, { step: key, until: until3, document: '考办〔1〕号', reason: '防汛' })
  await sleep(3_000)
  expect((await clock(database, cycle)) > was).toBe(true)
  expect((await stepOf(cycle, key)).state).not.toBe('settled')

  // and back to the working day before; the clock is put two seconds before its end, and the timer rings by itself
  const back = addWorkingDays(dueDate(was), 2).date
  const early = { ...office, clock: async () => was }
  ahead = Date.parse(moved.dates[0]!.becomes) - Date.now() - 86_400_000 * (until3 > back ? daysBetween(back, until3) : 1) - 2_000
  await reschedule(early, { step: key, until: back, document: '考办〔2〕号', reason: '提前' })
  await sleep(500)
  expect((await stepOf(cycle, key)).state).not.toBe('settled')
  expect(await until(async () => (await stepOf(cycle, key)).state === 'settled', 6_000)).toBe(true)
  const step = await stepOf(cycle, key)
  expect(dueDate(step.due_at!)).toBe(back)
  const late = Date.parse(step.settled_at!) - Date.parse(step.due_at!)
  expect(late).toBeGreaterThanOrEqual(0)
  expect(late).toBeLessThan(3_000)
  expect(dateAt(step.settled_at!)).not.toBe(back) // 24:00 is the next day already
}, 30_000)

const daysBetween = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000
