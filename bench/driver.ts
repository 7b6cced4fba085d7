import { setTimeout as sleep } from 'node:timers/promises'
import { at } from '../calendar/index.ts'
import { liaisonOf, postOf } from '../client/posts.ts'
import { openCycle } from '../client/verbs/open-cycle.ts'
import { submit } from '../client/verbs/submit.ts'
import { cycleClock, type Clock } from '../records/clock.ts'
import type { Database } from '../records/database.ts'
import type { Pack } from '../scoring/index.ts'
import { timed } from './figures.ts'
import { decided } from './packs.ts'

const POLL_MS = 10
/** What a unit of a chain hands in: five indicators. */
export const CONTENT = {
  indicators: Array.from({ length: 5 }, (_, place) => ({ key: String(place + 1), name: `任务${place + 1}`, full: '20', kind: 'key' })),
}

export type OpenTask = { id: string; cycle: string; unit: string }

/** Opens a year whose clock stands still on a working day, after the round of that day: time brings nothing, only submissions do. */
export async function openStill(database: Database, pack: Pack, id: string): Promise<void> {
  await openCycle(database, { id, pack, seed: id, post: 'bench', kind: 'rehearsal', clockAt: at(pack.pack.issued, '10:00') })
}

/** Opens a year on the wall clock. */
export async function openLive(database: Database, pack: Pack, id: string): Promise<void> {
  await openCycle(database, { id, pack: decided(pack), seed: id, post: officeOf(pack), kind: 'live' })
}
const officeOf = ({ roster }: Pack): string => postOf(roster.bodies.find((body) => body.role === 'office')?.key ?? '')

export async function tasksOf(database: Database): Promise<OpenTask[]> {
  const rows = await database.selectFrom('task').select(['id', 'cycle', 'unit']).where('state', '=', 'open').orderBy('id').execute()
  return rows.map(({ id, cycle, unit }) => ({ id, cycle, unit: unit ?? '' }))
}

/** The verb `submit`, as a unit's liaison officer calls it. */
export const handIn = (database: Database, { id, cycle, unit }: OpenTask, clock: Clock = cycleClock) =>
  submit({ database, cycle, post: liaisonOf(unit), clock }, { task: id, content: CONTENT })

/** Hands in every task of the database as soon as it opens, so many at a time, until all steps have settled. @returns ms */
export async function driveAll(database: Database, clients: number, signal: AbortSignal): Promise<number> {
  const began = performance.now()
  for (;;) {
    signal.throwIfAborted()
    const tasks = await tasksOf(database)
    await timed(tasks, clients, (task) => handIn(database, task))
    if (tasks.length > 0) continue
    const left = await database.selectFrom('step').select('key').where('state', '<>', 'settled').limit(1).execute()
    if (left.length === 0) return performance.now() - began
    await sleep(POLL_MS)
  }
}

/** Waits until so many tasks are open. */
export async function untilOpen(database: Database, count: number, signal: AbortSignal): Promise<OpenTask[]> {
  const open = database
    .selectFrom('task')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('state', '=', 'open')
  while (Number((await open.executeTakeFirstOrThrow()).count) < count) {
    signal.throwIfAborted()
    await sleep(10 * POLL_MS)
  }
  return tasksOf(database)
}
