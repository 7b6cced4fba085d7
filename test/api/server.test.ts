import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildServer } from '../../client/api/server.ts'
import { openDatabase, type Database } from '../../records/database.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'

let clone: TestDatabase
let database: Database
let server: FastifyInstance
let pages: string

beforeAll(async () => {
  pages = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-pages-'))
  fs.mkdirSync(path.join(pages, 'assets'))
  fs.writeFileSync(path.join(pages, 'index.html'), '<title>年考</title>')
  fs.writeFileSync(path.join(pages, 'assets', 'index-1.js'), '1')
  clone = await cloneDatabase()
  database = openDatabase(clone.url)
  server = await buildServer({ database, consoleDirectory: pages })
})
afterAll(async () => {
  await server.close()
  await database.destroy()
  await clone.drop()
  fs.rmSync(pages, { recursive: true, force: true })
})

const errorOf = async (url: string, method: 'GET' | 'POST' = 'GET') => {
  const response = await server.inject({ url, method })
  return [response.statusCode, response.json<{ error: { code: string; message: string } }>().error] as const
}

describe('errors are sentences', () => {
  test.each([
    ['/api/cycles/2030', 404, 'not-found', '没有名为“2030”的年度考评周期'],
    ['/api/cycles/2030/units/市环保局', 404, 'not-found', '没有名为“2030”的年度考评周期'],
    [`/api/cycles/${'长'.repeat(81)}`, 400, 'bad-input', '请求不符合要求：cycle：'],
    ['/api/cycles/%E0%A4%A', 400, 'bad-input', '请求无法读取'],
    ['/api/nothing', 404, 'not-found', '没有 GET /api/nothing 这个地址。'],
    ['/nothing?x=1', 404, 'not-found', '没有 GET /nothing 这个地址。'],
  ])('%s', async (url, status, code, words) => {
    const [found, error] = await errorOf(url.includes('%') ? url : encodeURI(url))
    expect([found, error.code]).toEqual([status, code])
    expect(error.message).toContain(words)
  })

  test('nothing can be written', async () => {
    expect((await errorOf('/api/cycles', 'POST'))[0]).toBe(404)
  })

  test('what nobody foresaw is not told to the reader, but to whoever runs the server', async () => {
    const gone = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none')
    const heard: Error[] = []
    const lonely = await buildServer({ database: gone, onError: (error) => heard.push(error) })
    const response = await lonely.inject('/api/cycles')
    expect([response.statusCode, response.json<unknown>()]).toEqual([
      500,
      { error: { code: 'internal', message: '服务器内部出错，请求未能完成；详情见服务器日志。' } },
    ])
    expect(heard).toHaveLength(1)
    expect((await lonely.inject('/api/health')).statusCode).toBe(503)
    await lonely.close()
    await gone.destroy()
  })
})

describe('the pages', () => {
  test('are asked for each time, their parts are kept', async () => {
    expect((await server.inject('/')).headers['cache-control']).toBe('no-cache')
    expect((await server.inject('/assets/index-1.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await server.inject('/api/cycles')).headers['cache-control']).toBe('no-store')
  })

  test('of a year and a unit are the same document', async () => {
    for (const url of ['/', '/cycles/2017', `/cycles/2017/units/${encodeURIComponent('市环保局')}`])
      expect((await server.inject(url)).body).toBe('<title>年考</title>')
  })

  test('work on an intranet without TLS, and load nothing from elsewhere', async () => {
    const { headers } = await server.inject('/')
    expect(headers['strict-transport-security']).toBeUndefined()
    const policy = String(headers['content-security-policy'])
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(policy).not.toContain('https:')
  })

  test('must have been built', async () => {
    const server = buildServer({ database, consoleDirectory: path.join(pages, 'assets') })
    await expect(server).rejects.toThrow('没有 index.html')
  })
})

test('health', async () => {
  expect((await server.inject('/api/health')).json<unknown>()).toEqual({ ok: true })
})
