import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sum } from '../../scoring/decimal.ts'
import { split } from '../../scoring/facts/sample-value.ts'
import { lotOf } from '../../scoring/facts/lot.ts'
import { checkFacts, factsText, readFacts, sampleFacts, score, verify } from '../../scoring/index.ts'
import { mini, miniFiles, scoringOf, shipped } from './packs.ts'

const keys = readdirSync(join(import.meta.dirname, '../../packs'))

describe.each(keys)('made-up facts for %s', (key) => {
  const pack = shipped(key)
  const facts = sampleFacts(pack, '1')
  const outcome = score(pack, facts)

  test('keep to what the pack declares and can be written and read back', () => {
    expect(checkFacts(pack, facts)).toEqual([])
    expect(readFacts(pack, factsText(facts, ['虚构']))).toEqual({ ok: true, facts })
  })

  test('give every unit a score, and scores that differ', () => {
    expect(outcome.units.filter(({ state }) => state !== 'determined').map(({ unit, missing }) => [unit, missing])).toEqual([])
    expect(outcome.problems).toEqual([])
    const ranked = outcome.cohorts.filter(({ units, ranked }) => ranked && units.length > 1)
    for (const { units } of ranked) expect(new Set(units.map(({ published }) => published)).size).toBeGreaterThan(units.length / 2)
  })

  test('give traces that hold, line by line', () => {
    const traces = [...outcome.units, ...outcome.cohorts].map(({ trace }) => trace)
    expect(traces.flatMap((trace) => verify(pack, trace))).toEqual([])
  })

  test('are the same for the same seed, and others for another', () => {
    expect(sampleFacts(pack, '1')).toEqual(facts)
    expect(sampleFacts(pack, '2')).not.toEqual(facts)
  })
})

describe('the made-up task book', () => {
  const book = (key: string, unit: string) => sampleFacts(shipped(key), '1').units[unit]!.indicators as Record<string, { full: string }>

  test('is the listed one where the pack lists it', () => {
    const { indicators } = shipped()
    const listed = indicators.units['市环保局']!.map(({ key, full }) => [key, full])
    expect(Object.entries(book('dashiqiao-2017', '市环保局')).map(([key, { full }]) => [key, full])).toEqual(expect.arrayContaining(listed))
    expect(listed).toHaveLength(27)
  })

  test('else has the number of tasks and the points of the roster, exactly', () => {
    for (const { key, tasks, points } of shipped().roster.units.filter((unit) => unit.tasks !== undefined)) {
      const fulls = Object.values(book('dashiqiao-2017', key)).map(({ full }) => full)
      expect([key, String(fulls.length), sum(fulls)]).toEqual([key, tasks, points])
    }
  })

  test('is split without a remainder, whatever the points', () => {
    const draw = { lot: lotOf('x'), level: 900, names: [] }
    for (const [points, parts] of [
      ['10', 3],
      ['1', 4],
      ['100.5', 7],
      ['27', 27],
      ['5', 1],
    ] as const) {
      const found = split(draw, points, parts)
      expect([found.length, sum(found), found.every((part) => Number(part) > 0)]).toEqual([parts, points, true])
    }
  })
})

test('a unit whose made-up events would contradict each other has none', () => {
  const exception = (key: string) =>
    `  - { key: ${key}, label: ${key}, target: total, when: { op: compare, left: { op: perEvent, over: events, points: { each: "1" } }, is: above, right: "0" }, value: "0", source: *s }`
  const clash = mini(
    '',
    {},
    { 'scoring.yaml': scoringOf({ total: '{ op: input, name: x }' }, `exceptions:\n${exception('p')}\n${exception('q')}\n`) },
  )
  for (const seed of ['1', '2', '3', '4']) {
    const facts = sampleFacts(clash, seed)
    expect(Object.values(facts.units).map((unit) => unit['events'])).toEqual([[], [], [], []])
    expect(score(clash, facts).problems).toEqual([])
  }
})

test('every type of input, of event field and of parameter is made up within what is declared', () => {
  const pack = mini('{ op: each, over: indicators, value: { op: item, field: result }, then: sum, notApplicable: skip }')
  const facts = sampleFacts(pack, '1')
  expect(checkFacts(pack, facts)).toEqual([])
  expect(Object.keys(facts.parameters!)).toEqual(['closing', 'money']) // `rate` is set by the pack
  expect(facts.parameters).toEqual({ closing: '2021-01-20', money: '1000' }) // the pack is of 2020
  for (const [unit, fulls] of [
    ['甲', ['20', '10']], // as listed
    ['乙', Array.from({ length: 10 }, () => expect.any(String) as string)],
  ] as const) {
    const { indicators, last, ratings } = facts.units[unit]!
    const items = Object.values(indicators as Record<string, Record<string, string>>)
    expect(items.map(({ full }) => full)).toEqual(fulls)
    expect(items.map(({ node }) => node).slice(0, 2)).toEqual(['A1', 'A2']) // points of the frame in turn
    expect(['good', 'poor']).toContain(last)
    expect((ratings as string[]).length).toBeGreaterThanOrEqual(5)
  }
  const events = Object.values(facts.units).flatMap((unit) => unit['events'] as Record<string, string>[])
  expect(events.length).toBeGreaterThan(0)
  for (const { on } of events) expect(on).toMatch(/^2020-\d\d-\d\d$/)
})

test('full points that the pack fixes are kept to exactly', () => {
  const total = 'total: { full: "137.5", source: { article: 一, quote: 满分一百分 } }\nunits: {}\n'
  const pack = mini(
    '{ op: each, over: indicators, value: { op: item, field: result }, then: sum, notApplicable: skip }',
    {},
    {
      'indicators.yaml': `${miniFiles()['indicators.yaml']!.split('units:')[0]!}${total}`,
    },
  )
  const facts = sampleFacts(pack, '1')
  expect(checkFacts(pack, facts)).toEqual([])
  for (const { indicators } of Object.values(facts.units))
    expect(sum(Object.values(indicators as Record<string, { full: string }>).map(({ full }) => full))).toBe('137.5')
})
