import { expect, test } from 'vitest'
import { calendarVersion, publishedTables } from '../../calendar/index.ts'
import { advance } from '../../activities/advance.ts'
import { tasksOf } from '../../client/cli/task-rows.ts'
import { publishCalendar, type PublishCalendarInput } from '../../client/verbs/publish-calendar.ts'
import { cycleView } from '../../client/views/cycle.ts'
import { deadlineOf } from '../../client/views/deadline.ts'
import { cycleClock } from '../../records/clock.ts'
import { formsOut, received } from '../support/small-pack/stages.ts'
import { contents, entriesOf, liaison, messagesOf, office, openYear, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
/** 国办发明电〔2017〕12号: off from 15 to 21 February, worked on Sunday the 11th and Saturday the 24th. */
const content = { year: '2018', ...publishedTables['2018'] }
const document = '国办发明电〔2017〕12号'
const publish = (year: Year, more: Partial<PublishCalendarInput> = {}, post: string = office) =>
  publishCalendar(year.as(post), { content, document, ...more })

/** Nobody knows yet which days of 2018 are worked; the forms are out on Friday 2018-02-09, 10:00. */
async function unknownYear(): Promise<Year> {
  const year = await openYear(base, { calendarUntil: 2017 })
  await formsOut(year)
  return year
}
const appealOf = (year: Year, unit: string) =>
  year.database.selectFrom('appeal').selectAll().where('cycle', '=', year.cycle).where('unit', '=', unit).executeTakeFirstOrThrow()
const noticesOfMove = (year: Year) =>
  year.database.selectFrom('notice').selectAll().where('cycle', '=', year.cycle).where('kind', '=', 'moved').orderBy('post').execute()

test('complaint 19: a deadline counted over a year whose notice is unknown is provisional, and the notice counts it anew, make-up days and all', async () => {
  const year = await unknownYear()
  await year.moveTo('2018-02-12T02:00:00.000Z')
  const first = await received(year, '甲局') // Tuesday, Wednesday
  await year.moveTo('2018-02-13T02:00:00.000Z')
  const second = await received(year, '乙局') // Wednesday, Thursday by the week; Thursday the 22nd by the notice
  await year.moveTo('2018-02-14T02:00:00.000Z')
  const third = await received(year, '丙镇') // Thursday, Friday by the week; the 22nd and the 23rd by the notice
  expect([first, second, third].map((each) => each.appealUntil)).toEqual([
    '2018-02-14T16:00:00.000Z',
    '2018-02-15T16:00:00.000Z',
    '2018-02-16T16:00:00.000Z',
  ])
  for (const each of [first, second, third]) expect(each.why).toMatch(/（暂定：所涉年份的放假安排尚未公布或未收录，以公布的为准）/)
  expect(await deadlineOf(year.database, year.cycle, '甲局')).toMatchObject({ provisional: true, due: '2018-02-14 24:00' })

  const published = await publish(year)
  expect(published.moves.map(({ unit, was, becomes, outcome }) => [unit, was, becomes, outcome])).toEqual([
    ['丙镇', '2018-02-16T16:00:00.000Z', '2018-02-23T16:00:00.000Z', 'later'],
    ['乙局', '2018-02-15T16:00:00.000Z', '2018-02-22T16:00:00.000Z', 'later'],
    ['甲局', '2018-02-14T16:00:00.000Z', '2018-02-14T16:00:00.000Z', 'same'],
  ])
  expect(await appealOf(year, '丙镇')).toMatchObject({
    due_at: '2018-02-23T16:00:00.000Z',
    why: expect.stringMatching(/2月21日（周三）不计.*放假.*期限至 2018-02-23 24:00（北京时间）。$/) as string,
  })
  expect(await deadlineOf(year.database, year.cycle, '甲局')).toMatchObject({ provisional: false, due: '2018-02-14 24:00' })
  const notices = await noticesOfMove(year)
  expect(notices.map(({ post, title, was, due_at }) => [post, title, was, due_at])).toEqual([
    ['丙镇/联络员', '复核申请期限：丙镇', '2018-02-16T16:00:00.000Z', '2018-02-23T16:00:00.000Z'],
    ['乙局/联络员', '复核申请期限：乙局', '2018-02-15T16:00:00.000Z', '2018-02-22T16:00:00.000Z'],
  ])
  expect(notices[0]?.detail).toMatch(
    /^国办发明电〔2017〕12号：因2月15日至2月16日放假，2月19日至2月21日放假，期限由 2018-02-16 24:00 改为 2018-02-23 24:00。/,
  )
  expect(await messagesOf(year)).toEqual(expect.arrayContaining(['changed rounds', 'changed appeal/丙镇', 'changed appeal/乙局']))
})

test('a window that would become shorter stays as it is and says so; the office may shorten it, with a reason', async () => {
  const year = await unknownYear()
  await received(year) // Friday: Monday, Tuesday by the week; Sunday the 11th, Monday by the notice
  expect((await appealOf(year, '甲局')).due_at).toBe('2018-02-13T16:00:00.000Z')
  const shortened = await publish(year, { shorten: '与其他单位同日截止', preview: true })
  expect(shortened.moves).toMatchObject([{ unit: '甲局', outcome: 'shortened', becomes: '2018-02-12T16:00:00.000Z' }])
  const { moves } = await publish(year)
  expect(moves).toMatchObject([{ unit: '甲局', outcome: 'kept', becomes: '2018-02-13T16:00:00.000Z', counted: '2018-02-12T16:00:00.000Z' }])
  expect((await appealOf(year, '甲局')).due_at).toBe('2018-02-13T16:00:00.000Z')
  expect(await noticesOfMove(year)).toEqual([])
  const why = await deadlineOf(year.database, year.cycle, '甲局')
  expect(why.sentence).toMatch(/按现在的放假安排应为 2018-02-12 24:00；已经公布的期限不因此缩短，仍为 2018-02-13 24:00。$/)
  expect(why.history.map(({ due, document: of, kept }) => [due, of, kept])).toEqual([['2018-02-13 24:00', null, false], ['2018-02-13 24:00', document, true]]) // prettier-ignore
  // another notice, and now the office decides
  const amended = { content: { year: '2018', ordinary: ['2018-02-24'] }, document: '更正' }
  await publish(year, { ...amended, shorten: '与其他单位同日截止' })
  expect((await appealOf(year, '甲局')).due_at).toBe('2018-02-12T16:00:00.000Z')
  expect((await noticesOfMove(year)).map(({ detail }) => detail)).toEqual([expect.stringContaining('（与其他单位同日截止）')])
})

test('a shortened window leaves whoever relies on it a whole working day', async () => {
  const year = await unknownYear()
  await received(year)
  await year.moveTo('2018-02-12T08:00:00.000Z') // Monday afternoon; by the notice the window ends tonight
  expect((await publish(year, { shorten: '理由' })).moves).toMatchObject([{ outcome: 'kept', becomes: '2018-02-13T16:00:00.000Z' }])
})

test('each notice is a new version of the calendar, with its entry in the log', async () => {
  const year = await unknownYear()
  const cycle = () => year.database.selectFrom('cycle').selectAll().where('id', '=', year.cycle).executeTakeFirstOrThrow()
  const before = await cycle()
  expect(before.calendar).toMatch(/^cn-2012-2017-/)
  const one = await publish(year)
  const two = await publish(year, { content: { year: 2018, off: ['2018-05-04'] }, document: '更改' })
  expect([one.version, two.version]).toEqual([1, 2])
  expect(new Set([before.calendar, one.calendar, two.calendar]).size).toBe(3)
  expect((await cycle()).calendar).toBe(two.calendar)
  expect(one.days.filter(({ working }) => working).map(({ date }) => date)).toEqual(
    ['2018-02-11', '2018-02-24', '2018-04-08', '2018-04-28', '2018-09-29', '2018-09-30', '2018-12-29'].filter((date) =>
      publishedTables['2018']!.work.includes(date),
    ),
  )
  expect(two.days).toMatchObject([{ date: '2018-05-04', working: false, kind: 'holiday' }])
  expect((await entriesOf(year)).filter(({ verb }) => verb === 'calendar')).toMatchObject([
    { subject: '2018', by: office, content: { version: 1, document, calendar: one.calendar } },
    { subject: '2018', content: { version: 2, document: '更改' } },
  ])
  // all that the release knows of the years until 2018 is known now
  expect(one.calendar).toBe(calendarVersion({ ...Object.fromEntries(Object.keys(publishedTables).filter((y) => y > '2018').map((y) => [y, null])) })) // prettier-ignore
})

test('a preview stores nothing', async () => {
  const year = await unknownYear()
  await received(year, '丙镇')
  const before = await contents(base)
  expect(await publish(year, { preview: true })).toMatchObject({ preview: true, version: 1 })
  expect(await contents(base)).toEqual(before)
})

test('what is wrong is refused in words', async () => {
  const year = await unknownYear()
  const bad = (sentence: RegExp, more: object) => refused(base, 'bad-input', sentence, () => publish(year, more))
  await bad(/year/, { content: { ...content, year: '18' } })
  await bad(/放假安排应写明放假/, { content: { year: '2018' } })
  await bad(/调休上班日应为周六或周日，实为 `2018-02-12`/, { content: { year: '2018', work: ['2018-02-12'] } })
  await bad(/2018 年的放假安排只能涉及当年及上年 12 月，实含 `2019-01-01`/, { content: { year: '2018', off: ['2019-01-01'] } })
  await bad(/出现了两次/, { content: { year: '2018', off: [['2018-02-15', '2018-02-21'], '2018-02-16'] } })
  await bad(/日期/, { content: { year: '2018', off: ['2018-02-30'] } })
  await bad(/不能为空/, { document: ' ' })
  await bad(/不能为空/, { shorten: '' })
  await refused(base, 'wrong-role', /此事应由“考核办”办理/, () => publish(year, {}, liaison('甲局')))
  await publish(year)
  await refused(base, 'already-done', /2018 年的放假安排已经收录，内容相同/, () => publish(year))
})

test('a step and its tasks that are due over an unknown year say so until the notice is there', async () => {
  const year = await openYear(base, { calendarUntil: 2017, at: '2018-02-12T02:00:00.000Z' }) // after all days of the plan
  await advance(year.database, cycleClock, year.cycle)
  const shown = async () => {
    const tasks = await tasksOf(year.database, year.cycle, { step: 'declaration', state: 'open', limit: 9 })
    const step = (await cycleView(year.database, year.cycle)).steps.find(({ key }) => key === 'declaration')
    return [step?.due?.text, ...tasks.map(({ dueAt, provisional }) => `${dueAt} ${provisional}`)]
  }
  // a whole working day from Monday on, as the pack says no more
  expect(await shown()).toEqual(['2018-02-13 24:00（暂定）', '2018-02-13T16:00:00.000Z true', '2018-02-13T16:00:00.000Z true'])
  const { moves } = await publish(year, { content: { year: '2018', off: ['2018-02-13'] } })
  expect(moves.filter(({ step }) => step === 'declaration').map(({ task, becomes }) => [task === null, becomes])).toEqual([
    [true, '2018-02-14T16:00:00.000Z'],
    [false, '2018-02-14T16:00:00.000Z'],
    [false, '2018-02-14T16:00:00.000Z'],
  ])
  expect(await shown()).toEqual(['2018-02-14 24:00', '2018-02-14T16:00:00.000Z false', '2018-02-14T16:00:00.000Z false'])
})
