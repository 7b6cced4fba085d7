import { expect, test } from 'vitest'
import { holdRound } from '../../activities/hold-round.ts'
import { at } from '../../calendar/index.ts'
import { cycleClock } from '../../records/clock.ts'
import { settleStep } from '../support/small-pack/stages.ts'
import { openYear, putBook, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()

test('complaint 5: a task that was cancelled leaves no message: no reminder, no lateness, no lapse, and its step does not wait for it', async () => {
  const year = await openYear(base, { at: at('2017-05-02', '08:30') })
  await putBook(year)
  await year.openNow('self-check')
  await holdRound(base.database, cycleClock, year.cycle, false)
  const task = await year.task('self-check', '甲局')
  await base.database.updateTable('task').set({ state: 'cancelled' }).where('id', '=', task.id).execute()
  const kinds = async () => {
    const rows = base.database.selectFrom('notice').select('kind').where('cycle', '=', year.cycle).where('task', '=', task.id)
    return (await rows.orderBy('id').execute()).map((row) => row.kind)
  }
  for (const day of ['2017-05-03', '2017-05-04', '2017-05-05', '2017-05-08', '2017-05-15']) {
    await year.moveTo(at(day, '08:30'))
    await holdRound(base.database, cycleClock, year.cycle, false)
  }
  expect(await kinds()).toEqual(['opened']) // of the time when it was one
  expect(await year.task('self-check', '甲局')).toMatchObject({ state: 'cancelled', was_late: false })
  expect((await year.task('self-check', '乙局')).state).toBe('lapsed')
  expect(await settleStep(year, 'self-check')).toEqual({ done: true })
})
