import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCycle } from '../../client/verbs/open-cycle.ts'
import { retry } from '../../client/verbs/retry.ts'
import { postOf } from '../../client/posts.ts'
import { at } from '../../calendar/index.ts'
import { untilQuiet } from '../../client/rehearsal/quiet.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { readPack } from '../support/packs.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

let system: TestSystem
beforeAll(async () => {
  system = await startTestSystem()
})
afterAll(() => system.stop())

/** A plan that hands out feedback forms before anything was computed: the step cannot open, the other one beside it can. */
const pack = readPack('dashiqiao-2017', (files) => {
  const source = 'source: { assumption: made-up-units }'
  files['plan.yaml'] = [
    'steps:',
    `  - { key: forms, kind: feedback, name: 反馈, actor: units, appealWindow: "2", answerWindow: "3", opens: 2017-03-27, due: 2017-03-31, late: escalate, ${source} }`,
    `  - { key: results, kind: computation, name: 计算, actor: nobody, opens: 2017-03-27, due: 2017-03-31, late: escalate, ${source} }`,
  ].join('\n')
})

test('a step that cannot go on says why, stops nothing else, and goes on once it is asked again', async () => {
  const { database } = system
  const cycle = system.cycleId('retry')
  const now = at('2017-03-27', '08:00')
  await openCycle(database, { id: cycle, pack, seed: '1', post: 'test', kind: 'rehearsal', clockAt: now })
  await untilQuiet(database, cycle, now, false)
  const states = async () => {
    const steps = await database.selectFrom('step').select(['key', 'state', 'trouble']).where('cycle', '=', cycle).orderBy('ord').execute()
    return steps.map((step) => [step.key, step.state, step.trouble])
  }
  await expect.poll(states).toEqual([
    ['forms', 'scheduled', '尚未计算成绩，不能下发反馈单。'],
    ['results', 'settled', null],
  ])
  const call = { database, cycle, post: postOf('office') }
  await expect(retry({ ...call, post: '市环保局/联络员' }, { step: 'forms', reason: '已计算' })).rejects.toMatchObject({
    code: 'wrong-role',
  })
  await expect(retry(call, { step: 'forms', reason: ' ' })).rejects.toMatchObject({ code: 'bad-input' })
  await expect(retry(call, { step: 'results', reason: '已计算' })).rejects.toMatchObject({ code: 'already-done' })
  expect(await retry(call, { step: 'forms', reason: '成绩已经计算' })).toEqual({ step: 'forms', trouble: '尚未计算成绩，不能下发反馈单。' })
  await expect.poll(states, { timeout: 10_000 }).toEqual([
    ['forms', 'open', null],
    ['results', 'settled', null],
  ])
})

test('a year whose workflows were lost goes on from the rows', async () => {
  const { database, client } = system
  const cycle = system.cycleId('lost')
  const now = at('2017-03-27', '08:00')
  const year = readPack('dashiqiao-2017')
  await openCycle(database, { id: cycle, pack: year, seed: '1', post: 'test', kind: 'rehearsal', clockAt: now })
  await untilQuiet(database, cycle, now, false)
  const ids = [workflowIds.cycle(cycle), workflowIds.step(cycle, 'declaration')]
  const statusOf = async (id: string) => {
    const found = await client.workflow
      .getHandle(id)
      .describe()
      .catch(() => undefined)
    return found?.status.name
  }
  const running = () => Promise.all(ids.map(statusOf))
  await expect.poll(running, { timeout: 20_000 }).toEqual(['RUNNING', 'RUNNING'])
  for (const id of ids.toReversed()) await client.workflow.getHandle(id).terminate('lost')
  expect(await running()).toEqual(['TERMINATED', 'TERMINATED'])
  await retry({ database, cycle, post: postOf('office') }, { step: 'declaration', reason: '工作流丢失' })
  await expect.poll(running, { timeout: 20_000 }).toEqual(['RUNNING', 'RUNNING'])
}, 60_000)

test('a step that was terminated leaves the year running, and is started again when asked', async () => {
  const { database, client } = system
  const cycle = system.cycleId('terminated')
  const now = at('2017-03-27', '08:00')
  await openCycle(database, { id: cycle, pack: readPack('dashiqiao-2017'), seed: '1', post: 'office#1', kind: 'rehearsal', clockAt: now })
  const handle = (id: string) => client.workflow.getHandle(id)
  const statusOf = async (id: string) =>
    (
      await handle(id)
        .describe()
        .catch(() => undefined)
    )?.status.name
  const id = workflowIds.step(cycle, 'declaration')
  await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe('RUNNING')
  await handle(id).terminate('by mistake')
  await expect.poll(() => statusOf(id)).toBe('TERMINATED')
  await retry({ database, cycle, post: postOf('office') }, { step: 'declaration', reason: '误终止' })
  await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe('RUNNING')
  expect(await statusOf(workflowIds.cycle(cycle))).toBe('RUNNING')
}, 60_000)

test('a wish that reaches the year before the end of the step does is kept', async () => {
  const { database, client } = system
  const cycle = system.cycleId('wished')
  const now = at('2017-03-27', '08:00')
  await openCycle(database, { id: cycle, pack: readPack('dashiqiao-2017'), seed: '1', post: 'office#1', kind: 'rehearsal', clockAt: now })
  const id = workflowIds.step(cycle, 'declaration')
  const runOf = async () => {
    const found = await client.workflow
      .getHandle(id)
      .describe()
      .catch(() => undefined)
    return found?.status.name === 'RUNNING' ? found.runId : undefined
  }
  await expect.poll(runOf, { timeout: 20_000 }).toBeDefined()
  const first = await runOf()
  await retry({ database, cycle, post: postOf('office') }, { step: 'declaration', reason: '误终止' })
  await untilQuiet(database, cycle, now, false)
  await client.workflow.getHandle(id).terminate('by mistake')
  await expect.poll(async () => (await runOf()) ?? first, { timeout: 20_000 }).not.toBe(first)
}, 60_000)
