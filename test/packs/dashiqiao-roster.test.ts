import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { addWorkingDays, due, isWorkingDay, nextWorkingDay, workingDaysBetween } from '../../calendar/index.ts'
import { isInOrder, latestYear } from './plan.ts'

type Source = { article?: string; quote?: string; assumption?: string }
type Moment = string | { workingDays: string; after: 'opened' | 'settled' }
type Dates = { key: string; opens: Moment; due: Moment; after?: string[] }
type Step = Dates & { kind: string; actor: string; of?: string; classes?: string[]; reminders?: string[]; freshWindow?: string; chain?: string[] }
type Unit = { key: string; name: string; class: string; tasks?: string; points?: string; madeUp?: string }
type Assumption = { key: string; options: { key: string }[]; choice: string; reason: string; decided: string }

const text = (name: string) => readFileSync(new URL(`../../packs/dashiqiao-2017/${name}`, import.meta.url), 'utf8')
// Failsafe: every scalar is a string, a duplicate key is an error.
const yaml = <T>(name: string) => parse(text(name), { schema: 'failsafe' }) as T
const roster = yaml<{ classes: { key: string }[]; units: Unit[]; bodies: { key: string; role: string; unit?: string }[] }>('roster.yaml')
const indicators = yaml<{ units: Record<string, { key: string; name: string; full: string; body?: string }[]> }>('indicators.yaml')
const assumptions = yaml<Assumption[]>('assumptions.yaml')
const plan = yaml<{ steps: (Step & { instances?: Dates[] })[] }>('plan.yaml')
const steps: Step[] = plan.steps.flatMap(({ instances, ...rest }) =>
  instances === undefined ? [rest] : instances.map((each) => ({ ...rest, ...each, key: `${rest.key}-${each.key}` })),
)
const step = (key: string) => steps.find((each) => each.key === key)!
const listed = roster.units.filter((unit) => unit.madeUp === undefined)
// Sums in tenths: the only fractions of annex 1 are halves.
const sum = (values: (string | undefined)[]) => values.reduce((total, each) => total + Math.round(Number(each) * 10), 0) / 10
const repeated = (keys: string[]) => keys.filter((key, i) => keys.indexOf(key) !== i)

test('the original is kept exactly', () => {
  expect(createHash('sha256').update(text('source.txt')).digest('hex')).toBe('1d6000e2cbe3beb31c52d29c974a41aa110a44c3fa0bdf0535a2c2bbe6f63edc')
})

test('annex 1: 44 departments and parks, 759 tasks, 5,551.5 points', () => {
  expect(listed).toHaveLength(44)
  expect(sum(listed.map((unit) => unit.tasks))).toBe(759)
  expect(sum(listed.map((unit) => unit.points))).toBe(5551.5)
})

test('made-up units stand in for the absent annexes and say so', () => {
  const madeUp = roster.units.filter((unit) => unit.madeUp === 'true')
  expect(madeUp.map((unit) => unit.class).sort()).toEqual([...Array(5).fill('imported'), ...Array(4).fill('towns')])
  expect(madeUp.every((unit) => unit.name.startsWith('示例'))).toBe(true)
  expect(listed.every((unit) => unit.class.startsWith('departments-'))).toBe(true)
})

test('first and second kind follow the assumption: 100 points and more', () => {
  for (const unit of listed) expect(unit.class).toBe(Number(unit.points) >= 100 ? 'departments-1' : 'departments-2')
  expect(listed.filter((unit) => unit.class === 'departments-1')).toHaveLength(33)
  expect(listed.find((unit) => unit.key === '市环保局')?.class).toBe('departments-1')
})

test('no key stands twice; a body that is also assessed names its unit', () => {
  const units = roster.units.map((unit) => unit.key)
  expect(repeated(units)).toEqual([])
  expect(repeated(roster.bodies.map((body) => body.key))).toEqual([])
  expect(roster.bodies.flatMap((body) => body.unit ?? [])).toEqual(['市发改局', '市信访局', '市政府办'])
  for (const body of roster.bodies) expect(body.unit).toBe(units.includes(body.key) ? body.key : undefined)
})

test('annex 4: the 27 tasks of 市环保局, 175 points, a body at rows 1, 2 and 14 only', () => {
  const tasks = indicators.units['市环保局']!
  expect(tasks.map((task) => task.key)).toEqual(Array.from({ length: 27 }, (_each, i) => String(i + 1)))
  expect(sum(tasks.map((task) => task.full))).toBe(175)
  expect(tasks.filter((task) => task.body !== undefined).map((task) => [task.key, task.body])).toEqual([
    ['1', '市信访局'],
    ['2', '市政府办'],
    ['14', 'office'],
  ])
  const { tasks: count, points } = listed.find((unit) => unit.key === '市环保局')!
  expect([count, points]).toEqual(['27', '175'])
})

function sources(node: unknown): Source[] {
  if (Array.isArray(node)) return node.flatMap(sources)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => (key === 'source' ? [value as Source] : sources(value)))
}
test('every quotation stands in the original, every assumption in the register', () => {
  const original = text('source.txt').replace(/\s+/g, '')
  const keys = assumptions.map((each) => each.key)
  const found = [roster, indicators, plan].flatMap(sources)
  expect(found.length).toBeGreaterThan(100)
  expect(found.filter(({ quote }) => quote !== undefined && !original.includes(quote.replace(/\s+/g, '')))).toEqual([])
  expect(found.filter(({ assumption }) => assumption !== undefined && !keys.includes(assumption))).toEqual([])
  // a step has one source of its own; who may let in a late appeal, what is said of the silent and who reads a circular have another
  expect(plan.steps.filter((each) => sources({ ...each, lateAppeal: undefined, silence: undefined, circular: undefined }).length !== 1)).toEqual([])
})

test('an assumption offers a choice, makes one, gives its reason, and is nobody’s decision yet', () => {
  expect(repeated(assumptions.map((each) => each.key))).toEqual([])
  for (const { key, options, choice, reason, decided } of assumptions) {
    expect(options.length, key).toBeGreaterThan(1)
    expect(options.filter((option) => option.key === choice), key).toHaveLength(1)
    expect([reason.length > 5, decided], key).toEqual([true, 'null'])
  }
})

test('steps wait for steps that stand before them, and name classes and bodies of the roster', () => {
  expect(repeated(steps.map((each) => each.key))).toEqual([])
  const classes = roster.classes.map((each) => each.key)
  const bodies = roster.bodies.map((each) => each.key)
  steps.forEach((each, i) => {
    const before = steps.slice(0, i).map((other) => other.key)
    for (const key of [...(each.after ?? []), ...(each.of ? [each.of] : [])]) expect(before, each.key).toContain(key)
    for (const key of each.classes ?? []) expect(classes, each.key).toContain(key)
    const acting = each.actor.startsWith('body:') ? [each.actor.slice(5)] : []
    for (const key of [...acting, ...(each.chain ?? [])]) expect(bodies, each.key).toContain(key)
  })
})

test('every explicit date is a working day', () => {
  const dates = steps.flatMap((each) => [each.opens, each.due]).filter((moment) => typeof moment === 'string')
  expect(dates.length).toBeGreaterThan(50)
  expect(dates.filter((date) => !isWorkingDay(date))).toEqual([])
})

const year = latestYear(steps)
isInOrder(steps, year)

test('what is returned on the last day of a review can still be handed in before the approval', () => {
  for (const key of ['declaration-review', 'town-declaration-review']) {
    const fresh = addWorkingDays(year.get(key)!.due, Number(step(key).freshWindow)).date
    expect(fresh < year.get('indicator-approval')!.opens).toBe(true)
  }
})

test('eight monthly self-checks, each open on the first working days of the month after', () => {
  const checks = steps.filter((each) => each.kind === 'selfCheck')
  expect(checks.map((each) => each.key)).toEqual(['04', '05', '06', '07', '08', '09', '10', '11'].map((month) => `self-check-2017-${month}`))
  for (const { key, opens, due: last } of checks as { key: string; opens: string; due: string }[]) {
    const month = String(Number(key.slice(-2)) + 1).padStart(2, '0')
    expect(opens).toBe(nextWorkingDay(`2017-${month}-01`))
    expect(workingDaysBetween(opens, last)).toBe(3)
  }
})

test('the feedback form of Friday 9 February 2018 can be appealed until Monday the 12th', () => {
  const feedback = step('feedback') as Step & { appealWindow: string; answerWindow: string }
  expect(feedback.opens).toBe('2018-02-09')
  expect(due('2018-02-09', Number(feedback.appealWindow)).date).toBe('2018-02-12')
  const lastAppeal = due(feedback.due as string, Number(feedback.appealWindow)).date
  expect(lastAppeal).toBe('2018-02-14') // the last working day before the Spring Festival
  expect(due(lastAppeal, Number(feedback.answerWindow)).date).toBe('2018-02-24') // a worked Saturday
  expect(step('appeals').due).toBe('2018-02-26')
})

test('units whose result comes from above take part only in the end of the year', () => {
  const theirs = steps.filter((each) => each.classes === undefined || each.classes.includes('imported')).map((each) => each.key)
  expect(theirs).toEqual([
    'imported-results',
    'computation',
    'feedback',
    'appeals',
    'final-computation',
    'results-approval',
    'publication',
    'rectification',
  ])
})

test('the year as it stands when every step takes all its time', () => {
  expect(year.get('task-book')!.due).toBe('2017-04-27')
  expect(year.get('final-computation')!.opens).toBe('2018-02-27')
  expect(year.get('publication')!.due).toBe('2018-03-13')
  expect(year.get('rectification')!.due).toBe('2018-04-12') // Sunday 8 April is worked
})
