import { expect, test } from 'vitest'
import { publishedTables } from '../../calendar/index.ts'
import { moveClock } from '../../client/rehearsal/clock.ts'
import { appeal } from '../../client/verbs/appeal.ts'
import { publishCalendar } from '../../client/verbs/publish-calendar.ts'
import { deadlineOf } from '../../client/views/deadline.ts'
import { formsOut, received } from '../support/small-pack/stages.ts'
import { liaison, office, openYear } from '../support/small-pack/year.ts'
import { useSystem } from '../support/system.ts'

const system = useSystem()
const patience = { timeout: 20_000, interval: 50 }

test('interference 4: a holiday notice is published while appeal windows are open; each ends by the new days, none shorter, and its unit is told why', async () => {
  const { database } = system
  const year = await openYear({ database }, { cycle: system.cycleId('notice'), calendarUntil: 2017 })
  await formsOut(year) // Friday 2018-02-09, 10:00
  await received(year, '甲局') // provisional: Tuesday the 13th; by the notice Monday the 12th, since Sunday the 11th is worked
  await moveClock(database, year.cycle, '2018-02-12T02:00:00.000Z')
  await received(year, '乙局') // Wednesday the 14th either way
  await publishCalendar(year.as(office), { content: { year: '2018', off: ['2018-01-01'] }, document: '更早的通知' }) // says nothing of February yet
  await moveClock(database, year.cycle, '2018-02-13T02:00:00.000Z')
  await received(year, '丙镇') // Thursday the 15th; by the notice Thursday the 22nd
  const stands = async (unit: string) => {
    const row = database.selectFrom('appeal').select(['state', 'due_at']).where('cycle', '=', year.cycle).where('unit', '=', unit)
    return Object.values((await row.executeTakeFirst()) ?? {})
  }
  const { moves } = await publishCalendar(year.as(office), {
    content: { year: '2018', ...publishedTables['2018'] },
    document: '国办发明电〔2017〕12号',
  })
  expect(moves.map(({ unit, outcome }) => [unit, outcome])).toEqual([['丙镇', 'later'], ['甲局', 'kept']]) // prettier-ignore
  expect(await stands('甲局')).toEqual(['window', '2018-02-13T16:00:00.000Z'])
  expect(await stands('丙镇')).toEqual(['window', '2018-02-22T16:00:00.000Z'])
  const notices = await database.selectFrom('notice').selectAll().where('cycle', '=', year.cycle).where('kind', '=', 'moved').execute()
  expect(notices.map(({ post, was, due_at }) => [post, was, due_at])).toEqual([
    ['丙镇/联络员', '2018-02-15T16:00:00.000Z', '2018-02-22T16:00:00.000Z'],
  ])
  expect(notices[0]?.detail).toMatch(/^国办发明电〔2017〕12号：因2月15日至2月16日放假.*由 2018-02-15 24:00 改为 2018-02-22 24:00/)

  // the workflows go by the new days: the two others end, the third goes on past its old day, and ends on its new one
  await moveClock(database, year.cycle, '2018-02-15T16:00:00.000Z')
  await expect
    .poll(async () => [...(await stands('甲局')), ...(await stands('乙局'))].filter((each) => each === 'waived').length, patience)
    .toBe(2)
  expect((await stands('丙镇'))[0]).toBe('window')
  await moveClock(database, year.cycle, '2018-02-22T15:59:00.000Z')
  await appeal(year.as(liaison('丙镇')), { unit: '丙镇', content: { claims: [{ ground: '节后第一个工作日申请' }] } })
  expect((await stands('丙镇'))[0]).toBe('filed')
})

test('complaint 20: why this deadline, each day counted or skipped', async () => {
  const year = await openYear({ database: system.database }, { cycle: system.cycleId('why') })
  await formsOut(year)
  await received(year)
  const why = await deadlineOf(system.database, year.cycle, '甲局')
  expect(why).toMatchObject({ due: '2018-02-12 24:00', provisional: false })
  expect(why.days.map(({ date, count, reason }) => [date, count, reason])).toEqual([
    ['2018-02-10', 0, '周六，休息日'],
    ['2018-02-11', 1, '周日，国务院放假通知：调休上班'],
    ['2018-02-12', 2, '周一，工作日'],
  ])
  await expect(deadlineOf(system.database, year.cycle, '天外')).rejects.toMatchObject({ code: 'not-found' })
})
