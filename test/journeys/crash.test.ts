import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { chance } from '../../client/rehearsal/chance.ts'
import { rehearse, type RehearsalReport } from '../../client/rehearsal/index.ts'
import { openDatabase, type Database } from '../../records/database.ts'
import { compiled } from '../cli/command.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { readPack } from '../support/packs.ts'
import { rehearsedReport, SEED } from '../support/rehearsed-year.ts'

const KILLS = 10
const pack = readPack('dashiqiao-2017')
const child = fileURLToPath(new URL('../support/worker-child.ts', import.meta.url))

let clone: TestDatabase
let database: Database
beforeAll(async () => {
  clone = await cloneDatabase()
  database = openDatabase(clone.url)
})
afterAll(async () => {
  await database.destroy()
  await clone.drop()
})

/** Runs a worker and kills it (SIGKILL) again and again at moments drawn from a seed, each time starting another. */
async function killAgainAndAgain(taskQueue: string, over: AbortSignal): Promise<number> {
  const luck = chance('crash')
  let kills = 0
  for (;;) {
    const worker = fork(child, [clone.url, inject('temporal'), taskQueue, inject('bundle')], {
      stdio: 'inherit',
      env: { ...process.env, ...compiled },
    })
    await once(worker, 'message')
    const life = kills < KILLS ? sleep(luck.whole(150, 1_500, String(kills))) : once(over, 'abort')
    await Promise.race([life, once(over, 'abort')])
    await kill(worker)
    if (over.aborted) return kills
    kills++
  }
}

async function kill(worker: ChildProcess): Promise<void> {
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  await gone
}

test(`a year whose worker is killed ${KILLS} times ends like an undisturbed one in another database: same results, each task and notice exactly once`, async () => {
  const over = new AbortController()
  const taskQueue = `crash-${process.pid}`
  const killer = killAgainAndAgain(taskQueue, over.signal)
  const disturbed = await rehearse({ database, pack, cycle: taskQueue, seed: SEED }).finally(() => over.abort())
  expect(await killer).toBe(KILLS)

  const same = ({ resultHash, tasks, notices, digests, appeals }: RehearsalReport) => ({ resultHash, tasks, notices, digests, appeals })
  expect(same(disturbed)).toEqual(same(await rehearsedReport(pack)))
  const tasks = await database
    .selectFrom('task')
    .select(['step', 'unit'])
    .where('cycle', '=', taskQueue)
    .where('step', 'like', 'self-check-%')
    .execute()
  const pairs = tasks.map((task) => `${task.step}/${task.unit ?? ''}`)
  expect(new Set(pairs).size).toBe(pairs.length)
  expect(pairs).toHaveLength(8 * 48)
  const notices = await database.selectFrom('notice').select('key').where('cycle', '=', taskQueue).execute()
  expect(new Set(notices.map((notice) => notice.key)).size).toBe(notices.length)
}, 400_000)
