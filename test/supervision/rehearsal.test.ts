import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reportText } from '../../client/cli/report.ts'
import { readFiles } from '../../client/packs.ts'
import { rehearse, type RehearsalReport } from '../../client/rehearsal/index.ts'
import type { Incident } from '../../client/rehearsal/incidents/index.ts'
import { lightsView } from '../../client/views/lights.ts'
import { slipsView } from '../../client/views/slips.ts'
import { parsePack, type Pack } from '../../scoring/index.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

/** The pack of the guide, with a ladder and lights. Its year-end reports are due on Friday 20 December 2019. */
function supervised(): Pack {
  const files = readFiles(fileURLToPath(new URL('../packs/county', import.meta.url)))
  const source = 'source: { article: 第三条, quote: 县绩效考核办公室（以下简称县考核办）负责组织年度考核 }'
  const parsed = parsePack({
    ...files,
    'supervision.yaml': `lights: { kinds: [declaration, report], ${source} }
ladder:
  series: 督办
  rungs:
    - { slip: 提醒单, after: "1", days: "2" }
    - { slip: 督办单, after: "1", days: "3" }
    - { slip: 通报单, after: "1", days: "3", leader: 领导小组 }
  ${source}
`,
  })
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'))
  return parsed.pack
}

const pack = supervised()
const incidents: Incident[] = [{ kind: 'stall', on: '2020-01-06', at: '10:00', step: 'year-end-report', unit: '青石镇' }]
let systems: TestSystem[]
let reports: RehearsalReport[]

beforeAll(async () => {
  systems = [await startTestSystem(), await startTestSystem()]
  reports = await Promise.all(
    systems.map((system) => rehearse({ database: system.database, pack, cycle: system.cycleId('slips'), seed: 'slips', incidents })),
  )
}, 300_000)
afterAll(() => Promise.all(systems.map((system) => system.stop())))

test('a unit that stalls in a rehearsed year climbs the ladder: it lets the first slip pass, answers the second and does not keep its word', async () => {
  const slips = (await slipsView(systems[0]!.database, reports[0]!.cycle)).filter(({ receiver }) => receiver === '青石镇')
  expect(slips.map(({ name, issued, due, state, answer }) => [name, issued, due, state, answer?.doneBy ?? null])).toEqual([
    ['提醒单', '2019-12-23 08:30', '2019-12-25 24:00', 'closed', null],
    ['督办单', '2019-12-26 08:30', '2019-12-31 24:00', 'closed', '2020-01-02 24:00'], // answered on the 27th: 30, 31, and 2 January
    ['通报单', '2020-01-03 08:30', '2020-01-08 24:00', 'closed', null], // handed in on the 6th, before its answer was due
  ])
  const told = await systems[0]!.database
    .selectFrom('notice')
    .select('post')
    .where('cycle', '=', reports[0]!.cycle)
    .where('kind', '=', 'informed')
    .execute()
  expect(told).toEqual([{ post: '领导小组#1' }])
})

test('its December stays yellow to the end of the year, the others are green', async () => {
  const { units, counts } = await lightsView(systems[0]!.database, reports[0]!.cycle, '2019-12')
  expect(units.find(({ unit }) => unit === '青石镇')?.months.map(({ light }) => light)).toEqual(['yellow'])
  expect(counts.green + counts.yellow).toBe(10)
  expect(counts.red).toBe(0)
})

test('the report counts slips and lights, and the same seed gives the same', () => {
  const [report, again] = reports as [RehearsalReport, RehearsalReport]
  expect(again.resultHash).toBe(report.resultHash)
  const counted = ({ slips, lights, tasks, notices, digests }: RehearsalReport) => ({ slips, lights, tasks, notices, digests })
  expect(counted(again)).toEqual(counted(report))
  expect(report.slips).toMatchObject({ 督办单: 1, 通报单: 1 })
  expect(Object.values(report.lights ?? {}).reduce((sum, count) => sum + count, 0)).toBe(20) // ten units, August and December
  expect(reportText(pack, report)).toMatch(/督办：提醒单 \d+，督办单 1，通报单 1。\n绿灯 \d+，黄灯 \d+，红灯 0，未亮 0（每单位每月一盏）。/)
})
