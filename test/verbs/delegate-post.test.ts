import { describe, expect, test } from 'vitest'
import { holdRound } from '../../activities/hold-round.ts'
import { at } from '../../calendar/index.ts'
import { decide } from '../../client/verbs/decide.ts'
import { delegatePost, endDelegation, type DelegatePostInput } from '../../client/verbs/delegate-post.ts'
import { fillPost } from '../../client/verbs/fill-post.ts'
import { submit } from '../../client/verbs/submit.ts'
import { vacatePost } from '../../client/verbs/vacate-post.ts'
import { tasksOf } from '../../client/cli/task-rows.ts'
import { cycleClock } from '../../records/clock.ts'
import { declared, hand, underReview } from '../support/small-pack/stages.ts'
import { checker, entriesOf, liaison, office, openYear, putBook, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const [assessor, lead] = ['乙局办#1', '牵头办#1']
const day = (date: string, time = '10:00') => at(date, time)
const why = { document: '考办〔2017〕5号', reason: '外出学习' }
const delegate = (year: Year, input: Partial<DelegatePostInput> = {}, as: string = office) =>
  delegatePost(year.as(as), { post: assessor, to: lead, from: '2017-12-12', until: '2017-12-13', scope: 'both', ...why, ...input })
const assess = async (year: Year, post: string, step = 'assessment') =>
  hand(year, step, '甲局@乙局办', post, { items: [{ indicator: '1', points: '20' }] })
const toldTo = async ({ database, cycle }: Year, post: string) => {
  const rows = await database.selectFrom('notice').selectAll().where('cycle', '=', cycle).where('post', '=', post).orderBy('id').execute()
  return rows.map(({ kind, title }) => `${kind} ${title}`)
}
/** The assessment opened on 11 December; it is the 12th. */
async function assessing(): Promise<Year> {
  const year = await openYear(base, { at: day('2017-12-11', '08:30') })
  await putBook(year)
  await year.openNow('assessment')
  await year.moveTo(day('2017-12-12'))
  return year
}

describe('complaint 9: delegation covers tasks that are open already, by choice', () => {
  test('both: the delegate is told of the open task and does it; row and log say on whose behalf', async () => {
    const year = await assessing()
    expect(await toldTo(year, lead)).toEqual([])
    expect(await delegate(year)).toMatchObject({ from: day('2017-12-12'), until: '2017-12-13T16:00:00.000Z' })
    expect(await toldTo(year, lead)).toEqual(['assigned assessment：甲局'])
    const mine = await tasksOf(base.database, year.cycle, { post: lead, state: 'open', limit: 9 })
    expect(mine.map(({ title }) => title)).toContain('assessment：甲局')
    const { submission } = await assess(year, lead)
    const row = await base.database.selectFrom('submission').selectAll().where('id', '=', submission).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ by_post: lead, for_post: assessor })
    const [score] = await base.database.selectFrom('score').selectAll().where('cycle', '=', year.cycle).execute()
    expect(score).toMatchObject({ value: '20', by_post: lead, for_post: assessor })
    expect((await entriesOf(year)).at(-1)).toMatchObject({ verb: 'submit', by: lead, content: { forPost: assessor } })
  })

  test('open: what was open when it began, and nothing that opens later', async () => {
    const year = await assessing()
    await delegate(year, { scope: 'open' })
    await year.moveTo(day('2017-12-12', '11:00'))
    await year.openNow('process') // the office's, not the assessor's: of no concern
    await assess(year, lead)
  })

  test('future: only what opens later; notices of it go to the delegate', async () => {
    const year = await openYear(base, { at: day('2017-12-11', '08:30') })
    await putBook(year)
    await delegate(year, { from: '2017-12-11', scope: 'future' })
    await year.moveTo(day('2017-12-11', '09:00'))
    await year.openNow('assessment')
    expect(await toldTo(year, lead)).toEqual(['opened assessment：甲局'])
    expect(await toldTo(year, assessor)).toEqual([])
    await assess(year, lead)

    const other = await assessing()
    await delegate(other, { scope: 'future' })
    expect(await toldTo(other, lead)).toEqual([])
    await refused(base, 'wrong-role', /岗位“牵头办#1”无权办理/, () => assess(other, lead))
    await assess(other, assessor)
  })

  test('one that begins on a later day is told at the round of that day, and reminders follow', async () => {
    const year = await assessing()
    await delegate(year, { from: '2017-12-13', until: '2017-12-20' })
    expect(await toldTo(year, lead)).toEqual([])
    await refused(base, 'wrong-role', /无权办理/, () => assess(year, lead))
    for (const date of ['2017-12-13', '2017-12-14', '2017-12-18']) {
      await year.moveTo(day(date, '08:30'))
      await holdRound(base.database, cycleClock, year.cycle, false)
    }
    expect(await toldTo(year, lead)).toEqual(['assigned assessment：甲局', 'late assessment：甲局'])
    await assess(year, lead)
  })
})

test('after its end the delegate may no longer act, and whoever delegated hears that the task is back', async () => {
  const year = await assessing()
  await delegate(year)
  await year.moveTo(day('2017-12-14', '08:30'))
  await holdRound(base.database, cycleClock, year.cycle, false)
  await refused(base, 'wrong-role', /受“乙局办#1”委托代办已于 2017-12-13 24:00 结束，任务 \d+（assessment：甲局）应由委托人自己办理/, () =>
    assess(year, lead),
  )
  expect(await toldTo(year, assessor)).toContain('assigned assessment：甲局')
  await assess(year, assessor)
})

test('it is ended before its day by a document, by the post itself or by the office; once', async () => {
  const year = await assessing()
  await delegate(year, {}, assessor)
  const end = { post: assessor, document: '考办〔2017〕6号', reason: '提前返岗' }
  await refused(base, 'wrong-role', /应由“考核办”办理/, () => endDelegation(year.as(lead), end))
  expect(await endDelegation(year.as(assessor), end)).toMatchObject({ to: lead })
  await refused(base, 'wrong-role', /已于 2017-12-12 10:00 结束/, () => assess(year, lead))
  await refused(base, 'not-found', /没有进行中或尚未开始的委托/, () => endDelegation(year.as(office), end))
})

describe('complaint 23: maker is never checker', () => {
  const accept = async (year: Year, post: string) =>
    decide(year.as(post), { task: (await year.task('review', '甲局')).id, outcome: 'accept' })
  const delegation = { from: '2017-03-27', until: '2017-12-29' }

  test('a delegate does not check what the one who delegated made, nor what it made on behalf of that one', async () => {
    const year = await openYear(base, { at: day('2017-03-27', '08:30') })
    await year.openNow('declaration')
    await delegate(year, { post: liaison('甲局'), to: checker, ...delegation })
    await hand(year, 'declaration', '甲局', checker, declared) // on behalf of 甲局
    await hand(year, 'declaration', '乙局', liaison('乙局'), { indicators: [{ key: '1', name: '乙一', full: '10', kind: 'functional' }] })
    await year.moveTo('2017-04-10T00:30:00.000Z')
    await year.openNow('review')
    await refused(base, 'wrong-role', /岗位“考核办#2”是报送人，不能审核自己报送的内容/, () => accept(year, checker))
    await accept(year, office)
  })

  test('also in its own right, and while acting for somebody else', async () => {
    const year = await openYear(base)
    await underReview(year)
    await delegate(year, { post: liaison('甲局'), to: checker, from: '2017-04-10', until: '2017-04-28' })
    await refused(base, 'wrong-role', /“考核办#2”受报送人“甲局\/联络员”委托或由其代办，不能审核其报送的内容/, () => accept(year, checker))
    await delegate(year, { post: office, to: '乙局办#2', from: '2017-04-10', until: '2017-04-28' })
    await accept(year, '乙局办#2') // of another unit: 乙局办 may decide on 甲局 on behalf of the office
    const [row] = await base.database.selectFrom('decision').selectAll().where('cycle', '=', year.cycle).execute()
    expect(row).toMatchObject({ by_post: '乙局办#2', for_post: office })
  })

  test('a delegate never acts on its own unit, on whosever behalf', async () => {
    const year = await openYear(base)
    await underReview(year)
    await delegate(year, { post: office, to: '乙局办#2', from: '2017-04-10', until: '2017-04-28' })
    const own = async () => decide(year.as('乙局办#2'), { task: (await year.task('review', '乙局')).id, outcome: 'accept' })
    await refused(base, 'wrong-role', /“乙局办”不得办理涉及本单位的任务 \d+（回避）/, own)
    expect(await toldTo(year, '乙局办#2')).toEqual(['assigned review：甲局'])
  })
})

test('a vacant post neither delegates nor is delegated to; when the delegate leaves, the task is the first one’s again', async () => {
  const year = await assessing()
  await delegate(year)
  await vacatePost(year.as(office), { post: lead, document: '文', reason: '调离' })
  const { performersOf } = await import('../../records/performer.ts')
  const { id } = await year.task('assessment', '甲局@乙局办')
  expect(await performersOf(base.database, id, day('2017-12-12'))).toEqual([
    { post: '乙局办#1', forPost: null },
    { post: '乙局办#2', forPost: null },
  ])
  await refused(base, 'conflict', /岗位“牵头办#1”自 2017-12-12 起空缺，不能委托或受托/, () => delegate(year, { post: '乙局办#2' }))
  await fillPost(year.as(office), { post: lead, name: '新人', document: '文', reason: '补任' })
  await delegate(year, { post: '乙局办#2' })
})

test.each([
  [{ to: assessor }, 'bad-input', /受托岗位应为另一岗位/],
  [{ until: '2017-12-11' }, 'bad-input', /止日应不早于起日和今日/],
  [{ from: '2017-12-20' }, 'bad-input', /止日应不早于起日和今日/],
  [{ scope: 'all' as 'both' }, 'bad-input', /应为 open（已开的任务）、future（以后的）或 both（都包括）/],
  [{ document: ' ' }, 'bad-input', /document/],
  [{ to: '无此岗位' }, 'not-found', /没有岗位“无此岗位”/],
] as const)('%j is refused, and nothing is stored', async (input, code, sentence) => {
  const year = await assessing()
  await refused(base, code, sentence, () => delegate(year, input))
})

test('nobody but the post itself and the office delegates, and to one at a time', async () => {
  const year = await assessing()
  await refused(base, 'wrong-role', /应由“考核办”办理/, () => delegate(year, {}, '乙局办#2'))
  await delegate(year)
  await refused(base, 'conflict', /已委托“牵头办#1”代办至 2017-12-13 24:00，同一时间只能委托一人/, () => delegate(year, { to: '牵头办#2' }))
  await delegate(year, { to: '牵头办#2', from: '2017-12-14', until: '2017-12-14' })
})

test('windows and appeals are not delegated: they are a unit’s own', async () => {
  const year = await openYear(base, { at: day('2017-12-11', '08:30') })
  await putBook(year)
  await year.openNow('additions')
  await delegate(year, { post: liaison('甲局'), to: lead, from: '2017-12-11' })
  const bonus = { points: '1', ground: '奖', document: '文' }
  await refused(base, 'wrong-role', /加分项由参加本环节的被考评单位自行申报/, () =>
    submit(year.as(lead), { step: 'additions', content: { bonus } }),
  )
})
