import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { publish } from '../../client/verbs/publish.ts'
import { computeStep, putFacts } from '../support/small-pack/stages.ts'
import { office, openYear, useDatabase, type Year } from '../support/small-pack/year.ts'
import { niankao, type Ended } from './command.ts'

const base = useDatabase()
const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-cli-versions-')), '档案')
let year: Year

/** A command on the database of the test; nothing of Temporal is needed, what is to be told waits in the outbox. */
const run = (...args: string[]): Promise<Ended> => niankao(args, { DATABASE_URL: base.url, TEMPORAL_ADDRESS: '127.0.0.1:1' })

beforeAll(async () => {
  year = await openYear(base)
  await putFacts(year)
  await year.moveTo('2018-01-02T00:30:00.000Z')
  await year.openNow('computation')
  await computeStep(year, 'computation')
})
afterAll(() => fs.rmSync(path.dirname(folder), { recursive: true, force: true }))

test('a year is amended from the command line: preview, proposal, decision, and the list of versions', async () => {
  const { cycle } = year
  const set = ['--set', 'scoring.published.places=1', 'plan.publication.due={ workingDays: "3", after: opened }']
  const [preview, wrong, neither] = await Promise.all([
    run('cycle', 'amend', cycle, ...set, '--preview', '--as', office),
    run('cycle', 'amend', cycle, '--set', 'scoring.publisht.places=1', '--preview', '--as', office),
    run('cycle', 'amend', cycle, '--as', office),
  ])
  expect(preview.stdout).toContain('【修订】第 1 版 → 第 2 版')
  expect(preview.stdout).toMatch(/改动 +publication +publication +前置办结后第 1 个工作日 至 开始后第 1 个工作日 +.*开始后第 3 个工作日/)
  expect(preview.stdout).toMatch(/成绩 +甲局 +部门 +203\.00 → 203\.0/)
  expect(preview.status).toBe(0)

  expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining('改动有 1 处不能成立')])
  expect([neither.status, neither.stderr]).toEqual([2, expect.stringContaining('二者取一')])

  const proposed = await run('cycle', 'amend', cycle, ...set, '--document', '小字8号', '--reason', '取一位', '--as', office)
  expect(proposed.stdout).toContain(`已提出第 1 次修订，待另一岗位决定：cycle decide-amendment ${cycle} 1`)
  const decided = await run('cycle', 'decide-amendment', cycle, '1', 'approve', '--as', '考核办#2')
  expect(decided.stdout).toContain('第 1 次修订已生效')
  const [listed, old, none] = await Promise.all([
    run('cycle', 'amendments', cycle),
    run('explain', cycle, '甲局', '--computation', '1'),
    run('explain', cycle, '甲局', '--computation', '2'),
  ])
  expect(listed.stdout).toMatch(/小字8号 +考核办1号岗 .* 同意 +考核办2号岗/)
  expect(old.stdout).toContain('203.00')
  expect([none.status, none.stderr]).toEqual([1, expect.stringContaining('应为第 1 至 1 次计算，实为第 2 次')])
}, 120_000) // prettier-ignore

test('a year that is over is sent round, closed, written out and checked from the command line', async () => {
  const { cycle, database } = year
  expect((await run('cycle', 'circular', cycle)).stdout).toContain('（草稿，尚未公布）')
  await year.openNow('publication', { opens: '2018-01-02', due: '2018-01-03' })
  await publish(year.as(office), { task: (await year.task('publication', 'publish')).id, document: '小字9号' })
  const [early, nobody] = await Promise.all([run('cycle', 'archive', cycle, folder, '--as', office), run('cycle', 'archive', cycle, folder)])
  expect([nobody.status, nobody.stderr]).toEqual([2, expect.stringContaining('--as <岗位>')])
  expect([early.status, early.stderr]).toEqual([1, expect.stringContaining('个环节没有办结')])
  expect(fs.existsSync(folder)).toBe(false)
  const now = '2018-03-30T00:00:00.000Z'
  await sql`update step set state = 'settled', settled_at = ${now}, opens_at = coalesce(opens_at, ${now}), due_at = coalesce(due_at, ${now}) where cycle = ${cycle}`.execute(database)
  await sql`insert into digest (id, cycle, post, day) select distinct cycle || '/' || post, cycle, post, date '2018-03-30' from notice where cycle = ${cycle}`.execute(database)
  await sql`update notice set digest = cycle || '/' || post where cycle = ${cycle}`.execute(database)

  const written = await run('cycle', 'archive', cycle, folder, '--as', office, '--document', '归字1号')
  const manifest = /--manifest ([0-9a-f]{64})/.exec(written.stdout)?.[1] ?? ''
  expect(written.stdout).toMatch(/全年档案已写入/)
  const trace = path.join(path.dirname(folder), 'trace.json')
  fs.writeFileSync(trace, fs.readFileSync(path.join(folder, 'results/1/units.jsonl'), 'utf8').split('\n')[0]!)
  const [checked, log, verified] = await Promise.all([
    niankao(['archive', 'verify', folder, '--manifest', manifest]),
    niankao(['log', 'verify', path.join(folder, 'log.jsonl')]),
    niankao(['verify', trace, '--pack', path.join(folder, 'packs', `${year.pack.hash}.json`)]),
  ])
  expect([checked.status, checked.stdout]).toEqual([0, expect.stringMatching(/档案完整：\d+ 个文件与清单相符/)])
  expect([log.status, log.stdout]).toEqual([0, expect.stringContaining('逐条相符')])
  expect([verified.status, verified.stdout]).toEqual([0, expect.stringContaining('逐行复验相符')])
  fs.appendFileSync(path.join(folder, 'circular.md'), '改')
  const changed = await niankao(['archive', 'verify', folder])
  expect([changed.status, changed.stdout]).toEqual([1, expect.stringContaining('档案有 1 处不符：\n  文件 circular.md 被改动')])
}, 120_000) // prettier-ignore
