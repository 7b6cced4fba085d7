import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPack } from '../../client/packs.ts'
import { rehearse, type RehearsalReport } from '../../client/rehearsal/index.ts'
import { outcomeOf } from '../../records/result.ts'
import { verify } from '../../scoring/index.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

/** The pack that docs/zh/new-pack.md writes, from its folder. */
const { pack } = readPack(fileURLToPath(new URL('../packs/county', import.meta.url)))
let system: TestSystem
let cycle: string
let report: RehearsalReport

beforeAll(async () => {
  system = await startTestSystem()
  cycle = system.cycleId('county')
  report = await rehearse({ database: system.database, pack, cycle, seed: 'county' })
}, 300_000)
afterAll(() => system.stop())

test('the year of a pack written by the guide goes on to its end, and everybody has a score, a rank and a grade', async () => {
  const steps = await system.database.selectFrom('step').select(['key', 'state']).where('cycle', '=', cycle).execute()
  expect(steps.map(({ key }) => key).toSorted()).toEqual(pack.plan.map(({ key }) => key).toSorted())
  expect(steps.filter((step) => step.state !== 'settled')).toEqual([])
  expect(report.units).toHaveLength(pack.roster.units.length)
  expect(report.units.filter(({ published, rank, grade }) => published === null || rank === null || grade === null)).toEqual([])
  // 30 % of six and of four, without fractions: one place each, and none for who is barred
  for (const { key } of pack.roster.classes)
    expect(report.units.filter((unit) => unit.class === key && unit.grade === 'excellent')).toHaveLength(1)
})

test('its traces are accepted', async () => {
  const outcome = await outcomeOf(system.database, cycle, 2)
  const traces = [...(outcome?.units ?? []), ...(outcome?.cohorts ?? [])].map(({ trace }) => trace)
  expect(traces).toHaveLength(pack.roster.units.length + pack.roster.classes.length)
  expect(traces.flatMap((trace) => verify(pack, trace))).toEqual([])
})
