import { expect, test } from 'vitest'
import { settleAppeal } from '../../activities/settle-appeal.ts'
import { appeal } from '../../client/verbs/appeal.ts'
import { publish } from '../../client/verbs/publish.ts'
import { resolve } from '../../client/verbs/resolve.ts'
import { cycleClock } from '../../records/clock.ts'
import { chainEntries, headOf } from '../../records/log.ts'
import { computeStep, formsOut, received } from '../support/small-pack/stages.ts'
import { entriesOf, liaison, messagesOf, office, openYear, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const day = { opens: '2018-02-26', due: '2018-02-27' }
const publishIt = async (year: Year, post: string = office) =>
  publish(year.as(post), { task: (await year.task('publication', 'publish')).id, document: '考办〔2018〕9号' })

async function ready(): Promise<Year> {
  const year = await openYear(base)
  await formsOut(year)
  await year.openNow('publication', day)
  return year
}

test('the last computation is published, every unit is told, and the cycle says so', async () => {
  const year = await ready()
  await chainEntries(base.database)
  const head = await headOf(base.database, year.cycle)
  expect(await publishIt(year)).toEqual({ version: 1, at: '2018-02-09T02:00:00.000Z' })
  const { database, cycle } = year
  expect(await database.selectFrom('publication').selectAll().where('cycle', '=', cycle).execute()).toMatchObject([
    { version: 1, document: '考办〔2018〕9号', log_head: head.hash, by_post: office },
  ])
  expect((await database.selectFrom('cycle').select('state').where('id', '=', cycle).executeTakeFirstOrThrow()).state).toBe('published')
  const told = await database
    .selectFrom('notice')
    .select('post')
    .where('cycle', '=', cycle)
    .where('kind', '=', 'published')
    .orderBy('post')
    .execute()
  expect(told.map((each) => each.post).sort()).toEqual(['丙镇/联络员', '乙局/联络员', '甲局/联络员'])
  expect((await entriesOf(year)).at(-1)).toMatchObject({
    verb: 'publish',
    subject: 'publication',
    content: { version: 1, document: '考办〔2018〕9号' },
  })
  expect((await messagesOf(year)).at(-1)).toBe('changed step/publication')
  await refused(base, 'already-done', /不能重复办理/, () => publishIt(year))
})

test('nobody but the office publishes', async () => {
  const year = await ready()
  for (const post of [liaison('甲局'), '领导组#1', '市委#1'])
    await refused(base, 'wrong-role', /应由“考核办”办理/, () => publishIt(year, post))
  await refused(base, 'not-found', /没有编号为“1e3”/, () => publish(year.as(office), { task: '1e3' }))
})

test('publication waits for each appeal, and for the computation that follows a granted one', async () => {
  const year = await ready()
  await received(year)
  await refused(base, 'conflict', /尚有 1 个单位的复核未了结（甲局…），不能公布/, () => publishIt(year))
  await appeal(year.as(liaison('甲局')), { unit: '甲局', content: { claims: [{ ground: '因' }] } })
  await refused(base, 'conflict', /复核未了结/, () => publishIt(year))
  await year.moveTo('2018-02-12T02:00:00.000Z')
  const corrections = [{ input: 'result', indicator: '1', points: '19' }]
  await resolve(year.as(office), {
    task: (await year.task('appeals', '甲局')).id,
    content: { outcome: 'granted', answer: '属实', corrections },
  })
  await refused(base, 'conflict', /准予的复核尚未重新计算，不能公布/, () => publishIt(year))
  await year.openNow('final', day)
  await computeStep(year, 'final')
  expect(await publishIt(year)).toMatchObject({ version: 2 })
})

test('a window that was waived does not hold publication up', async () => {
  const year = await ready()
  await received(year)
  await year.moveTo('2018-02-12T16:00:00.000Z')
  await settleAppeal(base.database, cycleClock, year.cycle, '甲局')
  expect(await publishIt(year)).toMatchObject({ version: 1 })
})

test('without a computation there is nothing to publish', async () => {
  const year = await openYear(base)
  await year.openNow('publication', day)
  await refused(base, 'conflict', /尚未计算成绩，不能公布/, () => publishIt(year))
})
