import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, dateAt, endOfDay } from '../../calendar/index.ts'
import { liaisonOf } from '../../client/posts.ts'
import { moveClock, roundsMessage } from '../../client/rehearsal/clock.ts'
import { untilQuiet } from '../../client/rehearsal/quiet.ts'
import { decide } from '../../client/verbs/decide.ts'
import { openCycle } from '../../client/verbs/open-cycle.ts'
import { submit } from '../../client/verbs/submit.ts'
import { leaveMessage } from '../../records/outbox.ts'
import type { TaskRow } from '../../records/task.ts'
import { declared } from '../support/small-pack/stages.ts'
import { smallPack } from '../support/small-pack/year.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

let system: TestSystem
beforeAll(async () => {
  system = await startTestSystem()
})
afterAll(() => system.stop())

/** A year whose review ends on Friday, 2017-04-14, and gives three working days after a return; `late` says what lateness means there. */
async function reviewYear(name: string, late: 'escalate' | 'lapse') {
  const { database } = system
  const cycle = system.cycleId(name)
  const pack = smallPack((files) => {
    files['plan.yaml'] = files['plan.yaml']!.replace(/(name: review, .*?late: )escalate/, `$1${late}, reminders: ["1"]`)
  })
  await openCycle(database, { id: cycle, pack, seed: '1', post: '考核办#1', kind: 'rehearsal', clockAt: at('2017-03-27', '08:00') })
  await untilQuiet(database, cycle, at('2017-03-27', '08:00'), false)
  const tasks = (): Promise<TaskRow[]> => database.selectFrom('task').selectAll().where('cycle', '=', cycle).orderBy('id').execute()
  const task = async (step: string, key: string) => (await tasks()).find((each) => each.step === step && each.key === key)!
  const reach = async (instant: string) => {
    await moveClock(database, cycle, instant)
    await untilQuiet(database, cycle, instant, false)
  }
  const round = async (day: string) => {
    await moveClock(database, cycle, at(day, '08:30'))
    await leaveMessage(database, roundsMessage(cycle))
    await untilQuiet(database, cycle, at(day, '08:30'), true)
  }
  const as = (post: string) => ({ database, cycle, post })
  const hand = async (step: string, key: string, unit: string, content: unknown) =>
    submit(as(liaisonOf(unit)), { task: (await task(step, key)).id, content })
  const sendBack = async (key: string, reason: string) =>
    decide(as('考核办#1'), { task: (await task('review', key)).id, outcome: 'return', reason })
  const told = async (kind: string, id: string) => {
    const rows = database.selectFrom('notice').selectAll().where('cycle', '=', cycle).where('kind', '=', kind).where('task', '=', id)
    return (await rows.execute()).map((each) => `${dateAt(each.at)} ${each.post}`)
  }
  const step = () =>
    database.selectFrom('step').selectAll().where('cycle', '=', cycle).where('key', '=', 'review').executeTakeFirstOrThrow()
  await hand('declaration', '甲局', '甲局', declared)
  await hand('declaration', '乙局', '乙局', { indicators: [{ key: '1', name: '乙一', full: '10', kind: 'functional' }] })
  for (const each of (await tasks()).filter((one) => one.step === 'town-declaration')) {
    const content = { indicators: [{ key: '1', name: '丙一', full: '10', kind: 'functional' }] }
    await submit(as('牵头办#1'), { task: each.id, content })
  }
  await untilQuiet(database, cycle, at('2017-03-27', '08:00'), false)
  await round('2017-04-10') // the review opens
  return { task, reach, round, hand, sendBack, told, step, as }
}

test.each(['escalate', 'lapse'] as const)(
  'interference 2: returned after the due date, a submission gets a fresh window and is not closed the same night, twice (%s; complaint 2, complaint 3)',
  async (late) => {
    const { task, reach, round, hand, sendBack, told, step, as } = await reviewYear(`returned-${late}`, late)
    await decide(as('考核办#1'), { task: (await task('review', '乙局')).id, outcome: 'accept' })
    expect((await step()).due_at).toBe(endOfDay('2017-04-14'))
    await round('2017-04-17')
    await reach(at('2017-04-17', '17:00')) // Monday after the due date
    await sendBack('甲局', '完成标准无法核对')

    const back = await task('review', '甲局/退回')
    expect(back).toMatchObject({ state: 'open', assignee_unit: '甲局', due_at: endOfDay('2017-04-20'), was_late: false })
    await reach(endOfDay('2017-04-17')) // the same night
    await round('2017-04-18')
    expect((await task('review', '甲局/退回')).state).toBe('open')
    expect((await step()).state).toBe('open')
    await round('2017-04-19')
    expect(await told('due', back.id)).toEqual(['2017-04-19 甲局/联络员']) // the reminder of one day before is alive again
    await hand('review', '甲局/退回', '甲局', declared)
    expect(await task('review', '甲局/退回')).toMatchObject({ state: 'done', was_late: false })

    await round('2017-04-24')
    await reach(at('2017-04-24', '16:00'))
    await sendBack('甲局/退回/再审', '仍缺考核节点')
    const again = await task('review', '甲局/退回/再审/退回')
    expect(again).toMatchObject({ state: 'open', assignee_unit: '甲局', due_at: endOfDay('2017-04-27') })
    await reach(endOfDay('2017-04-24'))
    await round('2017-04-25')
    await round('2017-04-26')
    expect(await told('due', again.id)).toEqual(['2017-04-26 甲局/联络员'])
    expect(await told('returned', again.id)).toEqual(['2017-04-24 甲局/联络员'])
    expect((await task('review', '甲局/退回/再审/退回')).state).toBe('open')
    await hand('review', '甲局/退回/再审/退回', '甲局', declared)
    const last = await task('review', '甲局/退回/再审/退回/再审')
    await decide(as('考核办#1'), { task: last.id, outcome: 'accept' })
    await reach(at('2017-04-26', '17:00'))
    expect((await step()).state).toBe('settled')
  },
  40_000,
)
