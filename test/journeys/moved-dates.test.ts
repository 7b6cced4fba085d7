import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endOfDay } from '../../calendar/index.ts'
import { readPack } from '../../client/packs.ts'
import { rehearse, type RehearsalReport } from '../../client/rehearsal/index.ts'
import type { Incident } from '../../client/rehearsal/incidents/index.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

const { pack } = readPack(fileURLToPath(new URL('../packs/county', import.meta.url)))
const grounds = { document: '县办〔2019〕9号', reason: '机构改革' }
/** Dates move four times in the rehearsed year, and one declaration is returned after the review was due. */
const incidents: Incident[] = [
  { kind: 'lateReturn', on: '2019-08-26', at: '10:00', step: 'declaration-review', unit: '县财政局', reason: '目标值不明' },
  {
    ...{ kind: 'extension', on: '2019-12-16', at: '10:00', step: 'year-end-report', tasks: 3, until: '2019-12-26' },
    ...{
      document: '县办〔2019〕7号',
      reason: '防汛',
      reversed: { on: '2019-12-17', at: '10:00', document: '县办〔2019〕8号', reason: '汛情解除' },
    },
  },
  {
    kind: 'reschedule',
    on: '2019-12-24',
    at: '10:00',
    step: 'assessment',
    until: '2020-01-03',
    document: '县办〔2019〕10号',
    reason: '集中办公',
  },
  {
    ...{ kind: 'pause', on: '2019-12-26', at: '10:00', clocks: 'stopped' as const, ...grounds },
    resumed: { on: '2019-12-30', at: '10:00', document: '县办〔2019〕11号', reason: '改革完成' },
  },
]

let systems: TestSystem[]
let reports: RehearsalReport[]
beforeAll(async () => {
  systems = [await startTestSystem(), await startTestSystem()]
  const year = (system: TestSystem) =>
    rehearse({ database: system.database, pack, cycle: system.cycleId('moved'), seed: 'moved', incidents })
  reports = [await year(systems[0]!), await year(systems[1]!)]
}, 300_000)
afterAll(async () => {
  for (const system of systems) await system.stop()
})

test('a year in which dates move goes on to its end, twice with the same result', async () => {
  const [one, two] = reports
  expect(one!.resultHash).toMatch(/^[0-9a-f]{64}$/)
  expect(two!.resultHash).toBe(one!.resultHash)
  expect(two!.tasks).toEqual(one!.tasks)
  expect(one!.interferences.map((each) => [each.kind, ...each.done.map(({ verb }) => verb)])).toEqual([
    ['lateReturn', 'decide'],
    ['extension', 'extend', 'reverse-extension'],
    ['reschedule', 'reschedule'],
    ['pause', 'pause', 'resume'],
  ])
})

test('nothing was taken in while it stood still, and what ran then goes on two working days later', async () => {
  const { database } = systems[0]!
  const [from, to] = ['2019-12-26T02:00:00.000Z', '2019-12-30T02:00:00.000Z']
  const within = await database.selectFrom('submission').select('id').where('at', '>', from).where('at', '<', to).execute()
  expect(within).toEqual([])
  const opened = await database.selectFrom('step').select('key').where('opened_at', '>', from).where('opened_at', '<', to).execute()
  expect(opened).toEqual([])
  const [survey] = await database.selectFrom('step').selectAll().where('key', '=', 'assessment').execute()
  expect(survey!.due_at).toBe(endOfDay('2020-01-07')) // the 3rd, and 27 and 30 December not counted: 6 and 7 January
})
