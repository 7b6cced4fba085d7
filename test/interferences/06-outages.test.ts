import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { at, endOfDay } from '../../calendar/index.ts'
import { liaisonOf } from '../../client/posts.ts'
import { concerned, roundsMessage } from '../../client/rehearsal/clock.ts'
import { openCycle } from '../../client/verbs/open-cycle.ts'
import { registerPost } from '../../client/verbs/register-post.ts'
import { submit } from '../../client/verbs/submit.ts'
import { openDatabase, type Database } from '../../records/database.ts'
import { chainEntries, exportLog, verifyLog } from '../../records/log.ts'
import { migrate } from '../../records/migrate.ts'
import { leaveMessages } from '../../records/outbox.ts'
import { startPostgres, type Postgres } from '../../runtime/postgres.ts'
import { gone } from '../../runtime/process.ts'
import { startTemporal, type Temporal } from '../../runtime/temporal.ts'
import { bundleFile } from '../../worker/bundle.ts'
import { start, until, type Started } from '../cli/command.ts'
import { postOffice } from '../notices/post-office.ts'
import { readPack } from '../support/packs.ts'

const home = process.env['NIANKAO_HOME'] ?? fileURLToPath(new URL('../../.niankao', import.meta.url))
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-outages-'))
fs.chmodSync(folder, 0o755) // as root, PostgreSQL runs as another user
const CYCLE = 'outages'
const UNITS = 12
const MONTHS = [
  { key: 'check-5', opens: '2017-06-01', due: '2017-06-05' },
  { key: 'check-6', opens: '2017-07-03', due: '2017-07-07' },
  { key: 'check-7', opens: '2017-08-01', due: '2017-08-04' },
] as const

/** Three monthly self-checks of the 2017 year, and nothing else; every open question decided, as a live cycle wants it. */
const pack = readPack('dashiqiao-2017', (files) => {
  const steps = MONTHS.map(({ key, opens, due }, place) => {
    const after = MONTHS[place - 1]?.key ?? ''
    return `  - { key: ${key}, kind: selfCheck, name: ${key}, actor: units, after: [${after}], opens: ${opens}, due: ${due}, late: lapse, source: { assumption: process-rhythm } }`
  })
  files['plan.yaml'] = `steps:\n${steps.join('\n')}\n`
  const decided = 'decided: { by: 测试, document: 测试文件, on: 2017-03-25 }'
  files['assumptions.yaml'] = (files['assumptions.yaml'] ?? '').replaceAll('decided: null', decided)
})
const units = pack.roster.units.slice(0, UNITS).map((unit) => unit.key)

let postgres: Postgres
let temporal: Temporal
let mail: Awaited<ReturnType<typeof postOffice>>
let database: Database
let worker: Started
let env: Record<string, string>

beforeAll(async () => {
  ;[postgres, temporal, mail] = await Promise.all([
    startPostgres({ dir: path.join(folder, 'postgres'), durable: true }),
    startTemporal(path.join(folder, 'temporal'), home),
    postOffice(),
  ])
  await migrate(postgres.url)
  fs.cpSync(inject('bundle'), bundleFile(path.join(folder, 'home')))
  env = {
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    NIANKAO_HOME: path.join(folder, 'home'),
    SMTP_URL: mail.url,
    SMTP_FROM: 'kaoping@example.gov.cn',
  }
  database = openDatabase(postgres.url)
}, 120_000)
afterAll(async () => {
  await killed(worker.child.pid)
  await database.destroy()
  await mail.close()
  await Promise.all([postgres.stop(), temporal.stop()])
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Ends a process at once, as a power failure does. */
async function killed(pid: number | undefined): Promise<void> {
  if (pid === undefined) return
  process.kill(pid, 'SIGKILL')
  await gone(pid)
}

async function startWorker(): Promise<void> {
  worker = start('worker/main.ts', [], env)
  await until(worker, /已就绪/)
}

/** A live cycle whose clock stands where the test puts it: only its database allows that. */
async function openStill(instant: string): Promise<void> {
  await openCycle(database, { id: CYCLE, pack, seed: '1', post: 'office#1', kind: 'live' })
  const owner = new pg.Client({ connectionString: postgres.url })
  await owner.connect()
  await owner.query('alter table cycle drop constraint cycle_check')
  await owner.query('update cycle set clock_at = $1, opened_at = $1', [instant])
  await owner.query(
    `insert into indicator (cycle, unit, key, version, name, full_points, kind, authority, at)
     select $1, u, '1', 1, '任务', 10, 'key', 'test', $2 from unnest($3::text[]) u`,
    [CYCLE, instant, units],
  )
  await owner.end()
}

async function to(instant: string, round = false): Promise<void> {
  await database.updateTable('cycle').set({ clock_at: instant }).where('id', '=', CYCLE).execute()
  await leaveMessages(database, [...(await concerned(database, CYCLE, instant)), ...(round ? [roundsMessage(CYCLE)] : [])])
}

const tasksOf = (step: string) =>
  database.selectFrom('task').select(['id', 'unit', 'state']).where('cycle', '=', CYCLE).where('step', '=', step).orderBy('id').execute()
const stateOf = async (step: string) =>
  (await database.selectFrom('step').select('state').where('cycle', '=', CYCLE).where('key', '=', step).executeTakeFirst())?.state
const handIn = ({ id, unit }: { id: string; unit: string | null }) =>
  submit(
    { database, cycle: CYCLE, post: liaisonOf(unit ?? ''), key: `${id}/once` },
    { task: id, content: { progress: [{ indicator: '1', done: '50' }] } },
  )
const patience = { timeout: 90_000, interval: 100 }

test('interference 6, complaint 26: worker, Temporal, PostgreSQL and mail server go down; one task for each unit and month, nothing lost, nothing twice', async () => {
  await openStill(at('2017-05-31', '10:00'))
  await startWorker()

  // May: the worker is killed while it opens the month, and once more while units hand in
  await expect.poll(() => stateOf('check-5'), patience).toBe('scheduled')
  await to(at('2017-06-01', '08:30'), true)
  await sleep(30)
  await killed(worker.child.pid)
  await startWorker()
  await expect.poll(async () => (await tasksOf('check-5')).length, patience).toBe(UNITS)
  await expect.poll(letters, patience).toEqual(['2017-06-01 kept']) // a letter is gathered after its tasks; later it would be one with the next
  const may = await tasksOf('check-5')
  await Promise.all(may.slice(0, 6).map(handIn))
  await killed(worker.child.pid)
  await Promise.all(may.slice(0, 6).map(handIn)) // whoever heard no answer asks again
  await to(endOfDay('2017-06-05'))
  await startWorker()
  await expect.poll(() => stateOf('check-5'), patience).toBe('settled')
  expect((await tasksOf('check-5')).map((task) => task.state).toSorted()).toEqual([
    ...Array<string>(6).fill('done'),
    ...Array<string>(6).fill('lapsed'),
  ])

  // June: no mail server when the digests are ready; then Temporal is killed, and units hand in all the same
  await registerPost({ database, cycle: CYCLE, post: 'office#1' }, { post: liaisonOf(units[0]!), mail: 'unit@example.gov.cn' })
  const { port } = mail
  await mail.close()
  await expect.poll(() => stateOf('check-6'), patience).toBe('scheduled')
  await to(at('2017-07-03', '08:30'), true)
  await expect.poll(async () => (await tasksOf('check-6')).length, patience).toBe(UNITS)
  await expect.poll(letters, patience).toEqual(['2017-06-01 kept', '2017-07-03 waiting'])
  await killed(temporal.pid)
  for (const task of await tasksOf('check-6')) await handIn(task)
  expect(await stateOf('check-6')).toBe('open')
  temporal = await startTemporal(path.join(folder, 'temporal'), home, Number(temporal.address.split(':')[1]))
  mail = await postOffice({}, port)
  await expect.poll(() => stateOf('check-6'), patience).toBe('settled')

  // July: the database is killed while units hand in
  await expect.poll(() => stateOf('check-7'), patience).toBe('scheduled')
  await to(at('2017-08-01', '08:30'), true)
  await expect.poll(async () => (await tasksOf('check-7')).length, patience).toBe(UNITS)
  const july = await tasksOf('check-7')
  await Promise.all(july.slice(0, 4).map(handIn))
  await killed(postgres.pid)
  await expect(handIn(july[4]!)).rejects.toThrow()
  postgres = await startPostgres({ dir: path.join(folder, 'postgres'), durable: true, port: postgres.port })
  for (const task of july) await handIn(task) // those of before once more: they get their first answer
  await expect.poll(() => stateOf('check-7'), patience).toBe('settled')

  await nothingLostNothingTwice()
  await everyMailOnce()
}, 300_000)

async function nothingLostNothingTwice(): Promise<void> {
  const tasks = await database.selectFrom('task').select(['step', 'unit', 'state']).where('cycle', '=', CYCLE).execute()
  const each = MONTHS.flatMap(({ key }) => units.map((unit) => `${key} ${unit}`))
  expect(tasks.map(({ step, unit }) => `${step} ${unit}`).toSorted()).toEqual(each.toSorted())
  expect(tasks.filter((task) => task.state === 'done')).toHaveLength(6 + 12 + 12)
  const submissions = await database.selectFrom('submission').select('task').where('cycle', '=', CYCLE).execute()
  expect(new Set(submissions.map((row) => row.task)).size).toBe(submissions.length)
  expect(submissions).toHaveLength(6 + 12 + 12)
  await expect.poll(() => chainEntries(database), patience).toBe(0)
  const lines = await exportLog(database, CYCLE)
  expect(verifyLog(lines)).toMatchObject({ ok: true })
  const entries = await database
    .selectFrom('entry')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('cycle', '=', CYCLE)
    .executeTakeFirstOrThrow()
  expect(lines).toHaveLength(Number(entries.count))
}

/** The letters to one unit: their day and state, and why where what became of one is not known. */
async function letters(): Promise<string[]> {
  const rows = await database
    .selectFrom('digest')
    .select(['day', 'state', 'message'])
    .where('cycle', '=', CYCLE)
    .where('post', '=', liaisonOf(units[0]!))
    .orderBy('day')
    .execute()
  return rows.map(({ day, state, message }) => `${day} ${state}${state === 'unknown' ? `：${message}` : ''}`)
}

/** In May the post had no mailbox. What was ready while the mail server was away came when it was back, once. */
async function everyMailOnce(): Promise<void> {
  await expect.poll(letters, patience).toEqual(['2017-06-01 kept', '2017-07-03 sent', '2017-08-01 sent'])
  expect(mail.arrived.map(({ to }) => to)).toEqual([['unit@example.gov.cn'], ['unit@example.gov.cn']])
  expect(new Set(mail.arrived.map(({ mail: { messageId } }) => messageId)).size).toBe(2)
}
