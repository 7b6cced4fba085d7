import { describe, expect, test } from 'vitest'
import { advance } from '../../activities/advance.ts'
import { holdRound } from '../../activities/hold-round.ts'
import { at } from '../../calendar/index.ts'
import { extend } from '../../client/verbs/extend.ts'
import { cycleClock } from '../../records/clock.ts'
import { nextRoundTime } from '../../records/rounds.ts'
import { hand } from '../support/small-pack/stages.ts'
import { contents, liaison, messagesOf, office, openYear, putBook, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const decided = smallPack((files) => {
  files['assumptions.yaml'] = files['assumptions.yaml']!.replace('decided: null', 'decided: { by: 考核办, document: 文1, on: 2017-01-05 }')
})
const HOUR = 3_600_000

/** Moves the clock to 08:30 of a day and holds the round. */
async function roundOn(year: Year, day: string) {
  await year.moveTo(at(day, '08:30'))
  return holdRound(base.database, cycleClock, year.cycle, false)
}
const noticesOf = async (year: Year, post: string) => {
  const rows = await base.database
    .selectFrom('notice')
    .selectAll()
    .where('cycle', '=', year.cycle)
    .where('post', '=', post)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map((row) => `${row.at.slice(0, 10)} ${row.kind} ${row.title}`)
}
const digestsOf = async (year: Year, post: string) => {
  const rows = await base.database
    .selectFrom('digest')
    .selectAll()
    .where('cycle', '=', year.cycle)
    .where('post', '=', post)
    .orderBy('day')
    .execute()
  return rows.map((row) => row.day)
}
/** Every day of a stretch, both ends included. */
function days(from: string, to: string): string[] {
  const all: string[] = []
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += 24 * HOUR) all.push(new Date(ms).toISOString().slice(0, 10))
  return all
}

describe('the declaration of 2017, due on Friday 7 April, reminded of 3 and 1 working days before', () => {
  test('every day has a round only when it is worked, and people hear on the right ones', async () => {
    const year = await openYear(base, { at: '2017-03-26T01:00:00.000Z' })
    await advance(base.database, cycleClock, year.cycle)
    for (const day of days('2017-03-26', '2017-04-25')) await roundOn(year, day)
    // 清明 is off from Sunday 2 to Tuesday 4 April, and Saturday 1 April is worked: 6, 5 and 1 April are 1, 2 and 3 working days before the 7th.
    // Late on the first, sixth and eleventh working day after: 10, 17 and 24 April.
    expect(await noticesOf(year, '甲局/联络员')).toEqual([
      '2017-03-27 opened declaration：甲局',
      '2017-04-01 due declaration：甲局',
      '2017-04-06 due declaration：甲局',
      '2017-04-10 late declaration：甲局',
      '2017-04-17 late declaration：甲局',
      '2017-04-24 late declaration：甲局',
    ])
    expect(await digestsOf(year, '甲局/联络员')).toEqual([
      '2017-03-27',
      '2017-04-01',
      '2017-04-06',
      '2017-04-10',
      '2017-04-17',
      '2017-04-24',
    ])
    // the plan has no reminders for the lead body
    expect(await noticesOf(year, '牵头办#1')).toEqual(
      ['2017-03-27', '2017-04-10', '2017-04-17', '2017-04-24'].map((day, n) => `${day} ${n ? 'late' : 'opened'} town-declaration：丙镇`),
    )
    expect(await noticesOf(year, '牵头办#2')).toEqual([]) // the first post of a body hears
    const rounds = await base.database.selectFrom('round').select('day').where('cycle', '=', year.cycle).orderBy('day').execute()
    const worked = [
      '2017-03-27',
      '2017-03-28',
      '2017-03-29',
      '2017-03-30',
      '2017-03-31',
      '2017-04-01',
      '2017-04-05',
      '2017-04-06',
      '2017-04-07',
      '2017-04-10',
    ]
    expect(rounds.map((row) => row.day).slice(0, 10)).toEqual(worked)
  })

  test('who has handed in hears no more', async () => {
    const year = await openYear(base, { at: '2017-03-26T01:00:00.000Z' })
    await advance(base.database, cycleClock, year.cycle)
    await roundOn(year, '2017-03-27')
    await hand(year, 'declaration', '乙局', liaison('乙局'), { indicators: [{ key: '1', name: '乙一', full: '10', kind: 'key' }] })
    for (const day of days('2017-03-28', '2017-04-10')) await roundOn(year, day)
    expect(await noticesOf(year, '乙局/联络员')).toEqual(['2017-03-27 opened declaration：乙局'])
  })

  test('a new due day brings new reminders before it', async () => {
    const year = await openYear(base, { at: '2017-03-26T01:00:00.000Z' })
    await advance(base.database, cycleClock, year.cycle)
    for (const day of days('2017-03-27', '2017-04-06')) await roundOn(year, day)
    await year.moveTo('2017-04-06T03:00:00.000Z')
    await extend(year.as(office), {
      tasks: [(await year.task('declaration', '甲局')).id],
      until: '2017-04-17',
      document: '文3',
      reason: '因',
    })
    for (const day of days('2017-04-07', '2017-04-18')) await roundOn(year, day)
    expect((await noticesOf(year, '甲局/联络员')).slice(3)).toEqual([
      '2017-04-06 moved declaration：甲局',
      '2017-04-12 due declaration：甲局', // 14, 13, 12: three before Monday the 17th
      '2017-04-14 due declaration：甲局',
      '2017-04-18 late declaration：甲局',
    ])
  })

  test('a round that was missed is made up for, once', async () => {
    const year = await openYear(base, { at: '2017-03-26T01:00:00.000Z' })
    await advance(base.database, cycleClock, year.cycle)
    for (const day of ['2017-03-27', '2017-04-05', '2017-04-06', '2017-04-12', '2017-04-13']) await roundOn(year, day)
    expect((await noticesOf(year, '甲局/联络员')).map((line) => line.slice(0, 15).trim())).toEqual([
      '2017-03-27 open',
      '2017-04-05 due',
      '2017-04-06 due',
      '2017-04-12 late',
    ])
  })
})

test('who hears of a task today is not reminded of it on top', async () => {
  const year = await openYear(base, { at: '2017-05-04T00:00:00.000Z' }) // reminded one working day before Friday the 5th: today
  await putBook(year)
  await year.openNow('self-check')
  await roundOn(year, '2017-05-04')
  expect(await noticesOf(year, '甲局/联络员')).toEqual(['2017-05-04 opened self-check：甲局'])
})

test('a second round on the same day adds nothing, nor do four at once', async () => {
  const year = await openYear(base, { at: '2017-03-26T01:00:00.000Z' })
  await advance(base.database, cycleClock, year.cycle)
  await year.moveTo('2017-03-27T00:30:00.000Z')
  const hold = () => holdRound(base.database, cycleClock, year.cycle, false)
  await Promise.all([hold(), hold(), hold(), hold()])
  const before = await contents(base)
  await hold()
  expect(await contents(base)).toEqual(before)
  expect(await year.tasks('declaration')).toHaveLength(2)
  expect(await noticesOf(year, '甲局/联络员')).toHaveLength(1)
})

test('one digest for each person and day: what comes after it waits for the next working day', async () => {
  const year = await openYear(base, { kind: 'live', pack: decided })
  await year.openNow('declaration')
  await year.openNow('town-declaration')
  const hold = (now: string) => holdRound(base.database, async () => now, year.cycle, false)
  await hold('2017-03-31T00:30:00.000Z') // Friday
  const call = { ...year.as(office), clock: async () => '2017-03-31T03:00:00.000Z' }
  await extend(call, { tasks: [(await year.task('declaration', '甲局')).id], until: '2017-04-10', document: '文3', reason: '因' })
  await hold('2017-03-31T06:00:00.000Z')
  expect(await digestsOf(year, '甲局/联络员')).toEqual(['2017-03-31'])
  await hold('2017-04-01T00:30:00.000Z') // a Saturday that is worked
  expect(await digestsOf(year, '甲局/联络员')).toEqual(['2017-03-31', '2017-04-01'])
  const rows = await base.database
    .selectFrom('notice')
    .selectAll()
    .where('cycle', '=', year.cycle)
    .where('post', '=', '甲局/联络员')
    .orderBy('id')
    .execute()
  expect(rows.map((row) => [row.kind, row.digest?.slice(-10)])).toEqual([['opened', '2017-03-31'], ['moved', '2017-04-01']]) // prettier-ignore
})

describe('in a live cycle', () => {
  const live = async () => {
    const year = await openYear(base, { kind: 'live', pack: decided })
    await year.openNow('declaration')
    return { year, hold: (now: string, canMail = false) => holdRound(base.database, async () => now, year.cycle, canMail) }
  }

  test('nothing happens before 08:30 and on days off, and it says when to ask again', async () => {
    const { year, hold } = await live()
    expect(await hold('2017-03-27T00:29:59.000Z')).toEqual({ done: false, waitMs: 1_000 })
    expect(await hold('2017-04-02T03:00:00.000Z')).toEqual({ done: false, waitMs: (2 * 24 + 21.5) * HOUR }) // Sunday 11:00 to Wednesday 5 April 08:30
    expect(await base.database.selectFrom('digest').selectAll().where('cycle', '=', year.cycle).execute()).toEqual([])
    expect(await base.database.selectFrom('round').selectAll().where('cycle', '=', year.cycle).execute()).toEqual([])
  })

  test('a round that was missed in the morning is held later on the day', async () => {
    const { year, hold } = await live()
    expect(await hold('2017-03-27T07:00:00.000Z')).toEqual({ done: false, waitMs: 17.5 * HOUR }) // 15:00 to 08:30
    expect(await digestsOf(year, '甲局/联络员')).toEqual(['2017-03-27'])
  })

  test('digests wait for the mail server when there is one, and are kept when there is none', async () => {
    const state = async (year: Year) =>
      (await base.database.selectFrom('digest').select('state').where('cycle', '=', year.cycle).execute()).map((row) => row.state)
    const one = await live()
    expect(await one.hold('2017-03-27T00:30:00.000Z', true)).toMatchObject({ mail: true })
    expect(await state(one.year)).toEqual(['waiting', 'waiting'])
    const two = await live()
    expect(await two.hold('2017-03-27T00:30:00.000Z')).not.toHaveProperty('mail')
    expect(await state(two.year)).toEqual(['kept', 'kept'])
  })
})

test('a rehearsal is never mailed, whatever there is', async () => {
  const year = await openYear(base, { at: '2017-03-27T00:30:00.000Z' })
  await year.openNow('declaration')
  expect(await holdRound(base.database, cycleClock, year.cycle, true)).toEqual({ done: false })
  const rows = await base.database.selectFrom('digest').select('state').where('cycle', '=', year.cycle).execute()
  expect(rows.map((row) => row.state)).toEqual(['kept', 'kept'])
})

test('the round opens what opens today, and wakes a step that has nothing to do', async () => {
  const year = await openYear(base, { at: '2017-12-18T00:30:00.000Z' })
  const scheduled = { state: 'scheduled', opens_at: '2017-12-17T16:00:00.000Z', due_at: '2017-12-22T16:00:00.000Z' } as const
  await year.inChange(({ db }) =>
    db
      .updateTable('step')
      .set(scheduled)
      .where('cycle', '=', year.cycle)
      .where('key', 'in', ['declaration', 'verification', 'computation'])
      .execute(),
  )
  await holdRound(base.database, cycleClock, year.cycle, false)
  const state = async (key: string) => (await year.step(key)).state
  expect([await state('declaration'), await state('verification'), await state('computation')]).toEqual(['open', 'open', 'scheduled'])
  expect(await messagesOf(year)).toEqual(['changed step/verification'])
})

test('the round closes what lapsed while its step goes on for the sake of others', async () => {
  const year = await openYear(base, { at: '2017-05-02T00:30:00.000Z' })
  await putBook(year)
  await year.openNow('self-check')
  const tasks = async (unit: string) => [(await year.task('self-check', unit)).id]
  await extend(year.as(office), { tasks: await tasks('甲局'), until: '2017-05-10', document: '文', reason: '因' })
  await roundOn(year, '2017-05-08')
  expect((await year.tasks('self-check')).map((task) => [task.key, task.state])).toEqual([['甲局', 'open'], ['乙局', 'lapsed']]) // prettier-ignore
  expect((await year.step('self-check')).state).toBe('open')
})

test('when every step has settled and everyone was told, the rounds end', async () => {
  const year = await openYear(base, { at: '2018-05-02T00:00:00.000Z' })
  const settled = {
    state: 'settled',
    opens_at: '2018-01-01T00:00:00.000Z',
    due_at: '2018-01-01T00:00:00.000Z',
    settled_at: '2018-01-01T00:00:00.000Z',
  } as const
  await year.inChange(({ db }) => db.updateTable('step').set(settled).where('cycle', '=', year.cycle).execute())
  const told = {
    cycle: year.cycle,
    key: 'k',
    post: office,
    kind: 'published',
    title: '公布',
    at: '2018-05-02T00:00:00.000Z',
    task: null,
    detail: null,
    due_at: null,
    was: null,
    digest: null,
  }
  await year.inChange(({ db }) => db.insertInto('notice').values(told).execute())
  expect(await holdRound(base.database, cycleClock, year.cycle, false)).toEqual({ done: false }) // 08:00
  expect(await roundOn(year, '2018-05-02')).toEqual({ done: true })
  expect(await digestsOf(year, office)).toEqual(['2018-05-02'])
})

test.each([
  ['2017-03-27T00:29:59.999Z', '2017-03-27'], // Monday, a moment before 08:30
  ['2017-03-27T00:30:00.000Z', '2017-03-28'],
  ['2017-03-31T16:00:00.000Z', '2017-04-01'], // Saturday 00:00, worked
  ['2017-04-01T01:00:00.000Z', '2017-04-05'], // after 清明
  ['2017-09-29T12:00:00.000Z', '2017-09-30'], // Saturday, worked
  ['2017-09-30T12:00:00.000Z', '2017-10-09'], // after 国庆节
])('the round after %s is at 08:30 of %s', (now, day) => {
  expect(nextRoundTime(now)).toBe(`${day}T00:30:00.000Z`)
})
