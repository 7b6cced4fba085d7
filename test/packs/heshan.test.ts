import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { addWorkingDays, due, isWorkingDay } from '../../calendar/index.ts'
import { checkFacts, lint, parsePack, runCases, score, verify, type Pack, type PlanStep, type UnitFacts } from '../../scoring/index.ts'
import { packFiles, readPack } from '../support/packs.ts'
import { isInOrder, latestYear } from './plan.ts'

const KEY = 'heshan-2013'
const pack = readPack(KEY)
const files = packFiles(KEY)
const original = files['source.txt']!
const plain = (text: string): string => text.replace(/\s/gu, '')
const step = (key: string): PlanStep => pack.plan.find((each) => each.key === key)!

test('the original is kept exactly', () => {
  expect(createHash('sha256').update(original).digest('hex')).toBe('aa1ac94162b85d22d39273b5d89de52965cfa8ac1ecb07d1b780b9b9290d417e')
})

test('lint finds nothing, which includes that every quotation stands in the original', () => {
  const parsed = parsePack(files)
  expect(parsed.ok && lint(parsed.pack, parsed.locate)).toEqual([])
})

test('more than two hundred worked examples, and all of them hold', () => {
  const reports = runCases(pack)
  expect(reports.length).toBeGreaterThan(200)
  expect(reports.filter(({ passed }) => !passed)).toEqual([])
})

/** Section 一: how many units each sequence has. */
const SIZES: [string, string, number][] = [
  ['towns-industrial', '工业发展型6个', 6],
  ['towns-agricultural', '农业发展型6个', 6],
  ['streets', '街道4个', 4],
  ['committee-offices', '区委工作机构(6个)', 6],
  ['committee-departments', '区委工作部门(7个)', 7],
  ['economic', '经济管理部门(18个)', 18],
  ['social', '社会发展部门(13个)', 13],
  ['justice', '司法机关及行政执法监督部门(9个)', 9],
  ['mass', '群团组织(7个)', 7],
  ['resident', '中央、省、市驻区有关单位(27个)', 27],
  ['reference', '参照实施绩效评估的单位(2个)', 2],
  ['separate', '单独实施绩效评估的单位(1个)', 1],
]

test('106 units in ten sequences, the towns and streets in three, as many as the text says and none made up', () => {
  const { classes, units } = pack.roster
  expect(units).toHaveLength(106)
  expect(new Set(units.map(({ name }) => name)).size).toBe(106)
  for (const [key, words, size] of SIZES) {
    expect(plain(original), key).toContain(words)
    expect(units.filter((unit) => unit.class === key).length, key).toBe(size)
  }
  expect(classes.map(({ key }) => key)).toEqual(SIZES.map(([key]) => key))
  expect(units.filter(({ madeUp }) => madeUp === 'true')).toEqual([])
})

test('the units of a sequence stand in the original in this order, word for word', () => {
  for (const [key] of SIZES) {
    const names = pack.roster.units.filter((unit) => unit.class === key).map(({ name }) => name)
    expect(plain(original), key).toContain(names.join('、'))
  }
})

test('whoever rates or surveys is an example; every other body is in the text or a unit of the roster', () => {
  for (const { name, role } of pack.roster.bodies) expect(name.startsWith('示例'), name).toBe(role === 'leader' || role === 'survey')
  const assessors = pack.roster.bodies.filter(({ role }) => role === 'assessor')
  expect(assessors.length).toBeGreaterThan(5)
  expect(assessors.filter(({ key, unit }) => unit !== key)).toEqual([])
})

const TOWNS = ['towns-industrial', 'towns-agricultural', 'streets']
const RATES = ['urban', 'rural', 'revenue', 'investment', 'retail']
/** Facts of the whole roster: 90 of a hundred everywhere, nothing out of the ordinary. */
function facts(change: (facts: UnitFacts, unit: string) => void = () => {}) {
  const units = pack.roster.units.map(({ key, class: unitClass }) => {
    const unit: UnitFacts = { indicators: { '1': { full: '400', result: '360' }, '2': { full: '300', result: '270' } } }
    for (const [name, input] of Object.entries(pack.scoring.inputs)) {
      if (input.classes && !input.classes.includes(unitClass)) continue
      if (input.type === 'events') unit[name] = []
      else if (input.type === 'numbers') unit[name] = ['90', '90']
      else if (input.type === 'flag') unit[name] = 'false'
      else if (input.type === 'choice') unit[name] = '达标'
      else unit[name] = /^growth/.test(name) ? '5' : { public: '90', 'surveys.lowest': '50', headCount: '20', ledgerFull: '500' }[name] ?? '0'
    }
    change(unit, key)
    return [key, unit] as const
  })
  const parameters = { 'hearing-leaders': '80', 'last-closing': '2013-02-20', closing: '2014-02-20' }
  return { pack: pack.pack.key, parameters, units: Object.fromEntries(units) }
}
const totals = (given: ReturnType<typeof facts>) => new Map(score(pack, given).units.map(({ unit, total }) => [unit, total]))

test('full marks make 1000: 700, 200 and 100, however the 200 are shared between leaders and peers', () => {
  for (const leaders of ['0', '80', '200']) {
    const given = facts((unit) => {
      unit.indicators = { '1': { full: '700', result: '700' } }
      Object.assign(unit, { 'hearing.leaders': ['100'], public: '100', ...('hearing.peers' in unit ? { 'hearing.peers': ['100'] } : {}) })
    })
    given.parameters['hearing-leaders'] = leaders
    expect(new Set(totals(given).values()), leaders).toEqual(new Set(['1000']))
  }
})

test('the whole roster scores, is graded, and every trace is accepted', () => {
  const given = facts()
  expect(checkFacts(pack, given)).toEqual([])
  const outcome = score(pack, given)
  expect(outcome.units).toHaveLength(106)
  expect(new Set(outcome.units.map(({ published }) => published))).toEqual(new Set(['900.00']))
  expect(outcome.units.flatMap(({ trace }) => verify(pack, trace))).toEqual([])
  expect(outcome.cohorts.flatMap(({ trace }) => verify(pack, trace))).toEqual([])
})

/** Section 四(一): 2, 2 and 1 for towns and streets, a quarter elsewhere, half a place rounded up. */
const PLACES = { 6: 2, 4: 1, 7: 2, 18: 5, 13: 3, 9: 2, 27: 7 } as const

test('with differing scores each sequence has as many excellent units as it has places', () => {
  const given = facts((unit, key) => {
    unit['public'] = String(90 - pack.roster.units.findIndex((one) => one.key === key) / 2).slice(0, 5)
  })
  for (const { class: key, ranked, units } of score(pack, given).cohorts) {
    expect(ranked, key).toBe(key !== 'reference' && key !== 'separate')
    const excellent = units.filter(({ grade }) => grade === 'excellent').length
    expect(excellent, key).toBe(ranked ? PLACES[units.length as keyof typeof PLACES] : 0)
    expect(units.filter(({ grade }) => grade === 'qualified').length, key).toBe(ranked ? units.length - excellent : 0)
  }
})

test('a unit with two circumstances waits for the committee, and only that unit', () => {
  const outcome = score(
    pack,
    facts((unit, key) => {
      if (key !== '兰溪镇') return
      delete unit['committee.unqualified']
      Object.assign(unit, { 'surveys.lowest': '10', vetoes: [{ area: '计划生育', ground: '一票否决' }] })
    }),
  )
  const open = outcome.cohorts.filter(({ ranked }) => ranked).flatMap(({ units }) => units.filter(({ grade }) => grade === null))
  expect(open.map(({ unit }) => unit)).toEqual(['兰溪镇'])
  expect(outcome.cohorts.flatMap(({ trace }) => verify(pack, trace))).toEqual([])
})

/** The pack with another option of one assumption. */
const chosen = (assumption: string, option: string): Pack =>
  readPack(KEY, (given) => {
    const pattern = new RegExp(`(- key: ${assumption}\\n(?:(?!\\n- key:)[\\s\\S])*?\\n  choice: )\\S+`, 'u')
    given['assumptions.yaml'] = given['assumptions.yaml']!.replace(pattern, `$1${option}`)
  })
const award = (kind: string, project: string) => ({ award: kind, project, level: '本级机关', statutory: 'true', on: '2013-10-15' })
const acceptance = ['省验收', '市验收'].map((item) => ({ kind: '验收任务', item, passed: 'true' }))
test.each([
  ['award-limit', 'with-undertakers', { bonus: [award('党中央国务院表彰', '甲'), award('区受国务院表彰', '乙')] }, 'award-points', '5'],
  ['acceptance-count', 'each', { acceptance }, 'acceptance-points', '2'],
  ['forward-limit', 'together', Object.fromEntries(RATES.flatMap((rate) => [[`growth.${rate}.last`, '7'], [`growth.${rate}.now`, '3']])), 'forward-points', '3'], // prettier-ignore
  ['first-held', 'this-year', { 'growth.retail.last': '2', 'growth.retail.now': '1' }, 'first-points', '1.5'],
])('another choice of %s, %s, is computed', (assumption, option, change, rule, value) => {
  const other = chosen(assumption, option)
  expect(other.assumptions.find(({ key }) => key === assumption)?.choice).toBe(option)
  const { trace } = score(other, facts((unit, key) => key === '兰溪镇' && Object.assign(unit, change))).units.find(
    ({ unit }) => unit === '兰溪镇',
  )!
  expect(trace.steps.find(({ id }) => id === rule)?.value).toBe(value)
  expect(verify(other, trace)).toEqual([])
})

test('an assumption offers a choice, gives its reason, and is nobody’s decision yet', () => {
  for (const { key, options, reason, decided } of pack.assumptions) {
    expect(options.length, key).toBeGreaterThan(1)
    expect([reason.length > 5, decided], key).toEqual([true, null])
  }
})

test('the money and the lines are the numbers of the text', () => {
  const values = Object.entries(pack.scoring.parameters).map(([name, { value }]) => [name, value])
  expect(Object.fromEntries(values)).toEqual({
    'hearing-leaders': undefined,
    'last-closing': undefined,
    closing: undefined,
    'excellent-line': '700',
    'basic-line': '600',
    'money-excellent': '2000',
    'money-qualified': '1000',
    'money-reference': '1000',
    'money-resident-excellent': '40000',
    'money-resident-qualified': '20000',
  })
})

test('every explicit date is a working day after the issue, and reminders fall between opening and due day', () => {
  const dates = pack.plan.flatMap((each) => [each.opens, each.due]).filter((moment) => typeof moment === 'string')
  expect(dates.length).toBeGreaterThan(50)
  expect(dates.filter((date) => !isWorkingDay(date) || date <= '2013-09-30' || date > '2014-02-12')).toEqual([])
})

const year = latestYear(pack.plan)
isInOrder(pack.plan, year)

test('what is returned on the last day of the review is in force before the first monthly report', () => {
  const { freshWindow } = step('declaration-review') as PlanStep & { freshWindow: string }
  const again = addWorkingDays(year.get('declaration-review')!.due, Number(freshWindow)).date
  expect(addWorkingDays(again, 2).date < (step('monthly-2013-10').opens as string)).toBe(true)
})

test('whoever is heard last is answered by the end of the window: over the Spring Festival', () => {
  const { due: last, appealWindow, answerWindow } = step('feedback') as PlanStep & { appealWindow: string; answerWindow: string }
  const heard = due(last as string, Number(appealWindow)).date
  expect(heard).toBe('2014-02-07') // 30 January, then 7 February
  expect(due(heard, Number(answerWindow)).date).toBe('2014-02-11') // 8 February is a worked Saturday
})

test('two gates of the committee come before the last computation; the details before anything is declared', () => {
  expect(step('details-approval')).toMatchObject({ chain: ['区绩效评估委员会', '区委区政府主要领导'] })
  expect(step('committee')).toMatchObject({ actor: 'body:区绩效评估委员会', inputs: ['committee.unqualified', 'committee.excellent'] })
  expect(step('committee').after).toEqual(['feedback', 'appeals'])
  expect(step('final-computation').after).toEqual(['committee'])
})

test('each input is handed in by a step', () => {
  const filled = pack.plan.flatMap((each) => {
    if (each.kind === 'additions') return [each.bonus, each.deductions]
    if (each.kind === 'results') return [each.input, ...(each.inputs ?? [])]
    return 'input' in each ? [each.input] : []
  })
  expect(Object.keys(pack.scoring.inputs).filter((name) => !filled.includes(name))).toEqual([])
  expect(pack.plan.flatMap((each) => (each.kind === 'parameters' ? each.names : [])).toSorted()).toEqual(['closing', 'hearing-leaders', 'last-closing']) // prettier-ignore
})

const table = fs.readFileSync(new URL('../../docs/articles/heshan-2013.md', import.meta.url), 'utf8')
const named = new Set([...table.matchAll(/`([^`]+)`/g)].map((match) => match[1]))

test('the table of articles names every grade, consequence, step and deferred parameter', () => {
  const steps = (parse(files['plan.yaml']!, { schema: 'failsafe' }) as { steps: { key: string }[] }).steps
  const wanted = [
    ...pack.grades.grades.map(({ key }) => `grades.yaml#grades/${key}`),
    ...pack.grades.consequences.map(({ key }) => `grades.yaml#consequences/${key}`),
    ...steps.map(({ key }) => `plan.yaml#${key}`),
    ...['hearing-leaders', 'last-closing', 'closing'].map((name) => `scoring.yaml#parameters/${name}`),
  ]
  expect(wanted.filter((place) => !named.has(place))).toEqual([])
  expect(TOWNS.every((key) => named.has(`roster.yaml#classes/${key}`))).toBe(true)
})
