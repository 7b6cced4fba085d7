import { expect, test } from 'vitest'
import { endOfDay } from '../../calendar/index.ts'
import { liaisonOf } from '../../client/posts.ts'
import { extend } from '../../client/verbs/extend.ts'
import { reschedule } from '../../client/verbs/reschedule.ts'
import { submit } from '../../client/verbs/submit.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { historyOf } from '../support/histories.ts'
import { openRunningYear } from '../support/running-year.ts'
import { contents } from '../support/small-pack/year.ts'
import { useSystem } from '../support/system.ts'
import { wideDeclaration } from '../support/wide-pack.ts'

const system = useSystem()

const UNITS = 200
const [WAS, BECOMES] = [endOfDay('2017-04-07'), endOfDay('2017-04-14')]
const content = { indicators: [{ key: '1', name: '任务', full: '100', kind: 'key' }] }

async function wideYear() {
  const { database } = system
  const year = await openRunningYear(system, 'moved-date', wideDeclaration(UNITS), '2017-03-27')
  const { cycle, to, morning, rest, as } = year
  const tasks = () => year.tasks('declaration')
  const moved = () =>
    database.selectFrom('notice').selectAll().where('cycle', '=', cycle).where('kind', '=', 'moved').orderBy('id').execute()
  /** What is stored, but for the chain, which the sequencer writes in its own time. */
  const facts = async () => ({ ...(await contents({ database, url: '' })), chain: null })
  return { database, cycle, tasks, to, morning, rest, moved, facts, as, office: as('office#1') }
}

test('interference 1: the due date of 200 open tasks is moved; clock, rows, letters and workflow follow, once (complaint 1, complaint 4)', async () => {
  const { database, cycle, tasks, to, morning, rest, moved, facts, as, office } = await wideYear()
  const [first, second] = await tasks()
  await extend(office, { tasks: [first!.id], until: '2017-04-12', document: '考办〔2017〕1号', reason: '汛期' })
  await extend(office, { tasks: [second!.id], until: '2017-04-21', document: '考办〔2017〕2号', reason: '汛期' })
  const move = { step: 'declaration', until: '2017-04-14', document: '考办〔2017〕3号', reason: '全市防汛' }

  await rest()
  const before = await facts()
  const preview = await reschedule(office, { ...move, preview: true })
  expect(await facts()).toEqual(before)
  expect(preview).toMatchObject({ step: 'declaration', movement: null, told: [], windows: [] })
  expect(preview.dates).toEqual([{ step: 'declaration', date: 'due', was: WAS, becomes: BECOMES }])
  expect(preview.tasks).toHaveLength(UNITS - 1)
  expect(preview.tasks[0]).toMatchObject({ task: first!.id, who: '单位1', was: endOfDay('2017-04-12'), becomes: BECOMES })
  expect(preview.tasks[1]).toMatchObject({ who: '单位3', was: WAS, becomes: BECOMES })
  expect(preview.kept).toMatchObject([{ task: second!.id, who: '单位2', due: endOfDay('2017-04-21') }])

  const done = await reschedule(office, move)
  expect({ ...done, movement: null, told: [] }).toEqual(preview)
  expect(done.told).toHaveLength(UNITS - 1)
  expect((await tasks()).map((task) => task.due_at)).toEqual([BECOMES, endOfDay('2017-04-21'), ...Array(UNITS - 2).fill(BECOMES)])

  const letters = (await moved()).filter((each) => each.detail?.startsWith('考办〔2017〕3号'))
  expect(letters).toHaveLength(UNITS - 1)
  expect(new Set(letters.map((each) => each.post)).size).toBe(UNITS - 1)
  const letter = letters.find((each) => each.post === liaisonOf('单位7'))
  expect(letter).toMatchObject({ was: WAS, due_at: BECOMES, detail: '考办〔2017〕3号：全市防汛', title: '指标申报：单位7' })
  expect(await reschedule(office, move)).toMatchObject({ dates: [], tasks: [], told: [], movement: null })
  expect((await moved()).length).toBe(UNITS - 1 + 2) // and the two of the extensions

  await to(WAS) // nothing ends at the old date
  expect((await tasks()).every((task) => task.state === 'open')).toBe(true)
  await morning('2017-04-10')
  const late = await database.selectFrom('notice').select('id').where('cycle', '=', cycle).where('kind', '=', 'late').execute()
  expect(late).toEqual([]) // nobody is called late by the old date
  await submit(as(liaisonOf('单位9')), { task: (await tasks())[8]!.id, content })

  await to(BECOMES)
  const states = (await tasks()).map((task) => `${task.state} ${task.was_late}`)
  expect(states.filter((each) => each === 'done false')).toHaveLength(1)
  expect(states.filter((each) => each === 'open false')).toHaveLength(UNITS - 1) // they lapse with the last of them, or at the next round
  await to(endOfDay('2017-04-21'))
  expect((await tasks()).filter((task) => task.state === 'lapsed')).toHaveLength(UNITS - 1)
  await system.client.workflow.getHandle(workflowIds.cycle(cycle)).result()
  expect((await historyOf(system.client, workflowIds.step(cycle, 'declaration'))).length).toBeLessThanOrEqual(35)
}, 60_000)
