import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { addWorkingDays, due, isWorkingDay, nextWorkingDay } from '../../calendar/index.ts'
import { lint, parsePack, runCases, score, verify, type Pack, type PlanStep, type UnitFacts } from '../../scoring/index.ts'
import { sum } from '../../scoring/decimal.ts'
import { packFiles, readPack } from '../support/packs.ts'
import { isInOrder, latestYear } from './plan.ts'

const KEY = 'zhongshan-2012'
const pack = readPack(KEY)
const step = (key: string): PlanStep => pack.plan.find((each) => each.key === key)!
const original = packFiles(KEY)['source.txt']!
const repeated = (keys: string[]) => keys.filter((key, i) => keys.indexOf(key) !== i)
const KINDS = ['integrity', 'safety', 'social', 'budget', 'audit']

test('the original is kept exactly', () => {
  expect(createHash('sha256').update(original).digest('hex')).toBe('95e445924a85e1bda152378246a48ab71d271aa9880f6e2a04ac33392d4fe100')
})

test('lint finds nothing, which includes that every quotation stands in the original', () => {
  const parsed = parsePack(packFiles(KEY))
  expect(parsed.ok && lint(parsed.pack, parsed.locate)).toEqual([])
})

test('at least sixty worked examples, and all of them hold', () => {
  const reports = runCases(pack)
  expect(reports.length).toBeGreaterThanOrEqual(60)
  expect(reports.filter(({ passed }) => !passed)).toEqual([])
})

/** What annex 1 gives each second-level indicator; the two scores of 审批制度改革 make one. */
const FULL = {
  duties: '5',
  'key-tasks': '10',
  'lawful-acts': '5',
  reform: '5',
  cost: '5',
  funds: '5',
  'office-efficiency': '5',
  'integrity-risk': '5',
  'leaders-points': '10',
  'delegates-points': '5',
  'peers-points': '5',
  'grassroots-points': '10',
  'public-points': '15',
  innovation: '10',
}
const EVALUATED = ['leaders', 'delegates.party', 'delegates.congress', 'delegates.cppcc', 'peers', 'grassroots', 'public']

/** Facts of the whole roster: the same percentage of everything. */
function facts(of: Pack, share: 'full' | 'none', change: (facts: UnitFacts, unit: string) => void = () => {}) {
  const units = of.roster.units.map(({ key }) => {
    const rows = of.indicators.units[key]!.map((row) => [row.key, { full: row.full, result: share === 'full' ? row.full : '0' }] as const)
    const unit: UnitFacts = { indicators: Object.fromEntries(rows), missedKeyTasks: '0' }
    for (const name of EVALUATED) {
      const value = share === 'full' ? '100' : '0'
      unit[name] = of.scoring.inputs[name]!.type === 'numbers' ? [value, value] : value
    }
    for (const kind of KINDS) unit[`accountability.${kind}`] = []
    change(unit, key)
    return [key, unit] as const
  })
  return { pack: of.pack.key, units: Object.fromEntries(units) }
}
const traced = (of: Pack, given: ReturnType<typeof facts>, unit = '市财政局') =>
  new Map(score(of, given).units.find((each) => each.unit === unit)!.trace.steps.map(({ id, value }) => [id, value]))

test('fourteen indicators of ten first-level ones in four dimensions: 25, 20, 45 and 10 make 100', () => {
  expect(Object.keys(FULL)).toHaveLength(14)
  expect(sum(Object.values(FULL))).toBe('100')
  const values = traced(pack, facts(pack, 'full'))
  expect(Object.fromEntries(Object.keys(FULL).map((rule) => [rule, values.get(rule)]))).toEqual(FULL)
  const dimensions = ['dimension-performance', 'dimension-efficiency', 'dimension-service', 'innovation']
  expect(dimensions.map((rule) => values.get(rule))).toEqual(['25', '20', '45', '10'])
  const first = ['first-duties', 'first-law', 'first-cost', 'first-capacity', ...Object.keys(FULL).slice(8)]
  expect(first.map((rule) => values.get(rule))).toEqual(['15', '10', '10', '10', '10', '5', '5', '10', '15', '10'])
})

test('the task book has the same ten rows for all units, each with the body of annex 1', () => {
  const [rows, ...others] = pack.roster.units.map((unit) => pack.indicators.units[unit.key]!)
  for (const other of others) expect(other).toEqual(rows)
  expect(rows!.map(({ key, full, body }) => [key, full, body])).toEqual([
    ['履行法定职责', '5', '市编委办'],
    ['完成重点任务', '10', '市政府督查室'],
    ['规范行政行为', '5', '市法制局'],
    ['审批制度改革·市编委办', '5', '市编委办'],
    ['审批制度改革·市发展改革局', '5', '市发展改革局'],
    ['行政成本', '5', '市财政局'],
    ['资金效益', '5', '市财政局'],
    ['机关效能', '5', '市监察局'],
    ['廉政风险防控管理', '5', '市监察局'],
    ['创新创优', '10', '联席会议'],
  ])
  expect(new Set(pack.roster.units.map(({ tasks, points }) => `${tasks}/${points}`))).toEqual(new Set(['10/60']))
})

test('three classes; departments that the text names stand for themselves, the rest is made up and says so', () => {
  expect(pack.roster.classes.map(({ name }) => name)).toEqual(['经济管理服务类', '社会管理服务类', '综合管理服务类'])
  for (const { name, madeUp, source } of pack.roster.units) {
    expect(name.startsWith('示例'), name).toBe(madeUp === 'true')
    expect('assumption' in source, name).toBe(madeUp === 'true')
  }
  expect(pack.roster.units.filter(({ madeUp }) => madeUp === undefined)).toHaveLength(7)
  for (const { key, unit } of pack.roster.bodies)
    expect(unit, key).toBe(pack.roster.units.some((each) => each.key === key) ? key : undefined)
})

test('each kind of accountability costs two points, ten in all, and never without a decision', () => {
  const happened = { ground: '情形' }
  const decided = { ...happened, document: '问责1号' }
  const less = (events: (kind: string) => { ground: string; document?: string }[]) =>
    traced(
      pack,
      facts(pack, 'full', (unit) => KINDS.forEach((kind) => (unit[`accountability.${kind}`] = events(kind)))),
    ).get('total')
  for (const kind of KINDS) expect(less((each) => (each === kind ? [decided, decided] : [])), kind).toBe('98')
  expect(less(() => [decided])).toBe('90')
  expect(less(() => [happened])).toBe('100')
})

test('what the register may decide otherwise is computed otherwise', () => {
  const choosing = (key: string, choice: string): Pack =>
    readPack(KEY, (files) => {
      const [before, after] = files['assumptions.yaml']!.split(`- key: ${key}\n`)
      files['assumptions.yaml'] = `${before}- key: ${key}\n${after!.replace(/^ {2}choice: .*$/mu, `  choice: ${choice}`)}`
    })
  const half = facts(pack, 'none', (unit) => (unit.indicators as Record<string, object>)['审批制度改革·市编委办'] = { full: '5', result: '4' }) // prettier-ignore
  expect(traced(pack, half).get('reform')).toBe('2')
  expect(traced(choosing('two-bodies', 'establishment'), half).get('reform')).toBe('4')
  const twice = facts(pack, 'full', (unit) => (unit['accountability.safety'] = Array<object>(6).fill({ ground: '情形', document: '号' }) as never)) // prettier-ignore
  expect(traced(choosing('accountability-repeat', 'each'), twice).get('total')).toBe('90')
  const away = facts(pack, 'none', (unit) => (unit['public'] = { notApplicable: '不面向公众' }))
  expect([traced(pack, away).get('total'), traced(choosing('not-applicable', 'full'), away).get('total')]).toEqual(['0', '15'])
  const negative = facts(pack, 'none', (unit) => (unit['accountability.audit'] = [{ ground: '情形', document: '号' }]))
  expect([traced(pack, negative).get('total'), traced(choosing('total-range', 'open'), negative).get('total')]).toEqual(['0', '-2'])
  const first = score(choosing('outstanding', 'first-place'), facts(pack, 'full'))
  expect(first.cohorts[0]!.units[0]!.consequences.map(({ key }) => key)).toContain('bonus-raised')
})

test('no thresholds are invented: while nobody has set them units are ranked, not graded, and every trace holds', () => {
  const outcome = score(pack, facts(pack, 'full'))
  expect(outcome.problems).toEqual([])
  expect(outcome.cohorts.map(({ units }) => units.length)).toEqual([7, 7, 8])
  expect(new Set(outcome.cohorts.flatMap(({ units }) => units.map(({ rank, grade }) => `${rank} ${grade}`)))).toEqual(new Set(['1 null']))
  for (const { trace } of [...outcome.units, ...outcome.cohorts]) expect(verify(pack, trace)).toEqual([])
})

test('an assumption offers a choice, makes one, gives its reason, and is nobody’s decision yet', () => {
  expect(repeated(pack.assumptions.map(({ key }) => key))).toEqual([])
  for (const { key, options, reason, decided } of pack.assumptions) {
    expect(options.length, key).toBeGreaterThan(1)
    expect([reason.length > 5, decided], key).toEqual([true, null])
  }
})

test('articles 15 to 25 are all in the plan or in the scoring, with their words', () => {
  const cited = JSON.stringify([pack.plan, pack.scoring, pack.grades])
  const articles = ['五', '六', '七', '八', '九'].map((n) => `第十${n}条`)
  for (const article of [...articles, '第二十条', ...['一', '二', '三', '四', '五'].map((n) => `第二十${n}条`)])
    expect(cited, article).toContain(`"article":"${article}`)
  expect(step('plan-approval')).toMatchObject({ chain: ['联席会议', '领导小组'] })
  expect(step('results-approval')).toMatchObject({ chain: ['联席会议', '领导小组'] })
})

test('steps wait for steps that stand before them, and all five kinds of accountability are asked for', () => {
  pack.plan.forEach((each, i) => {
    const before = pack.plan.slice(0, i).map(({ key }) => key)
    for (const key of each.after) expect(before, each.key).toContain(key)
  })
  const asked = pack.plan.flatMap((each) => (each.kind === 'additions' ? [[each.actor, each.deductions]] : []))
  expect(asked).toEqual([
    ['body:市监察局', 'accountability.integrity'],
    ['body:市安监局', 'accountability.safety'],
    ['body:市监察局', 'accountability.social'],
    ['body:市财政局', 'accountability.budget'],
    ['body:市审计局', 'accountability.audit'],
  ])
})

test('every explicit date is a working day of 2012 or 2013', () => {
  const dates = pack.plan.flatMap(({ opens, due }) => [opens, due]).filter((moment) => typeof moment === 'string')
  expect(dates.length).toBeGreaterThan(40)
  expect(dates.filter((date) => !isWorkingDay(date) || date < '2012-08-14' || date > '2013-02-08')).toEqual([])
})

const year = latestYear(pack.plan)
isInOrder(pack.plan, year)

test('what is returned on the last day of the review can still be handed in before the approval', () => {
  const { freshWindow } = step('plan-review') as PlanStep & { freshWindow: string }
  expect(addWorkingDays(year.get('plan-review')!.due, Number(freshWindow)).date < year.get('plan-approval')!.opens).toBe(true)
})

test('monthly self-checks open on the first working day of the next month', () => {
  const checks = pack.plan.filter(({ kind }) => kind === 'selfCheck')
  expect(checks.map(({ key, opens }) => [key, opens])).toEqual([
    ['self-check-2012-09', nextWorkingDay('2012-10-01')],
    ['self-check-2012-10', nextWorkingDay('2012-11-01')],
    ['self-check-2012-11', nextWorkingDay('2012-12-01')],
  ])
})

test('the last answer to an appeal still comes before the Spring Festival', () => {
  const feedback = step('feedback') as PlanStep & { appealWindow: string; answerWindow: string }
  const lastAppeal = due(feedback.due as string, Number(feedback.appealWindow)).date
  expect(lastAppeal).toBe('2013-02-05')
  expect(due(lastAppeal, Number(feedback.answerWindow)).date).toBe('2013-02-08')
  expect(step('appeals').due).toBe('2013-02-08')
})

test('the year as it stands when every step takes all its time', () => {
  expect(year.get('task-book')!.due).toBe('2012-09-17')
  expect(year.get('final-computation')!.opens).toBe('2013-02-16') // a worked Saturday
  expect(year.get('publication')!.due).toBe('2013-02-28')
  expect(year.get('improvement')!.due).toBe('2013-03-29')
})
