import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openCycle } from '../../client/verbs/open-cycle.ts'
import { findRunning } from '../../runtime/running.ts'
import { readConfig, type Config } from '../../worker/config.ts'
import { startSystem } from '../../worker/system.ts'
import { readPack } from '../support/packs.ts'
import { prepareServer, type Server } from './server.ts'

let server: Server
let config: Config
let said: string[]
const say = (sentence: string) => void said.push(sentence)
const owner = () => fs.existsSync(path.join(server.home, 'owner'))

beforeAll(async () => {
  server = await prepareServer()
  config = readConfig(server.env)
})
beforeEach(() => {
  said = []
})
afterAll(() => server.remove()) // fails when a system left a connection open

describe('the whole system', () => {
  test('starts, answers, works, tells others where it is, and stops without a trace', async () => {
    const system = await startSystem({ config, say, http: true })
    try {
      expect((await fetch(`${system.address}/api/cycles`)).status).toBe(200)
      const running = findRunning(server.home)
      expect(running).toMatchObject({ pid: process.pid, databaseUrl: server.clone.url, httpPort: Number(new URL(system.address!).port) })
      await system.restartWorker() // what follows is done by another worker
      await openCycle(system.database, {
        id: 'one',
        pack: readPack('dashiqiao-2017'),
        seed: '1',
        post: 'office#1',
        kind: 'rehearsal',
        clockAt: '2017-03-27T00:00:00.000Z',
      })
      await expect.poll(() => stepsScheduled(system.database), { timeout: 20_000 }).toBeGreaterThan(0)
    } finally {
      await system.stop()
      await system.stop() // a second time means nothing
    }
    expect([owner(), findRunning(server.home)]).toEqual([false, undefined])
    expect(said).toEqual([`HTTP 已开放：${system.address}`])
  })

  test('bundles the workflows once for the same sources', async () => {
    const folder = path.join(server.home, 'workflows')
    const [name] = fs.readdirSync(folder)
    const made = fs.statSync(path.join(folder, name!)).mtimeMs
    await (await startSystem({ config, say })).stop()
    expect(fs.readdirSync(folder)).toEqual([name])
    expect(fs.statSync(path.join(folder, name!)).mtimeMs).toBe(made)
  })
})

describe('a start that fails', () => {
  test('on a taken port says so and gives the folder free again', async () => {
    const other = net.createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as net.AddressInfo
    await expect(startSystem({ config: { ...config, http: { host: '127.0.0.1', port } }, say, http: true })).rejects.toThrow(`端口 ${port}`)
    expect(owner()).toBe(false)
    other.close()
  })

  test('half-way, at a Temporal that does not answer, takes back what it began', async () => {
    await expect(startSystem({ config: { ...config, temporal: { address: '127.0.0.1:1', namespace: 'default' } }, say })).rejects.toThrow(
      'TEMPORAL_ADDRESS',
    )
    expect(owner()).toBe(false)
  })

  test('at a database that does not answer names it', async () => {
    const database = { url: 'postgres://a:b@127.0.0.1:1/c', adminUrl: 'postgres://a:b@127.0.0.1:1/c' }
    await expect(startSystem({ config: { ...config, database }, say })).rejects.toThrow('连接不上 DATABASE_URL')
    expect(owner()).toBe(false)
  })

  test('because the folder is taken names who has it, and leaves it to him', async () => {
    const first = await startSystem({ config, say })
    try {
      await expect(startSystem({ config, say })).rejects.toThrow(`进程 ${process.pid}`)
      expect(owner()).toBe(true)
    } finally {
      await first.stop()
    }
  })

  test('because the folder cannot be made is one sentence', async () => {
    const file = path.join(server.home, 'a-file')
    fs.writeFileSync(file, '')
    await expect(startSystem({ config: { ...config, home: path.join(file, 'home') }, say })).rejects.toThrow('没有权限写入')
  })

  test('because it was interrupted stops at the next stage', async () => {
    const reason = new Error('enough')
    await expect(startSystem({ config, say, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(owner()).toBe(false)
  })
})

async function stepsScheduled(database: Awaited<ReturnType<typeof startSystem>>['database']): Promise<number> {
  const rows = await database.selectFrom('step').select('key').where('cycle', '=', 'one').where('state', '!=', 'planned').execute()
  return rows.length
}
