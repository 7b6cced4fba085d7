import { describe, expect, test } from 'vitest'
import { advance } from '../../activities/advance.ts'
import { cycleClock } from '../../records/clock.ts'
import { contents, entriesOf, openYear, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const go = (year: Year) => advance(base.database, cycleClock, year.cycle)
/** Says that a step settled at an instant. */
async function settledAt(year: Year, key: string, instant: string): Promise<void> {
  const values = { state: 'settled', opens_at: instant, due_at: instant, settled_at: instant } as const
  await base.database.updateTable('step').set(values).where('cycle', '=', year.cycle).where('key', '=', key).execute()
}
const dates = async (year: Year, key: string) => {
  const { state, opens_at, due_at } = await year.step(key)
  return [state, opens_at, due_at]
}

test('steps that wait for none get their dates; those whose day has come open, the others follow the plan', async () => {
  const year = await openYear(base) // 00:00 of 2017-03-27
  const free = ['declaration', 'town-declaration', 'leader-evaluation', 'peer-evaluation', 'public-results', 'party-results', 'additions']
  expect(await go(year)).toEqual({ start: free, finished: false })
  expect(await dates(year, 'declaration')).toEqual(['open', '2017-03-26T16:00:00.000Z', '2017-04-07T16:00:00.000Z'])
  expect((await year.tasks('declaration')).map((task) => [task.key, task.due_at])).toEqual([['甲局', '2017-04-07T16:00:00.000Z'], ['乙局', '2017-04-07T16:00:00.000Z']]) // prettier-ignore
  expect(await dates(year, 'additions')).toEqual(['scheduled', '2017-12-10T16:00:00.000Z', '2017-12-15T16:00:00.000Z'])
  expect(await dates(year, 'review')).toEqual(['planned', null, null])
  const log = (await entriesOf(year)).filter((entry) => entry.verb === 'schedule')
  expect(log[0]).toMatchObject({
    subject: 'declaration',
    by: 'system',
    content: { opensAt: '2017-03-26T16:00:00.000Z', dueAt: '2017-04-07T16:00:00.000Z' },
  })
})

test('asked again it answers the same and stores nothing more, also when asked four times at once', async () => {
  const year = await openYear(base)
  const answers = await Promise.all([go(year), go(year), go(year), go(year)])
  for (const answer of answers) expect(answer).toEqual(answers[0])
  const before = await contents(base)
  await go(year)
  expect(await contents(base)).toEqual(before)
  expect(await year.tasks('declaration')).toHaveLength(2)
  expect((await entriesOf(year)).filter((entry) => entry.verb === 'schedule')).toHaveLength(7)
})

test('a step waits for all its predecessors', async () => {
  const year = await openYear(base)
  await settledAt(year, 'review', '2017-04-14T02:00:00.000Z')
  expect((await go(year)).start).not.toContain('approval')
  await settledAt(year, 'town-review', '2017-04-14T03:00:00.000Z')
  expect((await go(year)).start).toContain('approval')
})

describe('working days', () => {
  test('n after it opened: the third after Thursday 2017-04-20 is Tuesday the 25th', async () => {
    const year = await openYear(base)
    await settledAt(year, 'review', '2017-04-14T02:00:00.000Z')
    await settledAt(year, 'town-review', '2017-04-14T02:00:00.000Z')
    await go(year)
    expect(await dates(year, 'approval')).toEqual(['scheduled', '2017-04-19T16:00:00.000Z', '2017-04-25T16:00:00.000Z'])
  })

  test('n after the last predecessor settled: over 劳动节, the first after Friday 2017-04-28 is Tuesday 2 May', async () => {
    const year = await openYear(base, { at: '2017-04-28T02:00:00.000Z' })
    await settledAt(year, 'approval', '2017-04-28T02:00:00.000Z')
    await go(year)
    expect(await dates(year, 'task-book')).toEqual(['scheduled', '2017-05-01T16:00:00.000Z', '2017-05-03T16:00:00.000Z'])
  })

  test('what settles at 23:59:59.999 of a day counts from that day, at 24:00 from the next', async () => {
    for (const [instant, opens] of [
      ['2017-05-02T15:59:59.999Z', '2017-05-02T16:00:00.000Z'],
      ['2017-05-02T16:00:00.000Z', '2017-05-03T16:00:00.000Z'],
    ] as const) {
      // prettier-ignore
      const year = await openYear(base, { at: instant })
      await settledAt(year, 'approval', instant)
      await go(year)
      expect((await dates(year, 'task-book'))[1]).toBe(opens)
    }
  })
})

describe('a review that was to open on Monday 2017-04-10 and to be due on Friday the 14th', () => {
  const late = async (now: string, pack = smallPack()) => {
    const year = await openYear(base, { pack })
    await year.moveTo(now)
    await settledAt(year, 'declaration', now)
    await go(year)
    return dates(year, 'review')
  }

  test('keeps its due day when it opens in time, or a little late', async () => {
    expect(await late('2017-04-07T02:00:00.000Z')).toEqual(['scheduled', '2017-04-09T16:00:00.000Z', '2017-04-14T16:00:00.000Z'])
    expect(await late('2017-04-12T02:00:00.000Z')).toEqual(['open', '2017-04-09T16:00:00.000Z', '2017-04-14T16:00:00.000Z'])
    expect(await late('2017-04-13T02:00:00.000Z')).toEqual(['open', '2017-04-09T16:00:00.000Z', '2017-04-14T16:00:00.000Z'])
  })

  test('has a whole working day, when it opens on its due day or later', async () => {
    expect((await late('2017-04-14T02:00:00.000Z'))[2]).toBe('2017-04-17T16:00:00.000Z') // Monday
    expect((await late('2017-04-14T16:00:00.000Z'))[2]).toBe('2017-04-17T16:00:00.000Z')
    expect((await late('2017-04-28T02:00:00.000Z'))[2]).toBe('2017-05-02T16:00:00.000Z') // after 劳动节
  })

  test('is not given a second day because the moment of opening has just passed', async () => {
    const sameDay = smallPack((files) => (files['plan.yaml'] = files['plan.yaml']!.replaceAll('due: 2017-04-14', 'due: 2017-04-10')))
    expect((await late('2017-04-09T16:00:00.050Z', sameDay))[2]).toBe('2017-04-10T16:00:00.000Z')
    expect((await late('2017-04-10T09:00:00.000Z', sameDay))[2]).toBe('2017-04-10T16:00:00.000Z')
    expect((await late('2017-04-10T16:00:00.050Z', sameDay))[2]).toBe('2017-04-12T16:00:00.000Z')
  })
})

test('when all steps have settled the year is finished', async () => {
  const year = await openYear(base)
  for (const { key } of year.pack.plan) await settledAt(year, key, '2018-05-01T00:00:00.000Z')
  expect(await go(year)).toEqual({ start: [], finished: true })
})

test('a cycle that is not there is refused', async () => {
  await expect(advance(base.database, cycleClock, '无')).rejects.toMatchObject({ code: 'not-found' })
})
