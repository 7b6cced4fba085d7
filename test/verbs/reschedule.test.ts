import { describe, expect, test } from 'vitest'
import { advance } from '../../activities/advance.ts'
import { holdRound } from '../../activities/hold-round.ts'
import { at, endOfDay, startOfDay } from '../../calendar/index.ts'
import { reschedule, type RescheduleInput } from '../../client/verbs/reschedule.ts'
import { cycleClock } from '../../records/clock.ts'
import { formsOut, hand, received, settleStep, declared, underReview } from '../support/small-pack/stages.ts'
import { entriesOf, liaison, messagesOf, office, openYear, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const WAS = endOfDay('2017-04-07')
const GROUNDS = { document: '考办〔2017〕3号', reason: '防汛' }

/** The declarations are open, due on Friday 2017-04-07 with reminders 3 and 1 working days before; it is Wednesday 2017-03-29. */
async function declaring() {
  const year = await openYear(base, { at: at('2017-03-27', '08:30') })
  await advance(base.database, cycleClock, year.cycle)
  await holdRound(base.database, cycleClock, year.cycle, false)
  await year.moveTo(at('2017-03-29', '10:00'))
  const move = (input: Partial<RescheduleInput> = {}, post: string = office) =>
    reschedule(year.as(post), { step: 'declaration', until: '2017-04-14', ...GROUNDS, ...input })
  return { year, move }
}
const roundOn = async (year: Year, day: string) => {
  await year.moveTo(at(day, '08:30'))
  await holdRound(base.database, cycleClock, year.cycle, false)
}
const noticesOf = async (year: Year, post: string) => {
  const rows = base.database.selectFrom('notice').selectAll().where('cycle', '=', year.cycle).where('post', '=', post)
  return (await rows.orderBy('id').execute()).map((row) => `${row.at.slice(0, 10)} ${row.kind} ${row.due_at?.slice(0, 10)}`)
}

test('complaint 1: a moved date reaches what was launched before: step, tasks, reminders, lights and what is in time', async () => {
  const { year, move } = await declaring()
  const { movement } = await move()
  expect((await year.tasks('declaration')).map((task) => [task.key, task.due_at])).toEqual([['甲局', endOfDay('2017-04-14')], ['乙局', endOfDay('2017-04-14')]]) // prettier-ignore
  expect((await year.step('declaration')).due_at).toBe(endOfDay('2017-04-14'))
  expect((await year.step('town-declaration')).due_at).toBe(WAS)
  expect(await messagesOf(year)).toEqual(['changed step/declaration'])
  const rows = await base.database.selectFrom('rescheduling').selectAll().where('cycle', '=', year.cycle).execute()
  expect(rows).toMatchObject([{ movement, step: 'declaration', date: 'due', was: WAS, becomes: endOfDay('2017-04-14') }])
  expect((await entriesOf(year)).at(-1)).toMatchObject({
    verb: 'reschedule',
    subject: 'declaration',
    by: office,
    content: { movement, ...GROUNDS },
  })
  for (const day of ['2017-03-30', '2017-04-01', '2017-04-06', '2017-04-10', '2017-04-11', '2017-04-13', '2017-04-17'])
    await roundOn(year, day)
  // 3 and 1 working days before the 14th are the 11th and the 13th; late on the first working day after
  expect(await noticesOf(year, liaison('甲局'))).toEqual([
    '2017-03-27 opened 2017-04-07',
    '2017-03-29 moved 2017-04-14',
    '2017-04-11 due 2017-04-14',
    '2017-04-13 due 2017-04-14',
    '2017-04-17 late 2017-04-14',
  ])
})

test('what is handed in between the old date and the new one is in time', async () => {
  const { year, move } = await declaring()
  await move()
  await year.moveTo(at('2017-04-12', '10:00'))
  await hand(year, 'declaration', '甲局', liaison('甲局'), declared)
  expect(await year.task('declaration', '甲局')).toMatchObject({ state: 'done', was_late: false })
})

test('complaint 4: moving a date sends nothing again: one letter to each person that says what changed, also when it is sent twice', async () => {
  const { year, move } = await declaring()
  await move()
  expect(await move()).toMatchObject({ dates: [], tasks: [], told: [], movement: null })
  await roundOn(year, '2017-03-30')
  const letters = await base.database
    .selectFrom('digest')
    .select('id')
    .where('cycle', '=', year.cycle)
    .where('day', '=', '2017-03-30')
    .execute()
  expect(letters.map((each) => each.id.split('/').slice(1, 3).join('/'))).toEqual(['乙局/联络员', '甲局/联络员'])
  const items = await base.database
    .selectFrom('notice')
    .selectAll()
    .where(
      'digest',
      'in',
      letters.map((each) => each.id),
    )
    .orderBy('post')
    .execute()
  expect(items.map((each) => [each.post, each.kind, each.was, each.due_at, each.detail])).toEqual(
    ['乙局/联络员', '甲局/联络员'].map((post) => [post, 'moved', WAS, endOfDay('2017-04-14'), '考办〔2017〕3号：防汛']),
  )
})

test('a date that is moved there, back and there again is told each time', async () => {
  const { year, move } = await declaring()
  await move()
  await move({ until: '2017-04-07', document: '文二' })
  await move({ document: '文三' })
  expect((await noticesOf(year, liaison('甲局'))).slice(1)).toEqual([
    '2017-03-29 moved 2017-04-14',
    '2017-03-29 moved 2017-04-07',
    '2017-03-29 moved 2017-04-14',
  ])
})

test('a body that has many tasks in a step is told once, with their number', async () => {
  const year = await openYear(base, { at: at('2017-04-05', '08:30') })
  await underReview(year)
  const { told, tasks } = await reschedule(year.as(office), { step: 'review', until: '2017-04-19', ...GROUNDS })
  expect(tasks).toHaveLength(2)
  expect(told).toEqual([office])
  const letters = await base.database.selectFrom('notice').selectAll().where('cycle', '=', year.cycle).where('kind', '=', 'moved').execute()
  expect(letters).toMatchObject([
    {
      task: null,
      title: 'review（2 项任务）',
      was: endOfDay('2017-04-14'),
      due_at: endOfDay('2017-04-19'),
      detail: '考办〔2017〕3号：防汛',
    },
  ])
})

describe('moved back', () => {
  test('only what was due with the step follows, and it says so', async () => {
    const { year, move } = await declaring()
    const own = await year.task('declaration', '乙局')
    await base.database
      .updateTable('task')
      .set({ due_at: endOfDay('2017-04-10') })
      .where('id', '=', own.id)
      .execute()
    const answer = await move({ until: '2017-03-31' })
    expect(answer).toMatchObject({
      tasks: [{ who: '甲局', becomes: endOfDay('2017-03-31') }],
      kept: [{ who: '乙局', due: endOfDay('2017-04-10') }],
    })
    const [letter] = await base.database
      .selectFrom('notice')
      .selectAll()
      .where('cycle', '=', year.cycle)
      .where('kind', '=', 'moved')
      .execute()
    expect(letter?.detail).toBe('考办〔2017〕3号：防汛（期限提前）')
  })

  test('to a working day after today only', async () => {
    const { move } = await declaring()
    await refused(base, 'bad-input', /截止日提前的，应在今日（2017-03-29）以后，实为 2017-03-29/, () => move({ until: '2017-03-29' }))
    await refused(base, 'bad-input', /截止日提前的，应在今日（2017-03-29）以后，实为 2017-03-28/, () => move({ until: '2017-03-28' }))
  })
})

test('what cannot be is refused, and nothing is stored', async () => {
  const { year, move } = await declaring()
  await refused(base, 'bad-input', /截止日应为工作日，2017-04-15 不是工作日/, () => move({ until: '2017-04-15' }))
  await refused(base, 'bad-input', /document：不能为空/, () => move({ document: '' }))
  await refused(base, 'bad-input', /reason：不能为空/, () => move({ reason: ' ' }))
  await refused(base, 'bad-input', /应至少写明新的截止日或新的开始日/, () =>
    reschedule(year.as(office), { step: 'declaration', ...GROUNDS }),
  )
  await refused(base, 'not-found', /没有名为“无”的环节/, () => move({ step: '无' }))
  await refused(base, 'conflict', /环节“declaration”已经开始，不能再改开始日/, () => move({ opens: '2017-03-30' }))
  for (const post of [liaison('甲局'), '领导组#1']) await refused(base, 'wrong-role', /此事应由“考核办”办理/, () => move({}, post))
  await hand(year, 'declaration', '甲局', liaison('甲局'), declared)
  await hand(year, 'declaration', '乙局', liaison('乙局'), { indicators: [{ key: '1', name: '乙一', full: '10', kind: 'functional' }] })
  await settleStep(year, 'declaration')
  await refused(base, 'already-done', /已经办结，不能改期/, () => move())
})

describe('a day of opening that has not come', () => {
  test('of a step that is only planned is taken when it is scheduled', async () => {
    const { year, move } = await declaring()
    await refused(base, 'bad-input', /按此改期则 2017-05-08 开始、2017-05-05 24:00 截止，未予保存；请一并改期/, () =>
      move({ step: 'self-check', until: undefined, opens: '2017-05-08' }),
    )
    const answer = await move({ step: 'self-check', opens: '2017-05-08', until: '2017-05-12' })
    expect(answer.dates).toEqual([
      { step: 'self-check', date: 'opens', was: startOfDay('2017-05-02'), becomes: startOfDay('2017-05-08') },
      { step: 'self-check', date: 'due', was: endOfDay('2017-05-05'), becomes: endOfDay('2017-05-12') },
    ])
    expect(await year.step('self-check')).toMatchObject({ state: 'planned', opens_at: null, due_at: null })
    await base.database.updateTable('step').set({ state: 'settled', settled_at: at('2017-04-28', '10:00'), opens_at: WAS, due_at: WAS }).where('cycle', '=', year.cycle).where('key', '=', 'task-book').execute() // prettier-ignore
    await year.moveTo(at('2017-04-28', '10:00'))
    await advance(base.database, cycleClock, year.cycle)
    expect(await year.step('self-check')).toMatchObject({
      state: 'scheduled',
      opens_at: startOfDay('2017-05-08'),
      due_at: endOfDay('2017-05-12'),
    })
  })

  test('of a step that is scheduled opens it on the new day and not before', async () => {
    const { year, move } = await declaring()
    const peer = { step: 'peer-evaluation', until: undefined }
    await refused(base, 'bad-input', /开始日应在今日（2017-03-29）以后，实为 2017-03-29/, () => move({ ...peer, opens: '2017-03-29' }))
    await move({ ...peer, opens: '2017-12-13' })
    await roundOn(year, '2017-12-11')
    expect((await year.step('peer-evaluation')).state).toBe('scheduled')
    await roundOn(year, '2017-12-13')
    expect((await year.step('peer-evaluation')).state).toBe('open')
    expect((await year.tasks('peer-evaluation'))[0]?.due_at).toBe(endOfDay('2017-12-15'))
  })
})

describe('a step of appeals', () => {
  const windowOf = async (year: Year) =>
    base.database.selectFrom('appeal').selectAll().where('cycle', '=', year.cycle).where('unit', '=', '甲局').executeTakeFirstOrThrow()

  test('moved on takes the windows that run on to its date, tells their units and wakes their workflows', async () => {
    const year = await openYear(base)
    await formsOut(year)
    await received(year)
    const was = (await windowOf(year)).due_at
    const answer = await reschedule(year.as(office), { step: 'appeals', until: '2018-02-27', ...GROUNDS })
    expect(answer.windows).toEqual([{ unit: '甲局', was, becomes: endOfDay('2018-02-27') }])
    expect(await windowOf(year)).toMatchObject({
      due_at: endOfDay('2018-02-27'),
      why: expect.stringContaining('考办〔2017〕3号另定期限。') as string,
    })
    expect((await messagesOf(year)).slice(-2)).toEqual(['changed step/appeals', 'changed appeal/甲局'])
    const letters = await base.database
      .selectFrom('notice')
      .selectAll()
      .where('cycle', '=', year.cycle)
      .where('kind', '=', 'moved')
      .execute()
    expect(letters).toMatchObject([{ post: '甲局/联络员', title: '复核申请期限：甲局', was, due_at: endOfDay('2018-02-27') }])
  })

  test('moved back, or moved as the step of the forms, leaves the windows alone', async () => {
    const year = await openYear(base)
    await formsOut(year)
    await received(year)
    const was = (await windowOf(year)).due_at
    expect(await reschedule(year.as(office), { step: 'appeals', until: '2018-02-23', ...GROUNDS })).toMatchObject({ windows: [] })
    expect(await reschedule(year.as(office), { step: 'feedback', until: '2018-02-14', ...GROUNDS })).toMatchObject({
      windows: [],
      tasks: [{ who: '丙镇' }, { who: '乙局' }],
    })
    expect((await windowOf(year)).due_at).toBe(was)
  })
})
