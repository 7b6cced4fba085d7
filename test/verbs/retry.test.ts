import { expect, test } from 'vitest'
import { retry } from '../../client/verbs/retry.ts'
import { postOf } from '../../client/posts.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { runOf } from '../support/histories.ts'
import { readPack } from '../support/packs.ts'
import { openRunningYear } from '../support/running-year.ts'
import { useSystem } from '../support/system.ts'

const system = useSystem()

/** A plan that hands out feedback forms before anything was computed: the step cannot open, the other one beside it can. */
const pack = readPack('dashiqiao-2017', (files) => {
  const source = 'source: { assumption: made-up-units }'
  files['plan.yaml'] = [
    'steps:',
    `  - { key: forms, kind: feedback, name: 反馈, actor: units, appealWindow: "2", answerWindow: "3", opens: 2017-03-27, due: 2017-03-31, late: escalate, ${source} }`,
    `  - { key: results, kind: computation, name: 计算, actor: nobody, opens: 2017-03-27, due: 2017-03-31, late: escalate, ${source} }`,
  ].join('\n')
})

const open = (name: string, year = readPack('dashiqiao-2017')) => openRunningYear(system, name, year, '2017-03-27')
const statusOf = async (id: string) => (await runOf(system.client, id))?.status.name

test('a step that cannot go on says why, stops nothing else, and goes on once it is asked again', async () => {
  const { database } = system
  const { cycle, as } = await open('retry', pack)
  const states = async () => {
    const steps = await database.selectFrom('step').select(['key', 'state', 'trouble']).where('cycle', '=', cycle).orderBy('ord').execute()
    return steps.map((step) => [step.key, step.state, step.trouble])
  }
  await expect.poll(states).toEqual([
    ['forms', 'scheduled', '尚未计算成绩，不能下发反馈单。'],
    ['results', 'settled', null],
  ])
  const call = as(postOf('office'))
  await expect(retry(as('市环保局/联络员'), { step: 'forms', reason: '已计算' })).rejects.toMatchObject({
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
  const { cycle, as } = await open('lost')
  const ids = [workflowIds.cycle(cycle), workflowIds.step(cycle, 'declaration')]
  const running = () => Promise.all(ids.map(statusOf))
  await expect.poll(running, { timeout: 20_000 }).toEqual(['RUNNING', 'RUNNING'])
  for (const id of ids.toReversed()) await system.client.workflow.getHandle(id).terminate('lost')
  expect(await running()).toEqual(['TERMINATED', 'TERMINATED'])
  await retry(as(postOf('office')), { step: 'declaration', reason: '工作流丢失' })
  await expect.poll(running, { timeout: 20_000 }).toEqual(['RUNNING', 'RUNNING'])
}, 60_000)

test('a step that was terminated leaves the year running, and is started again when asked', async () => {
  const { cycle, as } = await open('terminated')
  const id = workflowIds.step(cycle, 'declaration')
  await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe('RUNNING')
  await system.client.workflow.getHandle(id).terminate('by mistake')
  await expect.poll(() => statusOf(id)).toBe('TERMINATED')
  await retry(as(postOf('office')), { step: 'declaration', reason: '误终止' })
  await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe('RUNNING')
  expect(await statusOf(workflowIds.cycle(cycle))).toBe('RUNNING')
}, 60_000)

test('a wish that reaches the year before the end of the step does is kept', async () => {
  const { cycle, as, rest } = await open('wished')
  const id = workflowIds.step(cycle, 'declaration')
  const running = async () => {
    const found = await runOf(system.client, id)
    return found?.status.name === 'RUNNING' ? found.runId : undefined
  }
  await expect.poll(running, { timeout: 20_000 }).toBeDefined()
  const first = await running()
  await retry(as(postOf('office')), { step: 'declaration', reason: '误终止' })
  await rest()
  await system.client.workflow.getHandle(id).terminate('by mistake')
  await expect.poll(async () => (await running()) ?? first, { timeout: 20_000 }).not.toBe(first)
}, 60_000)
