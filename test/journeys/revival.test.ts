import { afterAll, beforeAll, expect, test } from 'vitest'
import { dateAt } from '../../calendar/index.ts'
import { rehearse, type RehearsalReport } from '../../client/rehearsal/index.ts'
import type { Incident } from '../../client/rehearsal/incidents/index.ts'
import { decisionsOf } from '../../client/views/decisions.ts'
import { proceedingsPack } from '../support/small-pack/proceedings.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

const pack = proceedingsPack()
let system: TestSystem
let count = 0
let [first, again] = [{} as RehearsalReport, {} as RehearsalReport]

const year = (incidents: Incident[]) =>
  rehearse({ database: system.database, pack, cycle: system.cycleId(`revival-${++count}`), seed: 'late', incidents })

beforeAll(async () => {
  system = await startTestSystem()
  const quiet = await year([])
  // the day on which the results were computed for the last time: the appeals are over, the publication has not begun
  const final = await system.database.selectFrom('step').select('settled_at').where('cycle', '=', quiet.cycle).where('key', '=', 'final').executeTakeFirstOrThrow() // prettier-ignore
  const incidents: Incident[] = [
    { kind: 'withdraw', on: '2017-04-10', at: '08:45', step: 'declaration', reason: '分值写错' },
    { kind: 'returnGate', on: '2017-04-20', at: '08:45', step: 'approval', to: '考核办', reason: '缺依据' },
    { kind: 'revive', on: dateAt(final.settled_at ?? ''), at: '10:00', document: '领导组纪要 5 号', reason: '签收人住院' },
  ]
  first = await year(incidents)
  again = await year(incidents)
}, 300_000)
afterAll(() => system.stop())

const rows = <T extends 'computation' | 'revival' | 'publication'>(table: T) =>
  system.database
    .selectFrom(table as 'computation')
    .selectAll()
    .where('cycle', '=', first.cycle)
    .execute() as Promise<Record<string, unknown>[]>

test('an appeal that is let in after the last computation is answered, the results are computed once more, and then published', async () => {
  expect(await rows('revival')).toMatchObject([{ document: '领导组纪要 5 号', by_post: '领导组#1' }])
  const computations = (await rows('computation')).map(({ version, step }) => [version, step])
  expect(computations.toSorted()).toEqual([
    [1, 'computation'],
    [2, 'final'],
    [3, 'final'],
  ])
  expect(await rows('publication')).toMatchObject([{ version: 3 }])
  const open = await system.database
    .selectFrom('step')
    .select('key')
    .where('cycle', '=', first.cycle)
    .where('state', '<>', 'settled')
    .execute()
  expect(open).toEqual([])
})

test('what was withdrawn came back and was accepted, what was returned to its origin went up again from the first body', async () => {
  const decisions = await decisionsOf(system.database, first.cycle)
  expect(decisions.filter(({ step }) => step === 'approval').map(({ title, outcome, returnedTo }) => [title, outcome, returnedTo])).toEqual(
    [
      ['approval：领导组', 'return', '考核办'],
      ['approval：领导组', 'approve', null],
      ['approval：市委', 'approve', null],
    ],
  )
  const withdrawn = await system.database.selectFrom('withdrawal').selectAll().where('cycle', '=', first.cycle).execute()
  expect(withdrawn).toMatchObject([{ reason: '分值写错' }])
  const cancelled = await system.database
    .selectFrom('task')
    .select('key')
    .where('cycle', '=', first.cycle)
    .where('state', '=', 'cancelled')
    .execute()
  expect(cancelled).toHaveLength(1)
})

test('the same seed and incidents give the same results', () => {
  expect(again.resultHash).toBe(first.resultHash)
  expect(again.tasks).toEqual(first.tasks)
})
