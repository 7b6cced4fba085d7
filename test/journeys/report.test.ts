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
import { outcomeOf } from '../../records/result.ts'
import { verify } from '../../scoring/index.ts'
import { launchBrowser } from '../console/browser.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

/** The pack that docs/zh/new-pack.md writes, from its folder. */
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
    cycle: system.cycleId('county'),
    seed: 'county',
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

describe('the year of a pack written by the guide', () => {
  test('goes on to its end, and everybody has a score, a rank and a grade', async () => {
    const steps = await system.database.selectFrom('step').select(['key', 'state']).where('cycle', '=', report.cycle).execute()
    expect(steps.map(({ key }) => key).toSorted()).toEqual(pack.plan.map(({ key }) => key).toSorted())
    expect(steps.filter((step) => step.state !== 'settled')).toEqual([])
    expect(report.units).toHaveLength(pack.roster.units.length)
    expect(report.units.filter(({ published, rank, grade }) => published === null || rank === null || grade === null)).toEqual([])
    // 30 % of six and of four, without fractions: one place each, and none for who is barred
    for (const { key } of pack.roster.classes)
      expect(report.units.filter((unit) => unit.class === key && unit.grade === 'excellent')).toHaveLength(1)
  })

  test('its traces are accepted', async () => {
    const outcome = await outcomeOf(system.database, report.cycle, 2)
    const traces = [...(outcome?.units ?? []), ...(outcome?.cohorts ?? [])].map(({ trace }) => trace)
    expect(traces).toHaveLength(pack.roster.units.length + pack.roster.classes.length)
    expect(traces.flatMap((trace) => verify(pack, trace))).toEqual([])
  })
})

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

describe('on paper', () => {
  /** The width of A4 between the margins of the page's style, 14 mm on each side, at 96 dots an inch. */
  const PAPER = Math.floor(((210 - 2 * 14) / 25.4) * 96)
  let paper: Page

  beforeAll(async () => {
    // the widest that can come: a year in which something was done in each of 53 weeks, up to two digits a cell, and an exact total of forty digits
    const weeks = Array.from({ length: 53 }, (_, week) => `2017-${String((week % 12) + 1).padStart(2, '0')}-01`)
    const offices = report.load.offices.map((office) => ({ ...office, tasks: 53 * 44, late: 188, weekly: weeks.map(() => 44) }))
    const [{ unit, name }] = report.units as [(typeof report.units)[0]]
    const exact = `92.${'4'.repeat(38)}`
    const difference = { changed: [{ unit, name, changes: [{ field: 'total', before: exact, after: exact }] }], unchanged: [] }
    const file = path.join(folder, 'paper.html')
    fs.writeFileSync(file, reportPage(pack, { ...report, load: { weeks, offices }, difference: difference as never }))
    paper = await browser.newPage({ viewport: { width: PAPER, height: 1000 } })
    await paper.emulateMedia({ media: 'print' })
    await paper.goto(`file://${file}`)
  })
  afterAll(() => paper.close())

  test('nothing is wider than the paper, and no cell is wider than its column', async () => {
    expect(await paper.evaluate('document.documentElement.scrollWidth')).toBe(PAPER)
    const cut = await paper
      .locator('th, td, dd, li, p')
      .evaluateAll((all) =>
        (all as { scrollWidth: number; clientWidth: number; textContent: string }[])
          .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
          .map(({ textContent }) => textContent),
      )
    expect(cut).toEqual([])
    const names = await paper
      .locator('tbody th.office')
      .evaluateAll((all) => (all as { clientWidth: number }[]).map((each) => each.clientWidth))
    expect(Math.min(...names)).toBeGreaterThan(90) // or a name would stand on its head, a character in each line
  })

  test('headings of tables come again on each page, colours are printed, letters stay on the screen and the page says so', async () => {
    const styleOf = (selector: string, property: string) =>
      paper.evaluate(`getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`)
    expect(await styleOf('#course thead', 'display')).toBe('table-header-group')
    expect(await styleOf('#course tbody tr', 'break-inside')).toBe('avoid')
    expect(await styleOf('td.heat', 'print-color-adjust')).toBe('exact')
    expect(await paper.locator('#letters details').first().isVisible()).toBe(false)
    await paper.getByText('逐人逐日的全文在网页上展开，不随报告打印。').waitFor()
    expect(await page.getByText('逐人逐日的全文在网页上展开').isVisible()).toBe(false)
    const pdf = (await paper.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf).toMatch(/\/MediaBox ?\[0 0 594\.\d+ 841\.\d+\]/) // A4 in points
  })
})
