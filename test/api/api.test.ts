import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildServer } from '../../client/api/server.ts'
import type { CycleSummary, CycleView } from '../../client/views/shapes/cycle.ts'
import type { RankingView } from '../../client/views/shapes/ranking.ts'
import type { StuckView } from '../../client/views/shapes/stuck.ts'
import type { UnitView } from '../../client/views/shapes/unit.ts'
import { openDatabase, type Database } from '../../records/database.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { cycle, smallYear } from './small-year.ts'

let clone: TestDatabase
let database: Database
let server: FastifyInstance
const unforeseen: Error[] = []

beforeAll(async () => {
  clone = await cloneDatabase()
  database = openDatabase(clone.url)
  await smallYear(database)
  server = await buildServer({ database, onError: (error) => unforeseen.push(error) })
})
afterAll(async () => {
  await server.close()
  await database.destroy()
  await clone.drop()
  expect(unforeseen).toEqual([])
})

const path = (...parts: string[]) => ['/api/cycles', ...parts.map(encodeURIComponent)].join('/')
async function read<T>(url: string): Promise<T> {
  const response = await server.inject(url)
  expect([url, response.statusCode]).toEqual([url, 200])
  return response.json<T>()
}
const unit = (name: string) => read<UnitView>(`${path(cycle)}/units/${encodeURIComponent(name)}`)

describe('a year', () => {
  test('stands in the list with its own clock, in Beijing', async () => {
    const [first] = await read<CycleSummary[]>('/api/cycles')
    expect(first).toMatchObject({ id: cycle, kind: 'rehearsal', state: 'open', clock: '2018-02-24 08:00', units: 53, computed: true })
  })

  test('counts what became of the tasks of each step, and says whom it waits for', async () => {
    const year = await read<CycleView>(path(cycle))
    const declaration = year.steps.find((step) => step.key === 'declaration')
    expect(declaration?.tasks).toEqual({ total: 7, open: 4, overdue: 4, inTime: 1, late: 1, lapsed: 1, cancelled: 0 })
    expect(declaration?.due).toEqual({ instant: '2017-04-07T16:00:00.000Z', text: '2017-04-07 24:00', expected: false })
    expect(declaration?.waiting).toBe('等市交通局、市公安局、市民政局等 4 家办理 4 项（期限 2017-04-07 24:00，其中 4 项已逾期）')
    expect(declaration?.source).toMatchObject({ article: '三(一)', assumption: null })
    expect(year.appeals).toEqual({ received: 1, filed: 0, granted: 0, refused: 0, waived: 0 })
    expect(year.madeUp).toBe(9)
  })

  test('shows the plan where the engine has fixed nothing yet, and which steps come first', async () => {
    const { steps } = await read<CycleView>(path(cycle))
    const review = steps.find((step) => step.key === 'declaration-review')
    expect(review?.opens).toEqual({ instant: '2017-04-09T16:00:00.000Z', text: '2017-04-10', expected: true })
    expect(review?.waiting).toBe('待前置环节办结：市直部门、园区指标申报')
    expect(steps.find((step) => step.key === 'task-book')).toMatchObject({ opens: null, due: null, settled: null })
  })

  test('an assumption is shown with its question and the option chosen', async () => {
    const { steps } = await read<CycleView>(path(cycle))
    const { source } = steps.find((step) => step.key === 'indicator-approval')!
    expect(source.assumption).toMatchObject({ key: 'indicator-approval', decided: null })
    expect(source.quote).not.toBe('')
  })
})

describe('what does not move', () => {
  const stuck = (as: string) => `${path(cycle)}/stuck?as=${encodeURIComponent(as)}`

  test('is read in the name of a post: the office sees everything, a department its own', async () => {
    const { reader, items, counts } = await read<StuckView>(stuck('office#1'))
    expect(reader).toEqual({ post: 'office#1', of: '市政府绩效考核办', all: true })
    const late = items.filter(({ kind, step }) => kind === 'late' && step?.key === 'declaration')
    expect(late).toHaveLength(4)
    expect(counts.late).toBeGreaterThanOrEqual(4)
    const [first] = late
    const own = await read<StuckView>(stuck(`${first!.unit}/联络员`))
    expect(own.reader.all).toBe(false)
    expect([...new Set(own.items.map(({ waitsFor }) => waitsFor))]).toEqual([first!.waitsFor])
  })

  test('is refused to who does not say who he is, or is nobody', async () => {
    expect((await server.inject(`${path(cycle)}/stuck`)).statusCode).toBe(400)
    expect((await server.inject(stuck('无此岗位'))).statusCode).toBe(403)
  })
})

describe('what has become of a year', () => {
  test('is empty where nothing has, and a deadline says why it is that day', async () => {
    expect(await read(`${path(cycle)}/changes`)).toMatchObject({ pauses: [], movements: [], ballots: [], units: [] })
    expect(await read(`${path(cycle)}/deadlines/declaration`)).toMatchObject({
      ...{ due: '2017-04-07 24:00', days: [], provisional: false },
      sentence: '期限是办法或考核办定的日期，不按工作日推算。',
    })
    expect((await server.inject(`${path(cycle)}/deadlines/nothing`)).statusCode).toBe(404)
  })
})

describe('the ranking', () => {
  test('gives exact strings, and the first result where an appeal changed it', async () => {
    const ranking = await read<RankingView>(`${path(cycle)}/ranking`)
    expect(ranking.version).toBe(2)
    const [departments] = ranking.classes
    const [first, second, third] = departments!.units
    expect(first).toMatchObject({ unit: '市环保局', rank: 1, published: '97.56', before: { version: 1, published: '91.80', rank: 2 } })
    expect(first?.total).toMatch(/^97\.\d{20,}$/)
    expect(second).toMatchObject({ unit: '市财政局', rank: 2, before: { rank: 1 } })
    expect(third).toMatchObject({ state: 'undetermined', total: null, published: null, rank: null })
    expect(departments?.complete).toBe(false)
    expect(ranking.classes.find((each) => each.key === 'towns')?.units.every((each) => each.madeUp)).toBe(true)
  })
})

describe('a unit', () => {
  test('opens from the published score down to facts, each line with article and quotation', async () => {
    const { trace } = await unit('市环保局')
    const lines = trace!.lines
    const root = lines[trace!.root!]!
    expect(root.value).toBe('97.56')
    const seen = new Set<string>()
    const walk = (id: string): void => {
      if (seen.has(id)) return
      seen.add(id)
      for (const use of lines[id]!.uses) walk(use)
    }
    walk(trace!.root!)
    for (const id of seen) expect([id, lines[id]!.source.article, lines[id]!.source.quote]).not.toContain('')
    expect([...seen]).toContain('input:indicators.1.result')
  })

  test('a fact names who entered it and what it replaced', async () => {
    const { trace } = await unit('市环保局')
    const line = trace!.lines['input:indicators.1.result']
    expect(line).toMatchObject({ about: '信访工作', value: '20', sentence: '20' })
    expect(line?.origin).toMatchObject({
      by: '市政府绩效考核办1号岗',
      at: '2018-02-24 08:00',
      replaced: { value: '18', at: '2018-02-05 08:00' },
    })
  })

  test('nobody can see who gave an opinion, or when', async () => {
    const { trace } = await unit('市环保局')
    expect(trace!.lines['input:leaders.0']?.origin).toMatchObject({ by: null, at: null })
  })

  test('says why its appeal window ends on that day, and what each computation changed', async () => {
    const { feedback, history } = await unit('市环保局')
    expect(feedback?.receipt).toMatchObject({ at: '2018-02-09 10:30', how: 'acknowledged', by: '市环保局联络员' })
    expect(feedback?.appeal).toMatchObject({ state: 'window', due: '2018-02-12 24:00', filed: null })
    expect(feedback?.appeal?.why).toContain('2018年2月11日（周日）为第 1 个工作日')
    expect(feedback?.form.deductions).toMatchObject([{ indicator: '1', name: '信访工作', points: '18', ground: '一件信访事项逾期办理' }])
    expect(history.map((each) => [each.version, each.published, each.rank])).toEqual([
      [1, '91.80', 2],
      [2, '97.56', 1],
    ])
    expect(history[1]?.changes).toContainEqual({ field: 'rank', before: '2', after: '1' })
  })

  test('without facts says what is missing, in words', async () => {
    const { state, missing, published } = await unit('示例镇甲')
    expect([state, published]).toEqual(['undetermined', null])
    expect(missing).toContain('半年过程考评得分')
  })
})
