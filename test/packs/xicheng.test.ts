import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { isWorkingDay } from '../../calendar/index.ts'
import {
  checkFacts,
  factsTemplate,
  lint,
  parsePack,
  readFacts,
  runCases,
  score,
  verify,
  type Pack,
  type PlanStep,
  type UnitFacts,
} from '../../scoring/index.ts'
import { packFiles, readPack } from '../support/packs.ts'
import { isInOrder, latestYear } from './plan.ts'

const KEY = 'xicheng-2013'
const pack = readPack(KEY)
const step = (key: string): PlanStep => pack.plan.find((each) => each.key === key)!
const repeated = (keys: string[]) => keys.filter((key, i) => keys.indexOf(key) !== i)

test('the original is kept exactly', () => {
  const digest = createHash('sha256').update(packFiles(KEY)['source.txt']!).digest('hex')
  expect(digest).toBe('ab42792f1198adc0b1cff9c90d881ca26c28759c0ffb867b6d71c594dc1660f7')
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

const WINDOW = '示例委办局甲'
const WITHOUT = '区财政局'
/** Facts of the whole roster: 90 everywhere, or what `change` makes of it. */
function facts(of: Pack, change: (facts: UnitFacts, unit: string) => void = () => {}): { pack: string; units: Record<string, UnitFacts> } {
  const units = of.roster.units.map(({ key, class: unitClass }) => {
    const unit: UnitFacts = { indicators: { '1': { full: '40', result: '36' }, '2': { full: '60', result: '54' } } }
    for (const [name, input] of Object.entries(of.scoring.inputs)) {
      if (input.classes && !input.classes.includes(unitClass)) continue
      unit[name] = input.type === 'events' ? [] : input.type === 'numbers' ? ['90', '90'] : '90'
    }
    change(unit, key)
    return [key, unit] as const
  })
  return { pack: of.pack.key, units: Object.fromEntries(units) }
}
const full = (facts: UnitFacts): void => {
  facts.indicators = { '1': { full: '7', result: '7' } }
  for (const [name, value] of Object.entries(facts)) if (value === '90') facts[name] = '100'
  Object.assign(facts, { leaders: ['100'], grassroots: ['100'] })
}
const traced = (of: Pack, unit: string, given: ReturnType<typeof facts>): Map<string, string> =>
  new Map(
    score(of, given)
      .units.find((each) => each.unit === unit)!
      .trace.steps.map(({ id, value }) => [id, value]),
  )

test('full marks everywhere give each sub-indicator the points of the annex: 50 + 20 + 30 in 17 of them', () => {
  const points: [string, string][] = [
    ...(['key-tasks-points 30', 'duties-points 15', 'leaders-points 5'] as const),
    ...(['law-points 2', 'petitions-points 2', 'disclosure-points 2'] as const),
    ...(['integrity-points 2', 'capacity-points 2', 'civil-service-points 4'] as const),
    ...(['informatization-points 2', 'information-points 2', 'budget-points 2'] as const),
    ...(['central-points 5', 'grassroots-points 5', 'public-points 10', 'satisfaction-points 10'] as const),
  ].map((line) => line.split(' ') as [string, string])
  const found = traced(pack, WINDOW, facts(pack, full))
  expect(points.map(([rule]) => [rule, found.get(rule)])).toEqual(points)
  expect(points.reduce((total, [, value]) => total + Number(value), 0)).toBe(100)
  expect(['performance', 'administration', 'service-with-window'].map((rule) => found.get(rule))).toEqual(['50', '20', '30'])
  expect(['responsibilities', 'lawful', 'diligent', 'efficient'].map((rule) => found.get(rule))).toEqual(['45', '6', '8', '6'])
})

test('the whole roster scores on generated facts, and every trace is accepted', () => {
  const given = facts(pack)
  expect(checkFacts(pack, given)).toEqual([])
  const outcome = score(pack, given)
  expect(outcome.units).toHaveLength(27)
  expect(outcome.units.every(({ published }) => published === '90.00')).toBe(true)
  expect(outcome.units.flatMap(({ trace }) => verify(pack, trace))).toEqual([])
  expect(outcome.cohorts.flatMap(({ trace }) => verify(pack, trace))).toEqual([])
})

test('a department without windows is undetermined until it is decided, and holds nobody else up', () => {
  const { units, cohorts } = score(
    pack,
    facts(pack, (each, unit) => unit === WITHOUT && delete each['satisfaction.decided']),
  )
  expect(units.filter(({ state }) => state !== 'determined').map(({ unit, missing }) => [unit, missing])).toEqual([[WITHOUT, ['satisfaction.decided']]])
  const standing = cohorts.flatMap((cohort) => cohort.units)
  expect(standing.filter(({ consequences }) => consequences.some(({ state }) => state === 'open')).map(({ unit }) => unit)).toEqual([WITHOUT])
})

test('a veto leaves the score and bars from the awards', () => {
  const outcome = score(
    pack,
    facts(pack, (each, unit) => unit === WINDOW && Object.assign(each, { vetoes: [{ kind: '廉政违纪', neglect: 'true', ground: '甲案' }] })),
  )
  expect(outcome.units.find(({ unit }) => unit === WINDOW)?.published).toBe('90.00')
  const barred = outcome.cohorts.flatMap(({ units }) => units).filter(({ consequences }) => consequences.some((each) => each.key === 'vetoed' && each.state === 'applies'))
  expect(barred.map(({ unit }) => unit)).toEqual([WINDOW])
  expect(barred[0]?.consequences.find(({ key }) => key === 'vetoed')?.bars).toEqual(['年度评先评优'])
})

/** The pack with another option of one assumption. */
const chosen = (assumption: string, option: string): Pack =>
  readPack(KEY, (files) => {
    const pattern = new RegExp(`(- key: ${assumption}\\n(?:(?!\\n- key:)[\\s\\S])*?\\n  choice: )\\S+`, 'u')
    files['assumptions.yaml'] = files['assumptions.yaml']!.replace(pattern, `$1${option}`)
  })
test.each([
  ['duty-split', '25-20', { duties: '90' }, 'duties-points', '18'],
  ['duty-split', 'half', { duties: '90' }, 'duties-points', '20.25'],
  ['two-bodies', 'lower', { 'budget.finance': '88', 'budget.audit': '86' }, 'budget-points', '1.72'],
  ['two-bodies', 'first', { 'budget.finance': '88', 'budget.audit': '86' }, 'budget-points', '1.76'],
  ['target-points', 'all-or-nothing', { values: [{ indicator: '1', target: '100', done: '99.99' }] }, 'task-points@1', '0'],
  ['target-points', 'all-or-nothing', { values: [{ indicator: '1', target: '100', done: '100' }] }, 'task-points@1', '40'],
  ['challenge-points', 'tenth', { values: [{ indicator: '1', target: '100', challenge: '110', done: '110' }] }, 'task-score@1', '44'],
  ['challenge-points', 'tenth', { values: [{ indicator: '1', target: '100', challenge: '110', done: '109' }] }, 'task-score@1', '40'],
  ['no-window', 'others', { central: '80', grassroots: ['80'], public: '90' }, 'decided-points', '8.5'],
  ['no-window', 'public', { public: '86' }, 'decided-points', '8.6'],
])('another choice of %s, %s, is computed', (assumption, option, change, rule, value) => {
  const other = chosen(assumption, option)
  expect(other.assumptions.find(({ key }) => key === assumption)?.choice).toBe(option)
  const given = facts(other, (each, unit) => unit === WITHOUT && Object.assign(each, change))
  expect(traced(other, WITHOUT, given).get(rule)).toBe(value)
})

test('the template is a facts file that can be filled in', () => {
  const template = factsTemplate(pack)
  const filled = template
    .replaceAll(/^ {4}# indicators: #.*$/gmu, '    indicators: { "1": { full: "10", result: "9" } }')
    .replaceAll(/^ {4}# (leaders|grassroots): .*$/gmu, '    $1: ["90"]')
    .replaceAll(/^ {4}# (\S+): \[\{.*$/gmu, '    $1: []')
    .replaceAll(/^ {4}# (\S+): "" #.*$/gmu, '    $1: "90"')
  const read = readFacts(pack, filled)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  expect(score(pack, read.facts).units.every(({ published }) => published === '90.00')).toBe(true)
})

test('an assumption offers a choice, makes one, gives its reason, and is nobody’s decision yet', () => {
  expect(repeated(pack.assumptions.map(({ key }) => key))).toEqual([])
  for (const { key, options, reason, decided } of pack.assumptions) {
    expect(options.length, key).toBeGreaterThan(1)
    expect([reason.length > 5, decided], key).toEqual([true, null])
  }
})

test('the ten member bodies of the leading group are on the roster; made-up units say so', () => {
  const members = '区委组织部 区社会办 区政府办公室 区发展改革委 区监察局 区财政局 区人力社保局 区编办 区政府法制办 区行政服务中心'.split(' ')
  const bodies = pack.roster.bodies.map(({ key }) => key)
  expect(members.filter((key) => !bodies.includes(key))).toEqual([])
  const units = pack.roster.units
  expect(units.filter(({ name }) => name.startsWith('示例')).length).toBe(14)
  expect(units.every(({ name, madeUp }) => name.startsWith('示例') === (madeUp === 'true'))).toBe(true)
  expect(pack.plan.find(({ key }) => key === 'annual-inspection')).toMatchObject({ sample: String(units.length) })
})

test('every explicit date is a working day', () => {
  const dates = pack.plan.flatMap(({ opens, due }) => [opens, due]).filter((moment) => typeof moment === 'string')
  expect(dates.length).toBeGreaterThan(50)
  expect(dates.filter((date) => !isWorkingDay(date))).toEqual([])
})

const year = latestYear(pack.plan)
isInOrder(pack.plan, year)

test('the half-year report is due by the end of July, once the task book is out', () => {
  expect(step('half-year-report').due).toBe('2013-07-31')
  expect(year.get('task-book')!.due).toBe('2013-07-19')
})

test('五(三): self-assessment, external evaluation, inspection, special assessments, and only then the leaders', () => {
  const order = ['annual-report', 'public-results', 'annual-inspection', 'duties-results', 'leader-evaluation', 'computation', 'feedback-approval', 'feedback']
  for (const [nth, key] of order.slice(1).entries()) expect(year.get(order[nth]!)!.due < year.get(key)!.opens, key).toBe(true)
  const handedIn = pack.plan.filter(({ kind, key }) => kind === 'results' || kind === 'assessment' || key === 'grassroots-evaluation').map(({ key }) => key)
  expect(step('leader-evaluation').after.toSorted()).toEqual([...handedIn, 'special-reports'].toSorted())
})

test('two bodies approve the feedback report, three the results, in the order of 五(三)6 and 六(一)', () => {
  expect(step('feedback-approval')).toMatchObject({ chain: ['领导小组', '区政府党组会议'] })
  expect(step('results-approval')).toMatchObject({ chain: ['领导小组', '区政府党组会议', '区政府常务会议'] })
  expect(step('results-approval').after).toEqual(['final-computation'])
  expect(step('feedback')).toMatchObject({ appealWindow: '2' })
})

test('each input is handed in by a step, or is a list of events', () => {
  const filled = new Set(pack.plan.flatMap((each) => ('input' in each ? [each.input] : each.kind === 'additions' ? [each.bonus, each.deductions] : [])))
  const open = Object.keys(pack.scoring.inputs).filter((name) => !filled.has(name))
  expect(open).toEqual(['values'])
})
