import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { addWorkingDays, due, isWorkingDay } from '../../calendar/index.ts'
import { chance } from '../../client/rehearsal/chance.ts'
import type { Stage } from '../../client/rehearsal/action.ts'
import { indicatorsOf } from '../../client/rehearsal/actors/declaration.ts'
import { sum } from '../../scoring/decimal.ts'
import {
  lint,
  parsePack,
  runCases,
  score,
  verify,
  type Facts,
  type IndicatorFacts,
  type Pack,
  type PlanStep,
  type UnitFacts,
} from '../../scoring/index.ts'
import { bookFaults } from '../../steps/book-faults.ts'
import { checkDeclaration, Declaration } from '../../steps/declaration.ts'
import { declarantsOf } from '../../steps/declarants.ts'
import { packFiles, readPack } from '../support/packs.ts'
import { isInOrder, latestYear } from './plan.ts'

const KEY = 'liaoning-2012'
const pack = readPack(KEY)
const original = packFiles(KEY)['source.txt']!
const step = (key: string): PlanStep => pack.plan.find((each) => each.key === key)!
const nodes = pack.indicators.frame!.nodes

test('the original is kept exactly', () => {
  expect(createHash('sha256').update(original).digest('hex')).toBe('58cefac0c40258b4ae3e986fa917f40e3c6ed9ef5a7cbf5b5af34b33fd9d7ddc')
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

test('the frame is the table of the original, row by row: 7 dimensions, 14 layers, 42 points', () => {
  const table = original.slice(original.indexOf('考评要点\n|\n一、'), original.indexOf('(三)评分办法'))
  const rows = [...table.matchAll(/^([一二三四五六七]、|\([一二三四五六七八九十]+\)|\d+\.)(.+)$/gmu)].map(([, number = '', name = '']) => ({ number, name }))
  const levelOf = (number: string) => (number.endsWith('、') ? 'dimension' : number.endsWith('.') ? 'point' : 'layer')
  expect(nodes.map(({ name, level }) => [name, level])).toEqual(rows.map(({ name, number }) => [name, levelOf(number)]))
  const count = (level: string) => nodes.filter((node) => node.level === level).length
  expect([count('dimension'), count('layer'), count('point')]).toEqual([7, 14, 42])
  expect(original).toContain('分为7个考评维度,14个考评层面,42个考评要点,117项考评指标')
  const above = new Map<string, string>()
  for (const { key, level, parent } of nodes) {
    if (level !== 'dimension') expect(parent, key).toBe(above.get(level === 'layer' ? 'dimension' : 'layer'))
    above.set(level, key)
  }
})

test('the original gives no full points: a thousand for each city, 117 indicators, none of them listed', () => {
  expect(pack.indicators.total!.full).toBe('1000')
  expect(pack.indicators.units).toEqual({})
  expect(new Set(pack.roster.units.map(({ tasks, points }) => `${tasks}/${points}`))).toEqual(new Set(['117/1000']))
})

test('fourteen cities, the two counties of which the original speaks are not among them; the departments are made up and say so', () => {
  expect(pack.roster.units).toHaveLength(14)
  const names = pack.roster.units.map(({ name }) => name).join('')
  expect([names.includes('绥中'), names.includes('昌图')]).toEqual([false, false])
  for (const { name, role, source } of pack.roster.bodies) {
    expect('assumption' in source, name).toBe(role === 'assessor')
    expect(name.startsWith('示例'), name).toBe(role === 'assessor')
  }
})

/** Three indicators of 300, 300 and 400 points for every city, in three dimensions. */
const BOOK: Record<string, IndicatorFacts> = {
  '1': { full: '300', node: '三大区域战略', halfYear: '240', q3: '270', yearEnd: '285' },
  '2': { full: '300', node: '教育发展', halfYear: '270', q3: '290', yearEnd: '295' },
  '3': { full: '400', node: '青山工程', halfYear: '350', q3: '380', yearEnd: '390' },
}
function facts(change: (facts: UnitFacts & { indicators: typeof BOOK }, unit: string) => void = () => {}): Facts {
  const units = pack.roster.units.map(({ key }) => {
    const unit = { indicators: structuredClone(BOOK), verification: [] as object[] } as UnitFacts & { indicators: typeof BOOK }
    change(unit, key)
    return [key, unit] as const
  })
  return { pack: KEY, parameters: { 'prize-places': '1', 'commendation-places': '3' }, units: Object.fromEntries(units) }
}
/** Values by the id of their step, of one city. */
const traced = (of: Pack, { units, ...given }: Facts, unit = '沈阳市') =>
  new Map(
    score(of, { ...given, units: { [unit]: units[unit]! } })
      .units.find((each) => each.unit === unit)!
      .trace.steps.map(({ id, value }) => [id, value]),
  )
const choosing = (key: string, choice: string): Pack =>
  readPack(KEY, (files) => {
    const [before, after] = files['assumptions.yaml']!.split(`- key: ${key}\n`)
    files['assumptions.yaml'] = `${before}- key: ${key}\n${after!.replace(/^ {2}choice: .*$/mu, `  choice: ${choice}`)}`
  })

test('what the register may decide otherwise is computed otherwise', () => {
  const total = (of: Pack, given: Facts) => traced(of, given).get('total')
  const fraud = facts((unit) => (unit.verification = [{ points: '0', ground: '补造', indicator: '1', falsified: 'true' }]))
  // every round: 645 × 20% + 685 × 80%; the year-end round only: 900 × 20% + 685 × 80%
  expect([total(pack, fraud), total(choosing('fraud-rounds', 'year-end'), fraud)]).toEqual(['677', '728'])
  // the mean of 820 … in all 900; the third quarter alone is 270 + 290 + 380 = 940
  expect([total(pack, facts()), total(choosing('process-score', 'last'), facts())]).toEqual(['956', '964'])
  const away = facts(({ indicators }) => Object.assign(indicators['3']!, { yearEnd: { notApplicable: '未开工' } }))
  // 580 of 600 points to a thousand, or as they are
  expect(traced(pack, away).get('year-end')).toMatch(/^966\.6{30}/u)
  expect(traced(choosing('not-applicable-part', 'plain'), away).get('year-end')).toBe('580')
  const prize = 'node-prize-三大区域战略'
  expect([traced(pack, facts()).get(prize), traced(choosing('prize-basis', 'points'), facts()).get(prize)]).toEqual(['93', '279'])
})

test('fourteen cities ranked, every node of the frame too, and every trace holds', () => {
  const better = facts((unit, key) => {
    if (key === '大连市') unit.indicators['3']!.yearEnd = '400'
    if (key === '葫芦岛市') unit.indicators['1']!.yearEnd = '300'
  })
  const { units, cohorts, problems } = score(pack, better)
  expect(problems).toEqual([])
  const [cohort] = cohorts
  expect(cohort!.units.slice(0, 3).map(({ unit, published, rank }) => [unit, published, rank])).toEqual([
    ['葫芦岛市', '968.00', 1],
    ['大连市', '964.00', 2],
    ['沈阳市', '956.00', 3],
  ])
  const named = (key: string) => cohort!.units.filter(({ consequences }) => consequences.some((each) => each.key === key)).length
  expect(named('commendation')).toBe(14) // the third place is shared by twelve
  const winners = (prize: string) => cohort!.prizes.find(({ key }) => key === prize)!.units.flatMap((each) => (each.won ? [each.unit] : []))
  expect(winners('key-works-青山工程')).toEqual(['大连市'])
  expect(winners('key-layers-区域战略')).toEqual(['葫芦岛市'])
  expect(winners('key-works-教育发展')).toHaveLength(14)
  expect(winners('key-works-蓝天工程')).toEqual([]) // a point without an indicator
  expect(cohort!.prizes).toHaveLength(63)
  for (const { trace } of [...units, ...cohorts]) expect(verify(pack, trace)).toEqual([])
})

test('prizes go by the rate as it is published: 93.001 and 93 are level', () => {
  const close = facts((unit, key) => key === '丹东市' && (unit.indicators['1']!.yearEnd = '285.00375')) // + 0.8 × 0.00375 ÷ 300 × 100 = 0.001
  const prize = score(pack, close).cohorts[0]!.prizes.find(({ key }) => key === 'key-works-三大区域战略')!
  expect(new Set(prize.units.map(({ rank, won }) => `${rank} ${won}`))).toEqual(new Set(['1 true']))
})

test('places that nobody has set name nobody', () => {
  const { cohorts } = score(pack, { ...facts(), parameters: {} })
  const wins = cohorts[0]!.prizes.flatMap(({ units }) => units.map(({ won }) => won))
  expect(new Set(wins)).toEqual(new Set([null]))
  const standing = cohorts[0]!.units[0]!.consequences.find(({ key }) => key === 'commendation')
  expect(standing).toMatchObject({ state: 'open', missing: ['parameters.commendation-places'] })
})

test('the full points of a city are a thousand, to the last digit', () => {
  const off = facts(({ indicators }, key) => key === '大连市' && (indicators['3']!.full = '399.99'))
  expect(sum(Object.values(off.units['大连市']!.indicators as typeof BOOK).map(({ full }) => full as string))).toBe('999.99')
  const result = score(pack, off).units.find(({ unit }) => unit === '大连市')!
  expect(result.state).toBe('refused')
  expect(result.problems.map(({ message }) => message).join()).toContain('999.99')
})

test('without facts every city is undetermined, nobody is ranked, commended or has a prize', () => {
  const { units, cohorts, problems } = score(pack, { pack: KEY, units: {} })
  expect(problems).toEqual([])
  expect(new Set(units.map(({ state }) => state))).toEqual(new Set(['undetermined']))
  expect(cohorts[0]!.complete).toBe(false)
  expect(new Set(cohorts[0]!.units.map(({ rank }) => rank))).toEqual(new Set([null]))
  expect(cohorts[0]!.units.flatMap(({ consequences }) => consequences.filter(({ state }) => state === 'applies'))).toEqual([])
  expect(cohorts[0]!.prizes.flatMap((prize) => prize.units.filter(({ won }) => won))).toEqual([])
})

test('what is declared in a rehearsal is what the original asks for: 117 indicators of a thousand points, with basis, measure, breakdown and reward', () => {
  const spec = step('declaration') as Extract<PlanStep, { kind: 'declaration' }>
  expect(spec.asks!.map(({ label }) => label)).toEqual(['依据', '量化办法', '对该市的分解', '奖惩办法'])
  const stage = { pack, chance: chance('1') } as Stage
  for (const unit of pack.roster.units.map(({ key }) => key)) {
    const shares = declarantsOf(pack, unit, spec.actor).map(({ assignee }) => {
      const body = 'body' in assignee ? assignee.body : null
      const declared = Declaration.parse({ indicators: indicatorsOf(stage, { unit, assignee_body: body }, { spec }) })
      checkDeclaration({ pack, spec, unit, body }, declared)
      return declared.indicators
    })
    expect(shares).toHaveLength(7)
    expect(bookFaults(pack, unit, shares.flat())).toEqual([])
    expect(new Set(shares.flat().map(({ fields }) => fields['node'])).size).toBe(42)
  }
})

test('an assumption offers a choice, makes one, gives its reason, and is nobody’s decision yet', () => {
  for (const { key, options, reason, decided } of pack.assumptions) {
    expect(options.length, key).toBeGreaterThan(1)
    expect([reason.length > 5, decided], key).toEqual([true, null])
  }
})

test('in each round the city reports first, then the department, then the office, then the leading group', () => {
  for (const round of ['half-year', 'q3']) {
    expect(step(`${round}-assessment`).after).toEqual([`${round}-report`])
    expect(step(`${round}-approval`)).toMatchObject({ after: [`${round}-assessment`], chain: ['office', '省领导小组'] })
  }
  expect(step('verification')).toMatchObject({ after: ['year-end-report'], actor: 'assessors', of: 'year-end-report' })
  expect(step('year-end-assessment').after).toEqual(['verification'])
  expect(step('results-approval')).toMatchObject({ chain: ['省领导小组'] })
})

test('the three rounds stand in the months of the original', () => {
  expect(['half-year-report', 'half-year-approval'].map((key) => step(key).due.toString().slice(0, 7))).toEqual(['2012-07', '2012-07'])
  expect(step('half-year-report').opens.toString()).toMatch(/^2012-06/u)
  expect(step('q3-report').opens).toBe('2012-10-08') // the first working day after the holiday of the first week
  expect(step('year-end-report').opens.toString() >= '2012-12-21').toBe(true)
})

test('every explicit date is a working day between the issue of the regulation and March 2013', () => {
  const dates = pack.plan.flatMap(({ opens, due: last }) => [opens, last]).filter((moment) => typeof moment === 'string')
  expect(dates.length).toBeGreaterThan(30)
  expect(dates.filter((date) => !isWorkingDay(date) || date < '2012-04-06' || date > '2013-03-29')).toEqual([])
})

const year = latestYear(pack.plan)
isInOrder(pack.plan, year)

test('what is returned on the last day of the review can still be handed in before opinions are sought', () => {
  const { freshWindow } = step('joint-review') as PlanStep & { freshWindow: string }
  expect(addWorkingDays(year.get('joint-review')!.due, Number(freshWindow)).date < year.get('consultation')!.opens).toBe(true)
})

test('the last answer comes after the Spring Festival, and everything is approved and published in March at the latest', () => {
  const feedback = step('feedback') as PlanStep & { appealWindow: string; answerWindow: string }
  const lastAppeal = due(feedback.due as string, Number(feedback.appealWindow)).date
  expect(lastAppeal).toBe('2013-02-07')
  expect(due(lastAppeal, Number(feedback.answerWindow)).date).toBe('2013-02-19')
  expect(year.get('publication')!.due <= '2013-03-29').toBe(true)
})
