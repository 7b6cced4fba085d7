import { describe, expect, test } from 'vitest'
import { niankao, niankaoJson } from './command.ts'

describe('a command line that means nothing', () => {
  test.each([
    [['frobnicate'], '没有命令 `frobnicate`'],
    [['score', 'x'], '缺少参数 `facts`'],
    [['decide', '1', 'accepted'], '缺少选项 `--as <post>`'],
    [['extend', '1', '--as', 'a', '--until', '2018-01-02', '--reason', 'r'], '缺少选项 `--document <text>`'],
    [['lint', 'x', '--loud'], '没有选项 `--loud`'],
    [['task', 'list', '--state', 'odd'], '应为 open, done, lapsed, cancelled, all 之一'],
    [['notice', 'list', 'x', '--limit', '1e3'], '`--limit <n>` 的取值不对'],
    [['template', 'a', 'b'], '参数过多'],
    [['submit', '12', '--as', 'a'], '缺少内容文件'],
    [['submit', 'content.yaml', '--as', 'a', '--step', 's'], '应同时给出 --cycle 和 --step'],
    [['appeal', '12', '--as', 'a'], '反馈单任务编号'],
    [['post', 'set', 'c', 'p', '--as', 'a'], '应给出 --name、--mail、--no-mail、--phone 或 --no-phone，说明登记什么。'],
    [['notice', 'list', 'c', '--day', '2018-02-30'], '--day 应为历法上存在的日期'],
    [['cycle'], '请指明子命令'],
  ])('%j ends with status 2 and one Chinese sentence', async (args, sentence) => {
    const { status, stdout, stderr } = await niankao(args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(sentence)
    expect(stderr).toContain('用法：niankao')
  })

  test('is an object for programs', async () => {
    const { status, json, stderr } = await niankaoJson<unknown>(['frobnicate'])
    expect([status, stderr]).toEqual([2, ''])
    expect(json).toMatchObject({ error: { code: 'usage', message: expect.stringContaining('frobnicate') as string } })
  })
})

describe('a request that is turned down', () => {
  test('ends with status 1 and a sentence on the standard error', async () => {
    const { status, stdout, stderr } = await niankao(['lint', 'no-such-pack'])
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^没有名为 `no-such-pack` 的规则包/)
    expect(await niankao(['verify', 'no-such-file.json'])).toMatchObject({ status: 1, stderr: '没有文件 `no-such-file.json`。\n' })
  })

  test('names the folder that an export cannot be written to, before anything is started', async () => {
    const { status, stderr } = await niankao(['log', 'export', 'c', '/no-such-folder/log.jsonl'])
    expect([status, stderr]).toEqual([1, '没有文件夹 `/no-such-folder`，日志不能写入其中；请先建立。\n'])
  })

  test('is an object with code, message and details for programs', async () => {
    const { status, json, stderr } = await niankaoJson<{ error: object }>(['lint', 'no-such-pack'])
    expect([status, stderr]).toEqual([1, ''])
    expect(json.error).toEqual({ code: 'not-found', message: expect.any(String) as string, details: expect.any(Array) as string[] })
  })

  test('reports all settings that are wrong together, before anything is started', async () => {
    const { status, stderr } = await niankao(['cycle', 'list'], { DATABASE_URL: 'mysql://x', HTTP_PORT: 'loud' })
    expect(status).toBe(1)
    for (const name of ['DATABASE_URL', 'HTTP_PORT']) expect(stderr).toContain(name)
  })
})
