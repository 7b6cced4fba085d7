import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openCycle } from '../../client/verbs/open-cycle.ts'
import { openDatabase, type Database } from '../../records/database.ts'
import { niankao, niankaoJson, start, until, type Started } from '../cli/command.ts'
import { readPack } from '../support/packs.ts'
import { prepareServer, type Server } from './server.ts'

const PACK = 'dashiqiao-2017'
let server: Server
beforeAll(async () => {
  server = await prepareServer({ bundled: true })
})
afterAll(() => server.remove())

/** The address that the log of an HTTP process names. */
const addressOf = ({ said }: Started): string => /"address":"([^"]+)"/.exec(said())?.[1] ?? ''

async function stopped(...processes: Started[]): Promise<(number | null)[]> {
  for (const { child } of processes) child.kill('SIGTERM')
  return (await Promise.all(processes.map((each) => each.ended))).map((each) => each.status)
}

describe('worker and HTTP as processes of their own, on servers that others run', () => {
  type Task = { id: string; step: string; assigneeUnit: string | null; dueAt: string }
  let [worker, http]: Started[] = []
  const cycle = 'on-servers'
  let task: Task

  beforeAll(async () => {
    ;[worker, http] = [start('worker/main.ts', [], server.env), start('client/api/main.ts', [], server.env)]
    await Promise.all([until(worker, /已就绪/), until(http, /已就绪/)])
  })
  afterAll(async () => {
    if (worker && http) await stopped(worker, http)
  })

  test('open the steps of a cycle that the command line sees', async () => {
    const database = openDatabase(server.clone.url)
    try {
      const clockAt = '2017-03-27T01:00:00.000Z' // nine in the morning of the plan's first day
      await openCycle(database, { id: cycle, pack: readPack(PACK), seed: '1', post: 'office#1', kind: 'rehearsal', clockAt })
      await expect.poll(() => tasksIn(database), { timeout: 20_000 }).toBeGreaterThan(40)
    } finally {
      await database.destroy()
    }
    expect(await niankaoJson(['cycle', 'list'], server.env)).toMatchObject({ status: 0, json: [{ id: cycle, kind: 'rehearsal' }] })
    expect(await (await fetch(`${addressOf(http!)}/api/cycles`)).json()).toMatchObject([{ id: cycle }])
  })

  test('show how far the year is, and who is waited for', async () => {
    const { status, stdout } = await niankao(['cycle', 'status', cycle], server.env)
    expect(status).toBe(0)
    expect(stdout).toMatch(/【正在等】\n {2}.+：等.+办理 \d+ 项（期限 2017-04-\d\d 24:00/)
    const { json } = await niankaoJson<Task[]>(['task', 'list', cycle, '--state', 'open'], server.env)
    task = json.find((each) => each.assigneeUnit !== null)!
    expect(task.dueAt).toMatch(/^2017-04-\d\dT16:00:00\.000Z$/)
  })

  test('find the cycle by the task, and turn down what is wrong, in words and for programs', async () => {
    const content = path.join(server.home, 'content.yaml')
    fs.writeFileSync(content, 'indicators: 12\n')
    const stranger = await niankaoJson<{ error: object }>(['submit', task.id, content, '--as', 'office#1'], server.env)
    expect(stranger).toMatchObject({ status: 1, json: { error: { code: 'wrong-role' } } })
    const malformed = await niankao(['submit', task.id, content, '--as', `${task.assigneeUnit}/联络员`], server.env)
    expect(malformed).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('indicators') as string })
    const unknown = await niankaoJson<unknown>(['decide', '999999999', 'accepted', '--as', 'office#1'], server.env)
    expect(unknown).toMatchObject({ status: 1, json: { error: { code: 'not-found' } } })
    expect(await niankaoJson(['cycle', 'open', PACK], server.env)).toMatchObject({ status: 1, json: { error: { code: 'conflict' } } })
  })

  test('extend a task by a document, log it, and tell whom it concerns', async () => {
    const grounds = ['--until', '2017-04-28', '--document', '考核办〔2017〕1号', '--reason', '汛情']
    const { status, stdout } = await niankao(['extend', task.id, '--as', 'office#1', ...grounds], server.env)
    expect([status, stdout]).toEqual([0, expect.stringContaining('→ 2017-04-28 24:00')])
    const file = path.join(server.home, 'log.jsonl')
    expect(await niankao(['log', 'export', cycle, file], server.env)).toMatchObject({ status: 0 })
    const lines = fs.readFileSync(file, 'utf8').trim().split('\n')
    expect(lines.at(-1)).toContain('考核办〔2017〕1号')
    expect(await niankao(['log', 'verify', cycle], server.env)).toMatchObject({ status: 0 })
    expect(await niankao(['log', 'verify', file])).toMatchObject({ status: 0 })
    fs.writeFileSync(file, `${lines.with(-1, lines.at(-1)!.replace('1号', '2号')).join('\n')}\n`)
    expect(await niankao(['log', 'verify', file])).toMatchObject({ status: 1, stdout: expect.stringContaining('被改动') as string })
    expect((await niankao(['notice', 'list', cycle], server.env)).stdout).toContain('新任务：')
  })

  test('run a rehearsal of the command line, which ends in order when it is interrupted', async () => {
    const rehearsal = start('client/cli/main.ts', ['rehearse', PACK], server.env)
    await until(rehearsal, /任务按时 [1-9]/)
    rehearsal.child.kill('SIGINT')
    rehearsal.child.kill('SIGINT') // npm forwards what the terminal sent already
    expect((await rehearsal.ended).status).toBe(130)
    expect((await niankaoJson<unknown[]>(['cycle', 'list'], server.env)).json).toHaveLength(2)
  })

  test('end with status 0 on SIGTERM, and leave no connection behind', async () => {
    expect(await stopped(worker!, http!)).toEqual([0, 0])
    expect(worker!.said()).toContain('已停止')
  })
})

async function tasksIn(database: Database): Promise<number> {
  return (await database.selectFrom('task').select('id').execute()).length
}

describe('a process that cannot start', () => {
  test.each([
    ['worker/main.ts', { TEMPORAL_ADDRESS: 'x:1' }, /DATABASE_URL/],
    ['client/api/main.ts', {}, /DATABASE_URL/],
    ['client/api/main.ts', { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' }, /连接不上 DATABASE_URL/],
    ['worker/main.ts', { DATABASE_URL: 'nonsense', HTTP_PORT: 'x' }, /DATABASE_URL[^]*HTTP_PORT/],
  ])('%s with %j ends with status 1 and says why', async (entrance, env, sentence) => {
    const { status, stdout, stderr } = await start(entrance, [], env as Record<string, string>).ended
    expect([status, stdout + stderr]).toEqual([1, expect.stringMatching(sentence)])
  })

  test('says so when Temporal does not answer', async () => {
    const { status, stdout } = await start('worker/main.ts', [], { ...server.env, TEMPORAL_ADDRESS: '127.0.0.1:1' }).ended
    expect([status, stdout]).toEqual([1, expect.stringContaining('连接不上 TEMPORAL_ADDRESS')])
  })

  test('says so when its port is taken', async () => {
    const first = start('client/api/main.ts', [], server.env)
    await until(first, /已就绪/)
    const port = new URL(addressOf(first)).port
    const second = await start('client/api/main.ts', [], { ...server.env, HTTP_PORT: port }).ended
    expect([second.status, second.stdout]).toEqual([1, expect.stringContaining(`端口 ${port}（127.0.0.1）已被占用`)])
    expect(await stopped(first)).toEqual([0])
  })
})

test('an account that may not migrate is enough, when the administrator’s is given for that', async () => {
  const role = `app_${server.clone.name}`
  const admin = new pg.Client({ connectionString: inject('postgres') })
  await admin.connect()
  try {
    await admin.query(`create role ${role} login password 'geheim'`)
    const own = new URL(server.clone.url)
    own.username = role
    own.password = 'geheim'
    const http = start('client/api/main.ts', [], { ...server.env, DATABASE_URL: own.href, DATABASE_ADMIN_URL: server.clone.url })
    await until(http, /已就绪/)
    expect((await fetch(`${addressOf(http)}/api/cycles`)).status).toBe(200)
    expect(await stopped(http)).toEqual([0])
  } finally {
    await admin.query(`drop role if exists ${role}`)
    await admin.end()
  }
})
