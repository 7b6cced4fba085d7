import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPack } from '../../client/packs.ts'
import { rehearse, type RehearsalReport } from '../../client/rehearsal/index.ts'
import { mondayOf } from '../../client/rehearsal/report/load.ts'
import { reportPage } from '../../client/report-page/page.ts'
import { launchBrowser } from '../console/browser.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

const { pack } = readPack(fileURLToPath(new URL('../packs/county', import.meta.url)))
let system: TestSystem
let report: RehearsalReport
let browser: Browser
let page: Page
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'report-'))
const requests: string[] = []
let outages = 0

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startTestSystem(), launchBrowser()])
  const incidents = [{ kind: 'outage', on: pack.plan.at(3)?.opens as string, at: '11:00', of: 'worker' }] as const
  report = await rehearse({
    database: system.database,
    pack,
    cycle: system.cycleId('report'),
    seed: 'report',
    incidents,
    restart: { worker: async () => void outages++ },
  })
  const file = path.join(folder, 'report.html')
  fs.writeFileSync(file, reportPage(pack, report))
  page = await browser.newPage()
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(`file://${file}`)
}, 300_000)
afterAll(async () => {
  await browser.close()
  await system.stop()
  fs.rmSync(folder, { recursive: true })
})

const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> => (await query.execute(system.database)).rows[0] as T

describe('what the report says', () => {
  test('every task that was not cancelled is on the desk of exactly one office, and in exactly one week', async () => {
    const { tasks } = await one(sql<{ tasks: number }>`
      select count(*)::int as tasks from task where cycle = ${report.cycle} and state <> 'cancelled'`)
    const { offices, weeks } = report.load
    expect(offices.reduce((sum, office) => sum + office.tasks, 0)).toBe(tasks)
    expect(offices.flatMap((office) => office.weekly).reduce((sum, count) => sum + count, 0)).toBe(tasks)
    expect(weeks.map(mondayOf)).toEqual(weeks)
    expect(new Set(weeks).size).toBe(weeks.length)
  })

  test('most tasks of the office lay open at once when the rows say so', async () => {
    const office = pack.roster.bodies.find((body) => body.role === 'office')!
    const { most } = await one(sql<{ most: number }>`
      select max(open)::int as most from (
        select (select count(*) from task o where o.cycle = t.cycle and o.assignee_body = t.assignee_body and o.state <> 'cancelled'
          and o.opened_at <= t.opened_at and coalesce(o.done_at, o.due_at) >= t.opened_at) as open
        from task t where t.cycle = ${report.cycle} and t.assignee_body = ${office.key}) counted`)
    expect(report.load.offices.find((each) => each.key === `body/${office.key}`)?.peak?.open).toBe(most)
  })

  test('every notice is there, and every step has ended', async () => {
    expect(report.letters).toHaveLength(report.notices)
    expect(report.steps.map((step) => step.key)).toEqual(pack.plan.map((step) => step.key))
    expect(report.steps.filter((step) => step.settledAt === null)).toEqual([])
  })

  test('complaint 25: it is the real roster that takes part, through its own posts: every unit has tasks, and nobody else acts', async () => {
    const asked = await system.database.selectFrom('task').select('assignee_unit').distinct().where('cycle', '=', report.cycle).execute()
    const units = pack.roster.units.map((unit) => unit.key)
    expect(asked.flatMap((row) => row.assignee_unit ?? []).toSorted()).toEqual(units.toSorted())
    const { strangers } = await one(sql<{ strangers: number }>`
      select count(*)::int as strangers from submission s where s.cycle = ${report.cycle}
        and not exists (select from post p where p.cycle = s.cycle and p.key = s.by_post)`)
    expect(strangers).toBe(0)
  })

  test('what interfered is told with its instant', () => {
    expect(outages).toBe(1)
    expect(report.interferences).toMatchObject([{ kind: 'outage', done: [] }])
  })
})

describe('its page', () => {
  test('loads nothing from elsewhere and has its six parts', async () => {
    expect(requests).toHaveLength(1)
    expect(await page.title()).toBe(`推演报告：${pack.pack.name}`)
    expect(await page.locator('h2').allTextContents()).toEqual([
      '一、成绩、名次和结果运用',
      '二、复核及其影响',
      '三、全年进程',
      '四、计划以外的事',
      '五、谁忙谁闲',
      '六、全部通知',
    ])
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
  })

  test('ranks every unit with its published score', async () => {
    const rows = await page.locator('#results tbody tr').allTextContents()
    expect(rows).toHaveLength(report.units.length)
    for (const { name, published } of report.units)
      expect(rows.filter((row) => row.includes(name) && row.includes(published ?? ''))).toHaveLength(1)
  })

  test('draws a bar for each step, and lists every notice under its receiver', async () => {
    expect(await page.locator('#course svg rect').count()).toBe(report.steps.length)
    expect(await page.locator('#letters tbody tr').count()).toBe(report.notices)
    expect(await page.locator('#letters summary').count()).toBe(new Set(report.letters.map((letter) => letter.to)).size)
  })

  test('a name with signs of HTML stays a name', () => {
    const unit = { ...report.units[0]!, name: '<b>“甲”&乙</b>' }
    expect(reportPage(pack, { ...report, units: [unit] })).toContain('&lt;b&gt;“甲”&amp;乙&lt;/b&gt;')
  })
})
