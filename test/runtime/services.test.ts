import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Connection } from '@temporalio/client'
import { NativeConnection, Worker } from '@temporalio/worker'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bundleTo } from '../../runtime/bundle.ts'
import { dataFolder } from '../../runtime/postgres-cluster.ts'
import { pidsWithArgument } from '../../runtime/process.ts'
import { startServices, type Services } from '../../runtime/services.ts'
import { RETENTION_DAYS } from '../../runtime/temporal.ts'
import { TASK_QUEUE } from '../../workflows/ids.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const installedIn = process.env['NIANKAO_HOME'] ?? path.join(project, '.niankao')

let home: string
const started: Services[] = []

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-services-'))
  fs.chmodSync(home, 0o755)
  fs.copyFileSync(path.join(installedIn, 'tools.json'), path.join(home, 'tools.json'))
})

afterEach(async () => {
  await Promise.all(started.splice(0).map((services) => services.stop()))
  fs.rmSync(home, { recursive: true, force: true })
})

async function start(): Promise<Services> {
  const services = await startServices({ home, durable: false })
  started.push(services)
  return services
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** Runs a script of ours without blocking: the worker in this process must go on. */
async function outcome(args: string[], env: NodeJS.ProcessEnv): Promise<{ status: number | null; stdout: string }> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] })
  let stdout = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, stdout })))
}

const serverPids = () => [
  ...pidsWithArgument(dataFolder(path.join(home, 'postgres'))),
  ...pidsWithArgument(path.join(home, 'temporal', 'temporal.db')),
]

describe('the servers of a folder', () => {
  test('keep what they were told over a restart', async () => {
    const first = await start()
    await query(first.databaseUrl, `create table kept as select '年考' as name`)
    await first.stop()
    expect(serverPids()).toEqual([])

    const second = await start()
    expect(await query(second.databaseUrl, 'select name from kept')).toEqual([{ name: '年考' }])
    const connection = await Connection.connect({ address: second.temporalAddress })
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' })
    await connection.close()
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(RETENTION_DAYS * 86_400)
  })

  test('tell the health check of a container whether this machine has a worker', async () => {
    const { temporalAddress: address } = await start()
    const health = () => outcome([path.join(project, 'scripts/worker-health.ts')], { TEMPORAL_ADDRESS: address })
    expect((await health()).status).toBe(1)

    const connection = await NativeConnection.connect({ address })
    const codePath = path.join(home, 'workflows.js')
    await bundleTo(codePath)
    const worker = await Worker.create({ connection, taskQueue: TASK_QUEUE, workflowBundle: { codePath } })
    const running = worker.run()
    await sleep(500) // its first request for work
    const { status, stdout } = await health()
    worker.shutdown()
    await running
    await connection.close()
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^last heard of \d s ago\n$/)])
  })

  test('say when one of them ends by itself', async () => {
    const services = await start()
    for (const pid of pidsWithArgument(path.join(home, 'temporal', 'temporal.db'))) process.kill(pid, 'SIGKILL')
    await expect(services.failure).rejects.toThrow('Temporal ended by itself')
  })

  test('are not started when others are given, and those are never stopped', async () => {
    const services = await startServices({ home, durable: false, databaseUrl: 'postgres://db/niankao', temporalAddress: 'temporal:7233' })
    await services.stop()
    expect(services).toMatchObject({ databaseUrl: 'postgres://db/niankao', temporalAddress: 'temporal:7233' })
    expect(fs.readdirSync(home)).toEqual(['tools.json'])
  })

  test('are all stopped when one cannot start, and the reason is a sentence', async () => {
    fs.rmSync(path.join(home, 'tools.json'))
    await expect(start()).rejects.toThrow(/请先运行 npm run setup。\(Temporal is not installed: run `npm run setup`\.\)/)
    expect(serverPids()).toEqual([])
  })

  test.runIf(process.platform === 'linux' && fs.existsSync('/usr/bin/setpriv'))('end with their owner, even if it is killed', async () => {
    const holder = spawn(process.execPath, [path.join(project, 'test/runtime/hold-services.ts'), home], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    expect(serverPids().length).toBeGreaterThanOrEqual(2)

    const rival = spawnSync(process.execPath, [path.join(project, 'test/runtime/hold-services.ts'), home], { encoding: 'utf8' })
    expect(rival.stderr).toContain(`is running as pid ${holder.pid}`)
    expect(rival.status).toBe(1)

    holder.kill('SIGKILL')
    for (let i = 0; i < 200 && serverPids().length > 0; i++) await sleep(50)
    expect(serverPids()).toEqual([])
    await start() // what the killed one left behind is in nobody's way
  })
})
