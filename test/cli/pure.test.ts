import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Trace } from '../../scoring/index.ts'
import { fixture, niankao, niankaoJson } from './command.ts'

type Scored = {
  hash: string
  resultHash: string
  units: { unit: string; total: string | null; published: string | null; rank: number | null; missing: string[]; trace?: Trace }[]
}
const PACK = 'dashiqiao-2017'
const FACTS = fixture('facts.yaml')
let folder: string
const file = (name: string, text: string): string => {
  const where = path.join(folder, name)
  fs.writeFileSync(where, text)
  return where
}

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-cli-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

describe('workdays', () => {
  test('ends two working days after Friday 2018-02-09 with Monday the 12th, because Sunday the 11th is worked', async () => {
    const { status, stdout } = await niankao(['workdays', '2018-02-09', '2'])
    expect(status).toBe(0)
    expect(stdout.split('\n')[0]).toMatch(/期限至 2018-02-12 24:00（北京时间）。$/)
    expect(stdout).toContain('2018-02-10 不计　周六，休息日')
    expect(stdout).toContain('2018-02-11 第 1 日　周日，国务院放假通知：调休上班')
    expect(stdout).toContain('2018-02-12 第 2 日　周一，工作日')
  })

  test('gives programs the instant, in UTC, and each day; and counts backwards', async () => {
    const { json } = await niankaoJson<{ instant: string; until: string; days: { date: string; counted: boolean }[] }>([
      'workdays',
      '2018-02-09',
      '2',
    ])
    expect(json).toMatchObject({ instant: '2018-02-12T16:00:00.000Z', until: '2018-02-12 24:00' })
    expect(json.days.filter((day) => day.counted).map((day) => day.date)).toEqual(['2018-02-11', '2018-02-12'])
    expect((await niankaoJson<{ date: string }>(['workdays', '2018-02-12', '-2'])).json.date).toBe('2018-02-09')
  })

  test('says what is wrong with a date or a number', async () => {
    expect(await niankao(['workdays', '2018-02-30', '2'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('2018-02-30') as string,
    })
    expect(await niankao(['workdays', '2018-02-09', '1e3'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('`1e3`') as string,
    })
  })
})

describe('score', () => {
  test('gives each unit its exact total, the published one, its rank, and says what is missing', async () => {
    const { status, json } = await niankaoJson<Scored>(['score', PACK, FACTS])
    expect(status).toBe(0)
    const of = (unit: string) => json.units.find((each) => each.unit === unit)
    expect(of('示例垂管单位甲')).toMatchObject({ total: '94.7', published: '94.70' })
    expect(of('示例垂管单位乙')).toMatchObject({ total: '96.9', published: '96.90', rank: 1 })
    expect(of('市环保局')).toMatchObject({ total: null, published: null, rank: null })
    expect(of('市环保局')!.missing.length).toBeGreaterThan(0)
    expect(json.resultHash).toMatch(/^[0-9a-f]{64}$/)
    expect(json.units.some((unit) => 'trace' in unit)).toBe(false)
  })

  test('shows the ranking with columns that line up under Chinese', async () => {
    const { stdout } = await niankao(['score', PACK, FACTS])
    expect(stdout).toMatch(/名次 +单位 +公布成绩/)
    expect(stdout).toMatch(/ 1 +示例垂管单位乙（虚构） +96\.90/)
  })

  test('names file, line and column of what is wrong with the facts', async () => {
    const wrong = file('wrong.yaml', `pack: ${PACK}\nunits:\n  示例垂管单位甲:\n    imported.raw: 1e3\n    nothing: "1"\n`)
    const { status, stderr } = await niankao(['score', PACK, wrong])
    expect(status).toBe(1)
    expect(stderr).toMatch(/wrong\.yaml:4:19 .*1e3/)
    expect(stderr).toMatch(/wrong\.yaml:5:\d+ .*nothing/)
    const { json } = await niankaoJson<{ error: { code: string; details: string[] } }>(['score', PACK, wrong])
    expect(json.error.code).toBe('bad-input')
    expect(json.error.details).toHaveLength(2)
  })
})

describe('verify and explain', () => {
  test('re-check the traces of an answer, and find a number that was changed', async () => {
    const { stdout } = await niankao(['score', PACK, FACTS, '--trace', '--json'])
    expect(await niankao(['verify', file('traces.json', stdout)])).toMatchObject({ status: 0 })
    const { trace } = (JSON.parse(stdout) as Scored).units.find((unit) => unit.total !== null)!
    const one = file('one.json', JSON.stringify(trace))
    expect(await niankao(['verify', one, '--pack', PACK])).toMatchObject({ status: 0, stderr: '' })
    const step = trace!.steps.find((each) => each.value === '94.7')!
    const forged = file('forged.json', JSON.stringify(trace).replaceAll(`"value":"${step.value}"`, '"value":"99.7"'))
    const { status, json } = await niankaoJson<{ holds: boolean; verdicts: { problems: { message: string }[] }[] }>(['verify', forged])
    expect([status, json.holds]).toEqual([1, false])
    expect(json.verdicts[0]!.problems.length).toBeGreaterThan(0)
  })

  test('want a trace, and the pack that it was made with', async () => {
    expect(await niankao(['verify', file('empty.json', '{}')])).toMatchObject({ status: 1 })
    const foreign = file(
      'foreign.json',
      JSON.stringify({ phase: 'score', pack: 'f'.repeat(64), subject: 'x', class: 'y', steps: [], result: {}, seal: '' }),
    )
    expect((await niankao(['verify', foreign])).stderr).toContain('--pack')
  })

  test('tell how a score came about, with the articles', async () => {
    const { status, stdout } = await niankao(['explain', PACK, FACTS, '示例垂管单位甲'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^示例垂管单位甲：总成绩 94\.7，公布成绩 94\.70\n/)
    expect(stdout).toContain('四(四)3')
    expect(await niankao(['explain', PACK, FACTS, '没有的单位'])).toMatchObject({ status: 1 })
  })
})

describe('questions', () => {
  test('are told with what was chosen, who decided it, and the holes of the regulation that each answers', async () => {
    const { status, json } = await niankaoJson<{
      questions: { key: string; decided: unknown; holes: { code: string; articles: string[] }[] }[]
      open: unknown[]
    }>(['questions', 'heshan-2013'])
    expect([status, json.open]).toEqual([0, []])
    const answering = (code: string) => json.questions.filter(({ holes }) => holes.some((hole) => hole.code === code)).map(({ key }) => key)
    expect(answering('quota-rounding')).toEqual(['quota-rounding'])
    expect(answering('stated-count')).toEqual(['sequences'])
    expect(json.questions.every(({ decided }) => decided === null)).toBe(true)
    const { stdout } = await niankao(['questions', 'heshan-2013'])
    expect(stdout).toMatch(/规则包 heshan-2013：登记 \d+ 项，未决定 \d+ 项；原文留下而没有登记回答的 0 处。/)
  })
})

describe('lint and template', () => {
  test('find nothing wrong with the pack of the product, and run its worked examples', async () => {
    const { status, json } = await niankaoJson<{ findings: { severity: string }[]; cases: { passed: number; failed: unknown[] } }>([
      'lint',
      PACK,
    ])
    expect(status).toBe(0)
    expect(json.findings.filter((finding) => finding.severity === 'error')).toEqual([])
    expect(json.cases.failed).toEqual([])
    expect(json.cases.passed).toBeGreaterThanOrEqual(40)
  })

  test('take a folder as well as a key, and say where an unreadable pack is wrong', async () => {
    const copy = path.join(folder, 'pack')
    fs.cpSync(fileURLToPath(new URL(`../../packs/${PACK}`, import.meta.url)), copy, { recursive: true })
    expect(await niankao(['lint', copy])).toMatchObject({ status: 0 })
    fs.appendFileSync(path.join(copy, 'pack.yaml'), 'unknown: key\n')
    const { status, stderr } = await niankao(['lint', copy])
    expect([status, stderr]).toEqual([1, expect.stringMatching(/pack\.yaml:\d+:\d+ .*unknown/)])
  })

  test('make an empty facts file that can be scored as it is', async () => {
    const { stdout } = await niankao(['template', PACK])
    const { status, json } = await niankaoJson<Scored>(['score', PACK, file('empty.yaml', stdout)])
    expect(status).toBe(0)
    expect(json.units.every((unit) => unit.total === null)).toBe(true)
  })

  test('make a file of made-up facts that says so, the same for the same seed, with which every unit can be scored', async () => {
    const { stdout } = await niankao(['template', PACK, '--sample', '7'])
    expect(stdout).toMatch(/^# .*虚构.*--sample "7"/)
    expect((await niankao(['template', PACK, '--sample', '7'])).stdout).toBe(stdout)
    const { json } = await niankaoJson<Scored>(['score', PACK, file('sample.yaml', stdout)])
    expect(json.units.filter((unit) => unit.total === null)).toEqual([])
  })
})

test('the pure verbs load no server, no database and no workflow', async () => {
  const loaded = path.join(folder, 'loaded')
  const commands = [
    ['workdays', '2018-02-09', '2'],
    ['lint', PACK],
    ['questions', PACK],
    ['template', PACK],
    ['score', PACK, FACTS],
    ['explain', PACK, FACTS, '示例垂管单位甲'],
    ['whatif', PACK, FACTS, '--set', 'scoring.published.places=1'],
    ['margins', PACK, FACTS],
    ['diff', PACK, PACK],
    ['shadow', PACK, FACTS, PACK],
  ]
  for (const command of commands) expect(await niankao(command, { NODE_V8_COVERAGE: loaded })).toMatchObject({ status: 0 })
  const reports = fs.readdirSync(loaded).map((name) => fs.readFileSync(path.join(loaded, name), 'utf8'))
  const urls = reports.flatMap((text) => (JSON.parse(text) as { result: { url: string }[] }).result.map((each) => each.url))
  expect(urls.some((url) => url.endsWith('/client/cli/program.ts'))).toBe(true)
  expect(
    urls.filter((url) => /node_modules\/(@temporalio|pg|kysely|fastify|node-pg-migrate)\/|\/records\/(database|transaction)\.ts/.test(url)),
  ).toEqual([])
})
