import { expect, test } from 'vitest'
import { at, endOfDay } from '../../calendar/index.ts'
import { liaisonOf } from '../../client/posts.ts'
import { pause } from '../../client/verbs/pause.ts'
import { resume } from '../../client/verbs/resume.ts'
import { submit } from '../../client/verbs/submit.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Clocks } from '../../records/schema.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { historyOf } from '../support/histories.ts'
import { useSystem } from '../support/system.ts'
import { openRunningYear } from '../support/running-year.ts'
import { wideDeclaration } from '../support/wide-pack.ts'

const system = useSystem()

const content = { indicators: [{ key: '1', name: '任务', full: '100', kind: 'key' }] }

/** The one step of the year is due on Friday, 2017-04-07; it is paused on Wednesday the 5th and goes on on Wednesday the 12th, five working days later. */
async function pausedYear(name: string, clocks: Clocks) {
  const { database } = system
  const year = await openRunningYear(system, name, wideDeclaration(6), '2017-03-27')
  const { cycle, to, morning, night, as } = year
  const office = as('office#1')
  const tasks = () => year.tasks('declaration')
  const notices = (kind: string) => database.selectFrom('notice').selectAll().where('cycle', '=', cycle).where('kind', '=', kind).execute()
  const hand = async (place: number) => submit(as(liaisonOf(`单位${place}`)), { task: (await tasks())[place - 1]!.id, content })
  await to(at('2017-04-05', '10:00'))
  const paused = { document: '府办〔2017〕8号', reason: '机构改革', clocks }
  const { since } = await pause(office, paused)
  expect(since).toBe(at('2017-04-05', '10:00'))
  expect(await pause(office, paused)).toMatchObject({ since }) // sent again it is done once
  return { cycle, office, tasks, to, morning, night, notices, hand }
}

/** A week passes: nothing is taken in, nothing lapses, nobody is reminded, and the workflow sleeps. */
async function standsStill({ cycle, office, tasks, morning, night, notices, hand }: Awaited<ReturnType<typeof pausedYear>>) {
  const error = await hand(1).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Refusal)
  expect(error).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('本年度考评自 2017-04-05 起依“府办〔2017〕8号”暂停') as string,
  })
  await expect(pause(office, { document: '另一文', reason: '因', clocks: 'kept' })).rejects.toMatchObject({ code: 'already-done' })
  await morning('2017-04-06')
  await night('2017-04-07')
  await morning('2017-04-10')
  await morning('2017-04-11')
  expect((await tasks()).every((task) => task.state === 'open')).toBe(true)
  expect([...(await notices('due')), ...(await notices('late'))]).toEqual([])
  const told = await notices('paused')
  expect(new Set(told.map((each) => each.post)).size).toBe(told.length)
  expect(told.every((each) => each.digest !== null)).toBe(true) // the letter about the pause itself is delivered
  expect((await historyOf(system.client, workflowIds.step(cycle, 'declaration'))).length).toBeLessThanOrEqual(15)
  return told.length
}

test('interference 12: a year whose clocks are stopped goes on with as many working days as it had, each told once', async () => {
  const year = await pausedYear('stopped', 'stopped')
  const everybody = await standsStill(year)
  const { cycle, office, tasks, to, night, notices, hand } = year
  await to(at('2017-04-12', '10:00'))
  const grounds = { document: '府办〔2017〕12号', reason: '改革完成' }
  const preview = await resume(office, { ...grounds, preview: true })
  const answer = await resume(office, grounds)
  expect({ ...answer, movement: null }).toEqual(preview)
  // 6, 7, 10, 11 and 12 April are the working days of the pause: Friday the 7th becomes Friday the 14th
  const becomes = endOfDay('2017-04-14')
  expect(answer).toMatchObject({ days: 5, steps: [{ step: 'declaration', date: 'due', was: endOfDay('2017-04-07'), becomes }] })
  expect((await tasks()).every((task) => task.due_at === becomes && !task.was_late)).toBe(true)
  const told = await notices('resumed')
  expect(told).toHaveLength(everybody)
  expect(told.find((each) => each.post === '单位2/联络员')).toMatchObject({
    was: endOfDay('2017-04-07'),
    due_at: becomes,
    detail: '府办〔2017〕12号：改革完成',
  })
  expect(await resume(office, grounds)).toMatchObject({ movement: null, tasks: [] })
  expect(await notices('resumed')).toHaveLength(everybody)
  await hand(1)
  await night('2017-04-14')
  expect((await tasks()).map((task) => task.state)).toEqual(['done', ...Array(5).fill('lapsed')])
  await system.client.workflow.getHandle(workflowIds.cycle(cycle)).result()
}, 40_000)

test('interference 12: a year whose clocks are kept goes on with its dates; what passed meanwhile gets one whole working day', async () => {
  const year = await pausedYear('kept', 'kept')
  const everybody = await standsStill(year)
  const { cycle, office, tasks, to, night, notices, hand } = year
  await to(at('2017-04-12', '10:00'))
  const answer = await resume(office, { document: '府办〔2017〕12号', reason: '改革完成' })
  expect(answer).toMatchObject({ days: 5, steps: [{ date: 'due', becomes: endOfDay('2017-04-13') }] })
  expect((await tasks()).every((task) => task.due_at === endOfDay('2017-04-13'))).toBe(true)
  expect(await notices('resumed')).toHaveLength(everybody)
  await hand(2)
  await night('2017-04-13')
  expect((await tasks()).map((task) => task.state)).toEqual(['lapsed', 'done', ...Array(4).fill('lapsed')])
  await system.client.workflow.getHandle(workflowIds.cycle(cycle)).result()
}, 40_000)
