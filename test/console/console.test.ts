import type { FastifyInstance } from 'fastify'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dueText } from '../../calendar/index.ts'
import { buildServer } from '../../client/api/server.ts'
import { buildConsole, builtConsole } from '../../worker/console.ts'
import { useRehearsedYear } from '../support/rehearsed-year.ts'
import { eventfulYear } from '../support/small-pack/course.ts'
import { launchBrowser } from './browser.ts'

// The pages on a year that was really rehearsed, in a real browser.
const year = useRehearsedYear()
const { pack } = year
let server: FastifyInstance
let browser: Browser
let page: Page
let home: string
let complaints: string[]

beforeAll(async () => {
  const failures: string[] = []
  await buildConsole((sentence) => failures.push(sentence))
  await eventfulYear(year)
  expect(failures).toEqual([])
  server = await buildServer({ database: year.database, consoleDirectory: builtConsole()! })
  home = await server.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

beforeEach(async () => {
  complaints = []
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, timezoneId: 'America/New_York' })
  page.setDefaultTimeout(20_000)
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
})
afterEach(async () => {
  await page.close()
  expect(complaints).toEqual([])
})

const row = (table: string, name: string) => page.getByRole('region', { name: table }).getByRole('row', { name })
const tab = (name: string) => page.getByRole('tab', { name })
/** Nothing of a page may be wider than the window. */
const overflow = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

describe('the year', () => {
  test('is a timeline with its steps and counts', async () => {
    await page.goto(home)
    await page.getByRole('heading', { level: 1, name: pack.pack.name }).waitFor()
    const timeline = page.getByRole('img', { name: /^全年进程图：2017-03-27 至 .*，共 40 个环节，已办结 40 个/ })
    await timeline.getByText('指标动态调整').waitFor()
    const declaration = await row('各环节办理情况', '市直部门、园区指标申报').textContent()
    expect(declaration).toContain('2017-03-27 至 2017-04-07 24:00')
    expect(declaration).toContain('已办结')
    const { steps, tasks } = await count()
    expect(await row('各环节办理情况', '').count()).toBe(steps + 1)
    expect(await page.getByRole('region', { name: '年度概况' }).textContent()).toContain(`任务${tasks}`)
    expect(await overflow()).toBe(0)
  })

  test('a step opens to the article on which it rests', async () => {
    await page.goto(home)
    const { name, source } = pack.plan.find((step) => step.key === 'feedback')!
    await row('各环节办理情况', name).getByRole('button').click()
    await page.getByText('quote' in source ? source.quote : '').waitFor()
  })

  test('ranks each class in its tab, with exact scores and what an appeal changed', async () => {
    await page.goto(home)
    for (const { key, name } of pack.roster.classes) {
      await tab(name).click()
      const units = year.report.units.filter((unit) => unit.class === key)
      const first = units.find((unit) => unit.rank === 1)!
      await row('分类排名', `打开${first.name}的计分依据`).getByText(first.total!, { exact: true }).waitFor()
      expect(await page.getByRole('tabpanel').getByText('推演示例', { exact: true }).count()).toBe(
        units.filter((unit) => unit.madeUp).length,
      )
    }
    const granted = year.report.appeals.find((appeal) => appeal.state === 'granted')!
    await tab(
      pack.roster.classes.find((each) => each.key === year.report.units.find((unit) => unit.unit === granted.unit)!.class)!.name,
    ).click()
    expect(await row('分类排名', `打开${granted.unit}的计分依据`).textContent()).toMatch(/\d+\.\d\d，第 \d+ 名/)
  })
})

describe('a score', () => {
  test('opens down to a fact, with the words of the article and who entered it', async () => {
    await page.goto(home)
    await page.getByRole('link', { name: '打开市环保局的计分依据' }).click()
    await page.getByRole('heading', { level: 1, name: '市环保局' }).waitFor()
    for (const label of ['各部分加权得分', '指标考核得分', '过程得分', '过程得分·平均'])
      await page.getByTitle(`展开“${label}”的计算`).first().click()
    const trace = page.getByRole('region', { name: '计分依据' })
    await trace.getByText('指标考核得分=结果得分×90%+过程得分×10%').first().waitFor()
    const fact = trace.getByRole('listitem').filter({ hasText: '半年过程考评得分' }).last()
    expect(await fact.textContent()).toMatch(/半年过程考评得分\d+(\.\d+)?.*市政府绩效考核办1号岗，2017-\d\d-\d\d \d\d:\d\d 录入/)
    const total = year.report.units.find((unit) => unit.unit === '市环保局')!.total!
    await trace.getByText(total, { exact: true }).first().waitFor()
    expect(await overflow()).toBe(0)
  })

  test('says why the appeal ended on that day, and how it was answered', async () => {
    const granted = year.report.appeals.find((appeal) => appeal.state === 'granted')!
    await page.goto(`${home}/cycles/${encodeURIComponent(year.report.cycle)}/units/${encodeURIComponent(granted.unit)}`)
    const feedback = page.getByRole('region', { name: '反馈与复核' })
    await feedback.getByText('答复：准予').waitFor()
    await feedback.getByRole('button', { name: '复核为什么截止到这一天' }).click()
    await feedback.getByText(/为第 2 个工作日/).waitFor()
    expect(await page.getByRole('region', { name: '历次计算' }).textContent()).toMatch(/精确总成绩由 .* 变为/)
  })

  test('can be opened with the keyboard alone', async () => {
    await page.goto(`${home}/cycles/${encodeURIComponent(year.report.cycle)}/units/${encodeURIComponent('市环保局')}`)
    const line = page.getByTitle('展开“各部分加权得分”的计算')
    await line.focus()
    await page.keyboard.press('Enter')
    await page.getByTitle('展开“党建工作考核得分”的计算').waitFor()
    expect(await page.getByTitle('收起“各部分加权得分”的计算').getAttribute('aria-expanded')).toBe('true')
  })
})

describe('the lights of a unit', () => {
  test('say in words and colour who was in time, month by month', async () => {
    const silent = await year.database
      .selectFrom('task')
      .select(['unit', 'due_at'])
      .where('cycle', '=', year.report.cycle)
      .where('state', '=', 'lapsed')
      .where('verb', '=', 'submit')
      .where('step', 'like', 'self-check-%')
      .executeTakeFirstOrThrow()
    await page.goto(`${home}/cycles/${encodeURIComponent(year.report.cycle)}/units/${encodeURIComponent(silent.unit ?? '')}`)
    const lights = page.getByRole('region', { name: '逐月的灯' })
    await lights
      .getByRole('listitem')
      .filter({ hasText: silent.due_at.slice(0, 7) })
      .getByText('红灯：逾期未办')
      .waitFor()
    expect(await lights.getByText('绿灯：按时').count()).toBeGreaterThan(3)
    expect(await overflow()).toBe(0)
  })
})

describe('what does not move', () => {
  const entry = (title: string) => page.getByRole('region', { name: '停住的事' }).getByRole('listitem').filter({ hasText: title }).first()

  test('is listed with the reason, how late, and commands; a choice of kinds narrows it', async () => {
    await page.goto(`${home}/cycles/eventful/stuck`)
    const late = entry('declaration：甲局')
    // 14 April to 18 December 2017: 170 working days
    await late.getByText('逾期 170 个工作日', { exact: true }).waitFor()
    await late.getByText('由《府办〔2017〕6号》延至此日：搬迁完成。').waitFor()
    await late.getByText(/^现在可以/).click()
    await late.getByText(/^npx niankao extend \d+ --until 2017-12-21 .* --as 考核办#1$/).waitFor()
    await page.getByText('待前置环节 10', { exact: true }).click()
    expect(await page.getByText('declaration：甲局').count()).toBe(0)
    await entry('town-review').getByText('应于 2017-04-10 开始，待前置环节办结：town-declaration').waitFor()
    expect(await overflow()).toBe(0)
  })

  test('a unit sees on its page what is its own, without the verbs of the office', async () => {
    await page.goto(`${home}/cycles/eventful/units/${encodeURIComponent('乙局')}`)
    const own = page.getByRole('region', { name: '停住的事（本单位的）' })
    await own.getByText('declaration：乙局').waitFor()
    await own.getByText('现在可以（1）').click()
    await own.getByText(/^npx niankao submit \d+ 内容.yaml --as 乙局\/联络员$/).waitFor()
    expect(await own.getByText('declaration：甲局').count()).toBe(0)
  })

  test('nothing is said where nothing is stuck', async () => {
    await page.goto(`${home}/cycles/${encodeURIComponent(year.report.cycle)}`)
    await page.getByRole('link', { name: '停住的事' }).click()
    await page.getByText('没有停住的事。').waitFor()
    expect(await page.getByRole('link', { name: '停住的事' }).getAttribute('aria-current')).toBe('page')
  })
})

describe('what has become of a year', () => {
  test('pauses, moved dates, versions, ballots, units and notices, each by its document', async () => {
    await page.goto(`${home}/cycles/eventful/changes`)
    const region = (name: string) => page.getByRole('region', { name, exact: true })
    await region('暂停').getByText('期限中止计算，恢复后按暂停的工作日数顺延').waitFor()
    expect(await region('暂停').textContent()).toContain('共 2 个工作日')
    const extension = region('期限的变动').getByRole('listitem').filter({ hasText: '《府办〔2017〕3号》：防汛值守' })
    await extension.getByText('所动 1 项').click()
    expect(await extension.getByRole('row', { name: 'declaration：甲局' }).textContent()).toContain('2017-04-07 24:002017-04-12 24:00')
    expect(await region('办法的版本').textContent()).toMatch(/第 1 次修订.*《小字8号》：并列过多.*同意/)
    const ballot = region('代表评价')
    expect(await ballot.getByRole('row', { name: '党代表' }).textContent()).toBe('党代表32')
    expect(await ballot.getByRole('row', { name: '人大代表' }).textContent()).toBe('人大代表2不足下限')
    expect(await region('单位变动').textContent()).toContain('甲局 → 甲委员会')
    expect(await region('工作日历').textContent()).toContain('2018 年放假安排')
    expect(await overflow()).toBe(0)
  })

  test('a unit lists what moved its dates, before and after', async () => {
    await page.goto(`${home}/cycles/eventful/units/${encodeURIComponent('甲局')}`)
    const moved = page.getByRole('region', { name: '期限的变动' })
    await moved.getByText('《府办〔2017〕3号》：防汛值守').waitFor()
    expect(await moved.locator('del').allTextContents()).toEqual(['2017-04-07 24:00', '2017-04-12 24:00'])
    expect(await moved.locator('ins').allTextContents()).toEqual(['2017-04-12 24:00', '2017-04-14 24:00'])
  })

  test('a step opens to the reason why it is due on its day, each day counted or skipped', async () => {
    const { due_at: due } = await year.database
      .selectFrom('step')
      .select('due_at')
      .where('cycle', '=', year.report.cycle)
      .where('key', '=', 'final-computation')
      .executeTakeFirstOrThrow()
    await page.goto(`${home}/cycles/${encodeURIComponent(year.report.cycle)}`)
    const name = pack.plan.find(({ key }) => key === 'final-computation')!.name
    await row('各环节办理情况', name).getByRole('button').first().click()
    await page.getByRole('list', { name: '逐日' }).getByText('第 1 日').first().waitFor()
    expect(await page.getByText('期限为什么是这一天：').textContent()).toContain(dueText(due!))
  })
})

describe('on a telephone', () => {
  test.each(['stuck', 'changes'])('the page /%s fits', async (name) => {
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto(`${home}/cycles/eventful/${name}`)
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    for (const more of await page.locator('.ant-collapse-header').all()) await more.click()
    expect(await overflow()).toBe(0)
  })

  test('nothing runs over the edge', async () => {
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto(home)
    await page.getByRole('tab').first().waitFor()
    expect(await overflow()).toBe(0)
    await page.getByRole('link', { name: '打开市环保局的计分依据' }).click()
    await page.getByRole('button', { name: '展开到指标得分' }).click()
    await page.getByText('指标得分（核验后）〔27〕').first().waitFor()
    expect(await overflow()).toBe(0)
  })
})

describe('what is not there', () => {
  test.each([
    ['/cycles/2030', '没有名为“2030”的年度考评周期'],
    ['/cycles/2030/units/x', '没有名为“2030”的年度考评周期'],
  ])('%s says so', async (path, sentence) => {
    await page.goto(home + path)
    await page.getByText(sentence).waitFor()
    complaints = complaints.filter((text) => !text.includes('404'))
  })
})

async function count(): Promise<{ steps: number; tasks: number }> {
  const steps = await year.database.selectFrom('step').select('key').where('cycle', '=', year.report.cycle).execute()
  const tasks = await year.database.selectFrom('task').select('id').where('cycle', '=', year.report.cycle).execute()
  return { steps: steps.length, tasks: tasks.length }
}
